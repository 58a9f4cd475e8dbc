"""A person chooses how the pages look; the choice never leads away from here."""

import pytest
from django.test import Client

from alongside.web.templatetags.alongside import as_time

pytestmark = pytest.mark.django_db


def test_it_keeps_the_look_and_goes_back():
    client = Client()
    answer = client.post("/look/choose/", {"look": "dark", "next": "/about/?a=1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/about/?a=1"
    assert client.cookies["look"].value == "dark"
    assert 'data-look="dark"' in client.get("/about/").content.decode()


def test_it_goes_back_to_the_device():
    client = Client()
    client.post("/look/choose/", {"look": "dark"})
    client.post("/look/choose/", {"look": ""})
    assert "data-look" not in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "\\\\evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", ""],
)
@pytest.mark.parametrize("page", ["/look/choose/", "/language/"])
def test_it_never_leads_away(page: str, wanted: str):
    assert Client().post(page, {"next": wanted})["Location"] == "/"


def test_it_ignores_a_look_that_is_not_ours():
    client = Client()
    client.cookies["look"] = '"><b>'
    assert "data-look" not in client.get("/about/").content.decode()
    assert Client().post("/look/choose/", {"look": "pink"}).cookies["look"].value == ""


def test_it_is_a_post():
    assert Client().get("/look/choose/").status_code == 405
    assert Client().get("/language/").status_code == 405


def test_it_chooses_only_known_languages():
    assert not Client().post("/language/", {"language": "xx"}).cookies
    assert Client().post("/language/", {"language": "en"}).cookies["django_language"].value == "en"


TIMES = {1: "1 day", 14: "14 days", 15: "15 days", 28: "4 weeks", 84: "12 weeks", 91: "3 months", 100: "100 days"}
TIMES |= {182: "6 months", 183: "6 months", 364: "12 months", 365: "1 year", 730: "2 years"}


@pytest.mark.parametrize(("days", "words"), TIMES.items())
def test_promised_times_are_told_as_people_say_them(days, words):
    assert as_time(days) == words


def test_who_chose_at_the_foot_comes_back_to_the_foot():
    sent = {"size": "3", "next": "/about/"}
    assert Client().post("/look/choose/", sent | {"at": "foot"}).url == "/about/#foot"
    assert Client().post("/look/choose/", sent | {"at": "//evil"}).url == "/about/"
