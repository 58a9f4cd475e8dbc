"""Every kind of answer carries exactly these headers."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.people.actions import give_card, make_token
from tests.access.world import build

pytestmark = pytest.mark.once

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ONLY_MINE = {"Cache-Control": "no-store"}


@pytest.fixture
def world(cast):
    cache.clear()  # nobody has tried a code yet
    return build(cast)


def assert_headers(answer, status, more=None):
    assert answer.status_code == status, answer.content[:200]
    wanted = {**ALWAYS, **(more or {})}
    assert {name: answer.get(name) for name in wanted} == wanted
    assert "Server" not in answer
    assert "X-Powered-By" not in answer


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/my/", 302), ("/p/nowhere/", 404), ("/p/warm-homes/letters/", 302), ("/robots.txt", 200)],
)
def test_what_a_stranger_gets(world, path, status):
    assert_headers(Client().get(path), status)


@pytest.mark.parametrize(
    ("who", "method", "path", "status"),
    [
        ("speaker", "get", "/my/", 200),
        ("speaker", "get", "/p/warm-homes/", 200),
        ("speaker", "get", "/p/warm-homes/letters/", 403),
        ("speaker", "get", "/p/nowhere/", 404),
        ("speaker", "put", "/p/warm-homes/voices/", 405),
        ("speaker", "post", "/p/warm-homes/say/", 422),
        ("host", "get", "/p/warm-homes/letters/", 200),
        ("admin", "get", "/admin/", 200),
        ("host", "get", "/api/v1/openapi.json", 200),
    ],
)
def test_what_a_person_gets_is_never_stored(world, as_, who, method, path, status):
    answer = getattr(as_(world.person[who]), method)(path)
    assert_headers(answer, status, ONLY_MINE)


def test_what_holds_a_code_is_never_stored(world, cast):
    code = give_card(cast.amina, by=cast.hana)
    for path in (f"/card/{code}/", f"/join/{world.codes['invitation']}/"):
        assert_headers(Client().get(path), 200, ONLY_MINE)
    assert_headers(Client().post("/card/", {"code": "WRONG"}), 422, ONLY_MINE)


def test_what_the_api_answers_to_a_token_is_never_stored(world, cast):
    token = make_token(cast.amina, by=cast.amina, name="x", scopes=["read"])
    asked = {"headers": {"Authorization": f"Bearer {token}"}}
    assert_headers(Client().get("/api/v1/me/receipts", **asked), 200, ONLY_MINE)
    assert_headers(Client().get("/api/v1/projects/nowhere", **asked), 404, ONLY_MINE)
    assert_headers(Client().get("/api/v1/me/receipts", headers={"Authorization": "Bearer no"}), 401, ONLY_MINE)
    assert_headers(Client().get("/api/v1/projects"), 200)


def test_a_download_is_a_file_and_not_a_page(world, as_):
    answer = as_(world.person["host"]).get(f"/p/warm-homes/export/{world.things['export']}/")
    assert_headers(answer, 200, {**ONLY_MINE, "Content-Type": "application/zip"})
    assert answer["Content-Disposition"].startswith("attachment; filename=")


@pytest.mark.parametrize("path", ["voices/{voice}/trail/trail.svg", "clocks/answers.svg", "themes.svg"])
def test_a_drawing_can_run_nothing(world, path):
    answer = Client().get(f"/p/warm-homes/{path.format(**world.things)}")
    assert_headers(answer, 200, {"Content-Type": "image/svg+xml"})
    assert b"<svg" in answer.content
    assert b"<script" not in answer.content


def test_a_static_file_carries_the_policy_too(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    (tmp_path / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    answer = Client().get("/static/mark.svg")
    assert b"".join(answer).startswith(b"<svg")
    assert answer.status_code == 200
    wanted = {name: ALWAYS[name] for name in ALWAYS if name != "X-Frame-Options"}  # frame-ancestors says the same
    assert {name: answer.get(name) for name in wanted} == wanted
    assert "no-store" not in answer["Cache-Control"]


def test_a_refusal_and_a_fault_carry_them_too(world, as_, monkeypatch):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.person["host"], backend="django.contrib.auth.backends.ModelBackend")
    assert_headers(strict.post("/p/warm-homes/themes/make/", {"title": "x"}), 403, ONLY_MINE)
    monkeypatch.setattr("alongside.people.access.MOST_CARDS_HERE", 1)
    answer = [Client().post("/card/", {"code": "ABCDEFGHJKMN"}) for _try in range(2)][-1]
    assert_headers(answer, 429)

    def breaks(*_args, **_more):
        raise RuntimeError("The roof.")

    monkeypatch.setattr("alongside.projects.views.pages.render", breaks)
    broken = Client(raise_request_exception=False).get("/p/warm-homes/promise/")
    assert_headers(broken, 500)
    assert b"The roof." not in broken.content


def test_too_big_a_body_is_refused(world, as_):
    answer = as_(world.person["speaker"]).post("/p/warm-homes/say/", {"words": "y" * 10_000_000})
    assert_headers(answer, 400, ONLY_MINE)
    huge = SimpleUploadedFile("x.csv", b"words\n" + b"x" * 6_000_000)
    assert as_(world.person["speaker"]).post("/p/warm-homes/bring-in/", {"file": huge}).status_code == 403


def test_over_https_cookies_and_links_stay_on_https(settings, world, as_):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    assert Client().get("/")["Location"] == "https://testserver/"
    answer = Client().get("/sign-in/", secure=True)
    assert "max-age=31536000" in answer["Strict-Transport-Security"]
    card = Client()
    code = give_card(world.person["speaker"], by=world.person["host"])
    signed = card.post("/card/", {"code": code}, secure=True, headers={"referer": "https://testserver/card/"})
    cookie = signed.cookies["sessionid"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
