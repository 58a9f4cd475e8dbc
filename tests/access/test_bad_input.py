"""What attackers and unlucky people send: refused in plain words, or shown as plain words; never a fault."""

import re
from typing import Any
from urllib.parse import quote_from_bytes

import html5lib
import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from tests.access.matrix import PAGES
from tests.access.test_canaries import crawl, signed_in
from tests.access.test_pages import addresses
from tests.access.world import World, build

NASTY = {
    "a script": "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>",
    "a zero byte": "before\x00after",
    "half a letter": "\ud800 lone",
    "turned round": "\u202egnp.exe\u2066 \u200b\u200d\ufeff",
    "far too much": "long words " * 20_000,
    "a huge number": "9" * 400,
    "no number": "NaN",
    "a link that runs": "javascript:alert(1)",
    "a formula": '=HYPERLINK("http://evil.example","x")',
    "two headers": "x\r\nBcc: everyone@example.org",
}
FINE = {200, 302, 303, 400, 403, 404, 405, 409, 413, 422, 429}
TEXT = {"text", "search", "email", "url", "date", "number", "tel", "", "hidden"}


@pytest.fixture
def world(cast) -> World:
    return build(cast)


def forms_of(html: str) -> list[dict[str, Any]]:
    """Each form that posts: where to, and its fields with what they hold now."""
    tree, found = html5lib.parse(html, namespaceHTMLElements=False), []
    for form in tree.iter("form"):
        if (form.get("method") or "").lower() != "post":
            continue
        fields: dict[str, list[tuple[str, str]]] = {}
        for one in form.iter():
            name = one.get("name")
            if not name or name == "csrfmiddlewaretoken":
                continue
            if one.tag == "select":
                options = [option.get("value") or "" for option in one.iter("option")]
                fields.setdefault(name, []).append(("choice", options[-1] if options else ""))
            elif one.tag in {"input", "textarea", "button"}:
                kind = "text" if one.tag == "textarea" else (one.get("type") or "").lower()
                fields.setdefault(name, []).append((kind, one.get("value") or one.text or ""))
        found.append({"action": form.get("action") or "", "fields": fields})
    return found


def filled(form: dict[str, Any], nasty: str, *, everywhere: bool) -> dict[str, str]:
    """The form with this in every field one types in; `everywhere`: in hidden ones and choices too."""
    answer = {}
    for name, fields in form["fields"].items():
        kind, value = fields[0]
        typed = kind in TEXT - {"hidden"}
        answer[name] = nasty if typed or everywhere else value
    return answer


def forms_for(client: Client, world: World) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
    """Every different form that this person meets, by where it goes and what it asks."""
    starts = [path for name in PAGES for path in addresses(name, world, "warm-homes") if "sign-out" not in path]
    found = {}
    for path, html in crawl(client, starts, most=200).items():
        for form in forms_of(html) if "<form" in html else []:
            to = form["action"] or path
            if "sign-out" not in to and not to.startswith("/admin"):
                found.setdefault((re.sub(r"\d+", "N", to), ",".join(sorted(form["fields"]))), (to, form))
    return found


def send(client: Client, to: str, body: dict[str, str]) -> int:
    """Post it, and keep nothing."""
    data = "&".join(f"{name}={quoted(value)}" for name, value in body.items())
    with transaction.atomic():
        answer = client.post(to, data, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer.status_code


def quoted(value: str) -> str:
    return quote_from_bytes(value.encode("utf-8", "surrogatepass"), safe="")


@pytest.mark.parametrize("role", ["stranger", "speaker", "host", "decider"])
def test_no_form_breaks_whatever_is_typed_into_it(world, role):
    client = signed_in(world.person[role])
    forms = forms_for(client, world)
    assert len(forms) > (4 if role == "stranger" else 15)
    wrong = []
    for to, form in forms.values():
        for name, nasty in NASTY.items():
            for everywhere in (False, True):
                if everywhere and name not in {"a zero byte", "half a letter", "a huge number", "a script"}:
                    continue
                status = send(client, to, filled(form, nasty, everywhere=everywhere))
                if status not in FINE:
                    wrong.append(f"{to} ({name}{', everywhere' if everywhere else ''}): {status}")
    assert not wrong, f"{len(wrong)} of {len(forms)} forms:\n" + "\n".join(wrong[:30])


def test_what_was_typed_is_only_ever_words(world):
    """Posted for good this time, by everyone; then every page is read for anything that would run."""
    for role in ("speaker", "host", "decider"):
        client = signed_in(world.person[role])
        for to, form in forms_for(client, world).values():
            if any(word in to for word in ("remove", "leave", "end", "take-back", "card", "language", "look")):
                continue
            client.post(to, filled(form, NASTY["a script"], everywhere=False))
    typed = 0
    for role in ("stranger", "speaker", "host"):
        starts = ["/", "/my/", "/p/warm-homes/", "/p/warm-homes/history/", "/p/warm-homes/voices/"]
        for path, text in crawl(signed_in(world.person[role]), starts).items():
            if not text.lstrip().startswith("<"):
                continue  # for machines, and sent as such
            typed += "&lt;script&gt;alert(1)" in text
            for run in ("<script>alert", "<img src=x", "<svg/onload"):
                assert run not in text, f"{role}: {path}"
    assert typed > 5, "nothing of it was kept: this test is blind"


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
    for path, field in (("/sign-in/", "email"), ("/my/email/", "email")):
        signed_in(None).post(path, {field: f"bryn@example.org{more}"})
    assert not [one for one in mail.outbox if "evil" in str(one.message())]
    assert Client().post("/sign-in/", {"email": "bryn@example.org"}).status_code == 302
    assert [one.to for one in mail.outbox] == [["bryn@example.org"]]


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
