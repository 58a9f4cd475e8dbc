"""Addresses, hosts, headers and fields that nobody should send: refused, or as if they were not there."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.access.matrix import PAGES
from tests.access.test_canaries import signed_in
from tests.access.test_pages import addresses
from tests.access.world import World, build


@pytest.fixture
def world(cast) -> World:
    return build(cast)


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example",
        "https://evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_nobody_is_sent_away(world, cast, evil):
    member = signed_in(world.person["speaker"])
    code = world.codes["card"]
    answers = [
        member.post("/look/choose/", {"look": "dark", "next": evil}),
        member.post("/language/", {"language": "en", "next": evil}),
        Client().post("/card/", {"code": code, "next": evil}),
        member.get("/sign-in/", {"next": evil}),
        Client().post("/sign-in/", {"next": evil}),
        member.get("/account/2fa/webauthn/reauthenticate/", {"next": evil}),
    ]
    for answer in answers:
        where = answer.get("Location", "")
        assert "evil" not in where.partition("?")[0], where
        assert not where.startswith(("javascript", "\\", "//")), where


@pytest.mark.parametrize("name", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "a b"])
def test_a_forged_host_is_refused_and_a_forwarded_one_ignored(world, settings, name):
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    assert Client().get("/", headers={"host": name}).status_code == 400
    page = Client().get("/p/warm-homes/", headers={"x-forwarded-host": name})
    assert page.status_code == 200
    assert b"evil" not in page.content


@pytest.mark.parametrize("more", ["\r\nBcc: everyone@evil.example", "\nCc: x@evil.example", ",x@evil.example"])
def test_no_email_goes_to_more_than_its_reader(world, more):
    cache.clear()  # nobody has asked yet
    asking, member = "/account/login/code/", signed_in(world.person["speaker"])
    Client().post(asking, {"email": f"bryn@example.org{more}"})
    member.post("/my/email/", {"email": f"amina@example.org{more}", "action_add": ""})
    assert not mail.outbox
    assert Client().post(asking, {"email": "bryn@example.org"}).status_code == 302
    member.post("/my/email/", {"email": "amina@example.org", "action_add": ""})
    assert [one.to for one in mail.outbox] == [["bryn@example.org"], ["amina@example.org"]]


def test_every_post_wants_the_token_of_its_own_page(world):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.person["host"], backend="django.contrib.auth.backends.ModelBackend")
    tried = 0
    for name, (_get, post) in PAGES.items():
        if post.strip("-") and name not in {"web:look", "web:language"}:  # they only set a cookie of one's own
            for path in addresses(name, world, "warm-homes"):
                answer = strict.post(path, {})
                assert answer.status_code in {403, 404, 405}, f"{path}: {answer.status_code}"
                tried += answer.status_code == 403
    assert tried > 60


def test_a_person_cannot_make_themselves_more_than_they_are(world):
    """Fields that a form does not ask for are not taken, whoever sends them."""
    extra = {
        "role": "host",
        "roles": "host",
        "is_staff": "1",
        "is_superuser": "1",
        "by": "1",
        "person": "1",
        "typed_by": "1",
    }
    member = signed_in(world.person["speaker"])
    member.post("/p/warm-homes/say/", {"words": "The gate sticks.", "naming": "", **extra})
    member.post("/my/name/", {"nickname": "Amina", **extra})
    member.post("/p/warm-homes/me/", {"naming": "first", **extra})
    person = world.person["speaker"]
    person.refresh_from_db()
    assert not person.is_staff
    assert not person.is_superuser
    assert not person.memberships.get(project=world.project).roles.exists()
    voice = world.project.voices.get(words="The gate sticks.")
    assert voice.person == person
    assert voice.typed_by in {None, person}


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=9e99",
        "after=1;drop",
        "version=\x00",
        "find=%00",
        "outcome=x'--",
        "as_of=\ud800",
        "size=large'",
        "theme=1&theme=x",
        "person__email__startswith=a",
    ],
)
def test_addresses_shrug_at_nonsense(world, query):
    host = signed_in(world.person["host"])
    for path in (
        "voices/",
        "board/",
        "decisions/",
        "draft/1/",
        "draft/",
        "themes/",
        "history/",
        "waiting/",
        "letters/",
        "people/manage/",
    ):
        safe = query.encode("utf-8", "surrogatepass").decode("latin-1")
        assert host.get(f"/p/warm-homes/{path}/?{safe}").status_code in {200, 302, 404}, path
