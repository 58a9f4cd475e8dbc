"""A card opens My space; a wrong or ended one opens nothing and tells nothing."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client

from alongside.kit.codes import shown_code
from alongside.people import access
from alongside.people.actions import give_card
from alongside.people.models import Card, Person
from alongside.people.queries import person_by_card


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def sent(code, client=None, **more):
    return (client or Client()).post("/card/", {"code": code, **more})


def who(client):
    found = client.session.get("_auth_user_id")
    return Person.objects.get(pk=found) if found else None


def test_it_says_the_same_of_a_wrong_and_of_an_ended_code(cast):
    ended = give_card(cast.amina, by=cast.hana)
    give_card(cast.amina, by=cast.hana)
    answers = []
    for code in (ended, "ABCDEFGHJKMN"):
        browser = Client()
        answer = sent(code, browser)
        assert answer.status_code == 422
        assert who(browser) is None
        text = answer.content.decode().replace(shown_code(code), "CODE")
        answers.append(text.split("<main")[1].split("csrfmiddlewaretoken")[0] + text.split('name="code"')[0][-600:])
        assert "This code does not open anything" in text
    assert answers[0].split("value=")[0][-200:] == answers[1].split("value=")[0][-200:]


def test_it_does_not_open_for_a_person_who_is_gone(cast):
    code = give_card(cast.amina, by=cast.hana)
    Person.objects.filter(pk=cast.amina.pk).update(is_active=False)
    assert sent(code).status_code == 422


@pytest.mark.parametrize(
    "typing", [str, str.lower, shown_code, lambda c: " ".join(c), lambda c: f"  {shown_code(c)}. "]
)
def test_it_forgives_how_a_code_is_typed(cast, typing):
    browser = Client()
    answer = sent(typing(give_card(cast.amina, by=cast.hana)), browser)
    assert (answer.status_code, answer["Location"]) == (302, "/my/")
    assert who(browser) == cast.amina


def test_it_keeps_no_code(cast):
    code = give_card(cast.amina, by=cast.hana)
    kept = str(Card.objects.values().get())
    assert code not in kept
    assert len(code) == 12


def test_it_never_signs_in_by_looking(cast):
    browser = Client()
    code = give_card(cast.amina, by=cast.hana)
    answer = browser.get(f"/card/{code}/")
    assert answer.status_code == 200
    assert who(browser) is None
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    wrong = browser.get("/card/ABCDEFGHJKMN/")
    assert wrong.status_code == 200
    same = [a.content.decode().split("<main")[1].split("</main")[0] for a in (answer, wrong)]
    assert len(same[0]) == len(same[1])
    assert browser.post(f"/card/{code}/").status_code == 405


def test_it_changes_the_session_key_so_that_a_planted_one_is_worth_nothing(cast):
    browser = Client()
    browser.get("/sign-in/")
    session = browser.session
    session["planted"] = "yes"
    session.save()
    browser.cookies["sessionid"] = session.session_key
    planted = session.session_key
    sent(give_card(cast.amina, by=cast.hana), browser)
    assert browser.session.session_key != planted
    assert who(browser) == cast.amina
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/my/name/").status_code == 302


def test_it_changes_the_key_even_when_the_same_person_signs_in_again(cast, as_):
    browser = as_(cast.amina)
    before = browser.session.session_key
    sent(give_card(cast.amina, by=cast.hana), browser)
    assert browser.session.session_key != before


@pytest.mark.parametrize(
    "where", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "\\\\e"]
)
def test_it_never_sends_people_away(cast, where):
    answer = sent(give_card(cast.amina, by=cast.hana), next=where)
    assert answer["Location"] == "/my/"


def test_it_goes_back_to_where_the_person_was_going(cast):
    answer = sent(give_card(cast.amina, by=cast.hana), next="/p/warm-homes/voices/")
    assert answer["Location"] == "/p/warm-homes/voices/"


def test_it_ends_the_old_cards_sessions_on_their_next_request(cast):
    browser = Client()
    sent(give_card(cast.amina, by=cast.hana), browser)
    assert browser.get("/my/name/").status_code == 200
    give_card(cast.amina, by=cast.hana)
    assert browser.get("/my/name/").status_code == 302
    assert who(browser) is None


def test_it_leaves_sessions_alone_that_no_card_opened(cast, as_):
    browser = as_(cast.amina)
    give_card(cast.amina, by=cast.hana)
    assert browser.get("/my/name/").status_code == 200


def test_it_asks_about_the_card_only_in_card_sessions(cast, as_, django_assert_num_queries):
    with_card, without = Client(), as_(cast.amina)
    sent(give_card(cast.amina, by=cast.hana), with_card)
    counts = []
    for browser in (without, with_card):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get("/my/card/")
        counts.append(sum("people_card" in q["sql"] and "LIMIT 1" in q["sql"] for q in queries))
    assert counts[1] == counts[0] + 1


def test_it_stops_guessing_and_says_when_to_try_again(cast, monkeypatch):
    monkeypatch.setattr(access, "MOST_CARDS_HERE", 3)
    code = give_card(cast.amina, by=cast.hana)
    for _ in range(3):
        assert sent("ABCDEFGHJKMN").status_code == 422
    refused = sent(code)
    assert refused.status_code == 429
    assert "Try again in 15 minutes" in refused.content.decode().replace("16 minutes", "15 minutes")
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert sent(code, elsewhere).status_code == 302


def test_guessing_from_many_addresses_leaves_each_a_few_tries_and_locks_nobody_out(cast, monkeypatch):
    monkeypatch.setattr(access, "MOST_IN_ALL", 3)
    for n in range(3):
        assert sent("ABCDEFGHJKMN", Client(REMOTE_ADDR=f"198.51.100.{n}")).status_code == 422
    tries = [sent("ABCDEFGHJKMN", Client(REMOTE_ADDR="198.51.100.8")).status_code for _try in range(access.FEW + 1)]
    assert tries == [422] * access.FEW + [429]
    code = give_card(cast.amina, by=cast.hana)
    assert sent(code, Client(REMOTE_ADDR="198.51.100.8")).status_code == 429
    assert sent(code, Client(REMOTE_ADDR="198.51.100.9")).status_code == 302


def test_it_lets_a_whole_workshop_in_from_one_address(cast, monkeypatch):
    monkeypatch.setattr(access, "MOST_CARDS_HERE", 3)
    code = give_card(cast.amina, by=cast.hana)
    assert {sent(code).status_code for _ in range(12)} == {302}


def test_it_lets_no_host_make_a_key_to_somebody_elses_account(cast):
    for person in (cast.bryn, cast.ada):
        with pytest.raises(PermissionDenied):
            give_card(person, by=cast.hana)
    assert not Card.objects.exists()


def test_it_lets_people_make_their_own_and_shows_it_once(cast, as_):
    browser = as_(cast.bryn)
    assert not Card.objects.exists()
    assert browser.get("/my/card/").status_code == 200
    assert not Card.objects.exists()
    answer = browser.post("/my/card/")
    assert "data:image/svg+xml" in answer.content.decode()
    assert answer["Cache-Control"].startswith(("no-store", "max-age=0"))
    assert "style=" not in answer.content.decode()
    code = answer.context["card"].code
    assert person_by_card(code) == cast.bryn
    assert code not in browser.get("/my/card/").content.decode()


def test_it_keeps_a_person_signed_in_who_renews_their_own_card(cast):
    browser = Client()
    sent(give_card(cast.amina, by=cast.hana), browser)
    browser.post("/my/card/")
    assert browser.get("/my/name/").status_code == 200
