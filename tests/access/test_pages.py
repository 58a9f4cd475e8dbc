"""Every address of the site, by every method, as every person: exactly what the table in `matrix.py` says."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alongside.exchange.files import file_of
from alongside.ledger.models import Job, Step
from tests.access.matrix import KEYS, PAGES, ROLES
from tests.access.world import World, build

Keys = dict[str, str]  # what an address wants to know, by name: the kind of its converter


def patterns(node: URLResolver | None = None, space: str = "", keys: Keys | None = None) -> Iterator[tuple[str, Keys]]:
    """Every named address but the admin's and the API's: its name with the namespace, and what it wants to know."""
    for one in (node or get_resolver()).url_patterns:
        here = {**(keys or {}), **{key: type(kind).__name__ for key, kind in one.pattern.converters.items()}}
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", here
        elif one.app_name not in {"admin", "ninja"} and one.namespace != "api-1":
            yield from patterns(one, f"{space}{one.namespace}:" if one.namespace else space, here)


ALL = list(patterns())
APPS = sorted({name.partition(":")[0].partition("_")[0] for name in PAGES})
IN_A_PROJECT = sorted({name.partition(":")[0] for name, keys in ALL if "slug" in keys})


def test_each_address_has_its_row_and_each_row_its_address():
    names = {name for name, _ in ALL}
    assert names - set(PAGES) == set(), "give these a row in tests/access/matrix.py"
    assert set(PAGES) - names == set(), "no address has these names"


@pytest.fixture
def world(cast) -> World:
    return build(cast)


def rows_of(app: str) -> list[str]:
    return [name for name in PAGES if name.partition(":")[0].partition("_")[0] == app]


# Keys of addresses that have the same name in the world.
THINGS = {"activity", "technique", "kind", "supporter", "taking", "name", "part", "position", "old", "size"}
THINGS |= {"text", "subject"}


def addresses(name: str, world: World, slug: str) -> Iterator[str]:
    """The address or addresses of this name, filled with what is there."""
    for keys in [keys for found, keys in ALL if found == name]:
        values = {}
        for key, kind in keys.items():
            if kind == "StringConverter":
                values[key] = world.codes[code_for(name, key)]
            elif key in THINGS:
                values[key] = world.things[key]
            else:
                values[key] = slug if key == "slug" else world.things[KEYS[name] if key == "pk" else "voice"]
        yield reverse(name, kwargs=values)


def code_for(name: str, key: str) -> str:
    """Which of the world's codes an address wants."""
    if name.startswith("room:"):
        return "room" if key == "code" else "screen"
    return "card" if key == "code" else "invitation"


def letter(answer) -> str:
    """How the door answered: o opens, s to the sign-in page, f 403, n 404, - 405."""
    if answer.status_code == 302 and answer["Location"].startswith(("/sign-in/", "/account/login")):
        return "s"
    return {403: "f", 404: "n", 405: "-", 500: "!"}.get(answer.status_code, "o")


def knock(browser, method: str, path: str) -> str:
    """One request, of which nothing is kept: not in the database, not in the browser."""
    for job in Job.objects.filter(kind="export", state=Job.State.FINISHED):  # an earlier visit may have cleared it
        Path(file_of(job)).write_bytes(b"PK")
    cookies = {key: morsel.value for key, morsel in browser.cookies.items()}
    with transaction.atomic():
        answer = getattr(browser, method)(path)
        if answer.streaming:
            b"".join(answer)  # read to its end it is closed; close() would also close the connection these tests are in
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
    return letter(answer)


@pytest.mark.parametrize("app", APPS)
def test_each_door_opens_to_those_the_table_names(world, as_, app):
    browsers = {role: as_(world.person[role]) for role in ROLES}
    wrong = []
    for name in rows_of(app):
        for method, row in zip(("get", "post"), PAGES[name], strict=True):
            for path in addresses(name, world, world.project.slug):
                posts_elsewhere = name == "people:card" and path != "/card/" and method == "post"
                expected = "-" * len(ROLES) if posts_elsewhere else row
                found = "".join(knock(browsers[role], method, path) for role in ROLES)
                if found != expected:
                    wrong.append(f"{name} {method}: expected {expected}, found {found}")
    assert not wrong, "\n".join([" ".join(ROLES), *wrong])


@pytest.mark.parametrize("app", APPS)
def test_no_door_knows_other_methods(world, as_, app):
    browsers = [as_(world.person[role]) for role in ("stranger", "member", "host", "admin")]
    steps = Step.objects.count()
    for name in rows_of(app):
        for path in addresses(name, world, world.project.slug):
            for browser in browsers:
                for method in ("put", "delete", "patch"):
                    found = knock(browser, method, path)
                    assert found in {"-", "s", "f", "n"} or name.startswith(("account", "mfa")), f"{method} {path}"
    assert Step.objects.count() == steps


@pytest.mark.parametrize("app", IN_A_PROJECT)
def test_a_members_only_project_is_not_there_for_others(world, as_, cast, app):
    browsers = {role: as_(world.person[role]) for role in ROLES if role not in {"outsider", "admin"}}
    for name, keys in ALL:
        if "slug" not in keys or name.partition(":")[0] != app:
            continue
        for path in addresses(name, world, cast.other.slug):
            for role, browser in browsers.items():
                for method in ("get", "post"):
                    found = knock(browser, method, path)
                    assert found in {"n", "-"}, f"{method} {path} as {role}: {found}"
