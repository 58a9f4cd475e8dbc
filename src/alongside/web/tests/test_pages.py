"""The front door: what strangers and members see there, in valid, translated, mirrored pages."""

import re

import html5lib
import pytest
from django.http import HttpRequest
from django.test import Client

from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.voices.models import Voice
from alongside.web.errors import broken
from alongside.web.tests.pseudo import unmarked_texts

PAGES = ["/", "/look/", "/about/", "/nothing-here/"]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def test_it_hides_a_members_project_from_others(cast, as_):
    for person in (None, cast.amina):
        assert "Quiet streets" not in as_(person).get("/").content.decode()
    page = as_(cast.olga).get("/").content.decode()
    assert "Quiet streets" in page
    assert "Only its members see this" in page


def test_it_counts_people_voices_and_decisions(cast, as_, say):
    say(cast.amina, "One")
    say(cast.bryn, "Two")
    page = as_(None).get("/").content.decode()
    assert "8 people" in page
    assert "2 voices" in page
    assert "0 decisions" in page
    assert "You take part" not in page
    assert "You take part" in as_(cast.amina).get("/").content.decode()


def test_it_costs_the_same_for_many_projects(cast, as_, django_assert_max_num_queries):
    for number in range(20):
        project = Project.objects.create(slug=f"p{number}", title=f"Project {number}", question="Why?")
        Voice.objects.create(project=project, words="Yes")
    with django_assert_max_num_queries(4):
        as_(None).get("/")


def test_it_says_what_to_do_when_there_is_nothing(db):
    assert "No projects yet" in Client().get("/").content.decode()


def test_a_form_that_comes_back_says_so_in_the_title_and_opens_at_its_mistakes(cast, as_):
    browser = as_(cast.amina)
    assert "<title>Say something" in browser.get("/p/warm-homes/say/").content.decode()
    page = browser.post("/p/warm-homes/say/", {"words": "<title>"}).content.decode()
    assert "Mistake:" not in page
    page = browser.post("/p/warm-homes/say/", {"words": ""}).content.decode()
    assert "<title>Mistake: Say something" in page
    assert re.search('<div class="al-summary"[^>]* autofocus', page)


@pytest.mark.parametrize(("path", "most"), [("/p/warm-homes/say/", 5000), ("/my/needs/", 1000)])
def test_a_text_that_is_too_long_comes_back_whole_with_the_reason(cast, as_, path: str, most: int):
    browser = as_(cast.amina)
    assert re.findall("<textarea[^>]*maxlength", browser.get(path).content.decode()) == []
    words = "a " * (most // 2) + "end"
    page = browser.post(path, {"words": words}).content.decode()
    assert f"It has {len(words)} letters; at most {most} fit." in page
    assert words in page


def test_a_tab_is_the_open_page_or_the_one_above_it_and_the_overview_is_above_none(cast, as_):
    def current(path: str) -> list[tuple[str, str]]:
        page = as_(cast.hana).get(path).content.decode()
        return re.findall(r'aria-current="(.+?)">(.+?)</a>', page.split('al-tabs"')[1].split("</nav>")[0])

    assert current("/p/warm-homes/") == [("page", "Overview")]
    assert current("/p/warm-homes/voices/") == [("page", "Voices")]
    assert current("/p/warm-homes/say/") == [("true", "Voices")]
    assert current("/p/warm-homes/worried/") == []
    assert current("/p/warm-homes/gatherings/") == [("page", "Gatherings")]


@pytest.mark.parametrize("path", ["/p/warm-homes/", "/p/warm-homes/voices/", "/p/warm-homes/desk/"])
def test_the_tabs_stand_above_the_main_part_once(cast, as_, path: str):
    page = as_(cast.hana).get(path).content.decode()
    above, main = page.split("<main")
    assert above.count('al-tabs"') == 1
    assert "al-tabs" not in main
    assert "al-tabs" not in as_(cast.hana).get("/my/").content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_it_is_valid_html(cast, path: str):
    page = Client().get(path).content
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count(b"<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_it_leaves_no_text_untranslated(cast, path: str):
    page = Client().get(path, headers={"accept-language": "en-xa"}).content.decode()
    assert unmarked_texts(page) == []


def test_it_finds_text_that_was_forgotten():
    page = "<p>«Ápplé»</p><p>Pear<br>«x» and</p><p data-said>Plum</p><p>7</p>"
    assert unmarked_texts(page) == ["Pear", "and"]


def test_it_mirrors(cast):
    page = Client().get("/", headers={"accept-language": "ar-xb"}).content.decode()
    assert 'dir="rtl"' in page
    assert "alongside.rtl.css" in page


def test_it_sends_exact_headers(cast, as_):
    public = as_(None).get("/")
    assert public["Content-Security-Policy"] == POLICY
    assert public["X-Content-Type-Options"] == "nosniff"
    assert public["Referrer-Policy"] == "same-origin"
    assert as_(cast.hana).get("/")["Cache-Control"] == "no-store"


def test_it_gives_strangers_no_cookie_for_reading(cast):
    assert not Client().get("/about/").cookies


def test_it_says_what_next_when_a_form_is_too_old(cast):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-out/")
    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()


def test_it_answers_without_a_database_when_it_broke():
    # No `db` fixture: a query here would fail the test.
    answer = broken(HttpRequest())
    assert answer.status_code == 500
    assert "not your fault" in answer.content.decode()


def test_it_links_admin_only_for_staff(cast, as_):
    assert "/admin/" not in as_(cast.hana).get("/about/").content.decode()
    assert "/admin/" in as_(cast.ada).get("/about/").content.decode()
    page = as_(cast.ada).get("/admin/")
    assert page.status_code == 200
    assert b"<style" not in page.content
    assert b"onclick" not in page.content


def test_it_names_a_contact_for_weaknesses(db):
    text = Client().get("/.well-known/security.txt").content.decode()
    assert text.startswith("Contact: http")
    assert "\nExpires: " in text
    assert "Disallow: /my/" in Client().get("/robots.txt").content.decode()


def test_it_greets_a_person(cast, as_):
    assert isinstance(cast.amina, Person)
    assert "My space" in as_(cast.amina).get("/about/").content.decode()
