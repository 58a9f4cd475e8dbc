"""With email: a code, never a password, and nothing told about who is here."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from alongside.people.actions import join_people
from alongside.people.models import Person

CODE = re.compile(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", re.M)


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def ask(email, browser, **more):
    return browser.post("/account/login/code/", {"email": email, **more})


def code_in(message):
    return CODE.search(message.body).group(1)


def signed_in(browser):
    return browser.session.get("_auth_user_id")


def main_of(answer):
    text = answer.content.decode().split("<main")[1].split("</main")[0]
    return re.sub(r'value="[^"]*"', "", text)


def test_it_says_the_same_of_a_known_and_an_unknown_email(cast):
    answers = []
    for email in ("bryn@example.org", "nobody@example.org"):
        browser = Client()
        first = ask(email, browser)
        page = browser.get(first["Location"])
        answers.append((first.status_code, first["Location"], page.status_code, main_of(page).replace(email, "EMAIL")))
        wrong = browser.post(first["Location"], {"code": "AAA-BBB"})
        answers[-1] += (wrong.status_code, main_of(wrong).replace(email, "EMAIL"))
    assert answers[0] == answers[1]


def test_it_never_mails_a_code_to_a_stranger(cast):
    ask("nobody@example.org", Client())
    assert not any(CODE.search(message.body) for message in mail.outbox)


def test_it_signs_in_with_the_code_from_the_mail(cast):
    browser = Client()
    there = ask("Bryn@Example.org", browser)["Location"]
    assert mail.outbox[-1].to == ["bryn@example.org"]
    answer = browser.post(there, {"code": code_in(mail.outbox[-1])})
    assert answer["Location"] == "/my/"
    assert int(signed_in(browser)) == cast.bryn.pk


def test_it_goes_on_only_within_this_site(cast):
    for wanted, reached in (("//evil.example", "/my/"), ("/p/warm-homes/", "/p/warm-homes/")):
        browser = Client()
        there = ask("bryn@example.org", browser, next=wanted)["Location"]
        answer = browser.post(there, {"code": code_in(mail.outbox[-1]), "next": wanted})
        assert answer["Location"] == reached
        cache.clear()


def test_it_ends_a_code_after_a_few_wrong_tries(cast):
    browser = Client()
    there = ask("bryn@example.org", browser)["Location"]
    code = code_in(mail.outbox[-1])
    for _ in range(3):
        browser.post(there, {"code": "AAA-BBB"})
    browser.post(there, {"code": code})
    assert signed_in(browser) is None


def test_it_lets_nobody_in_who_was_joined_into_somebody_else(cast):
    other = Person.objects.create_user("Old", email="old@example.org")
    join_people(cast.bryn, other, by=cast.bryn)
    browser = Client()
    there = ask("old@example.org", browser)["Location"]
    browser.post(there, {"code": code_in(mail.outbox[-1])})
    assert int(signed_in(browser)) == cast.bryn.pk


def test_it_has_no_password_pages(cast, as_):
    for name in ("account_change_password", "account_set_password", "account_reset_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("password/change", "password/set", "password/reset"):
        assert as_(cast.bryn).get(f"/account/{path}/").status_code == 404
    assert get_resolver()
    assert Client().get("/admin/login/")["Location"].startswith("/sign-in/")
    assert as_(cast.ada).get("/admin/password_change/").status_code == 404


@pytest.mark.django_db
def test_it_shows_one_page_with_three_ways_and_asks_no_password():
    text = Client().get("/sign-in/").content.decode()
    for part in ('name="code"', 'name="email"', 'id="passkey_login"'):
        assert part in text
    assert 'type="password"' not in text


@pytest.mark.django_db
def test_it_is_closed_without_an_invitation():
    answer = Client().post("/account/signup/", {"nickname": "New", "email": "new@example.org"})
    assert "You need an invitation" in answer.content.decode()
    assert not Person.objects.exists()


def invited():
    browser = Client()
    session = browser.session
    session["invitation"] = "TOKEN"
    session.save()
    browser.cookies["sessionid"] = session.session_key
    return browser


@pytest.mark.django_db
def test_it_makes_an_account_for_somebody_invited():
    browser = invited()
    missing = browser.post("/account/signup/", {"email": "new@example.org"})
    assert not Person.objects.exists()
    assert 'name="nickname"' in missing.content.decode()
    answer = browser.post("/account/signup/", {"nickname": "New one", "email": "new@example.org"})
    person = Person.objects.get()
    assert person.nickname == "New one"
    assert not person.has_usable_password()
    assert signed_in(browser) is None
    browser.post(answer["Location"], {"code": code_in(mail.outbox[-1])})
    assert int(signed_in(browser)) == person.pk
    assert browser.session["invitation"] == "TOKEN"


def test_it_says_the_same_when_the_new_email_is_here_already(cast):
    answers = []
    for email in ("bryn@example.org", "fresh@example.org"):
        browser = invited()
        first = browser.post("/account/signup/", {"nickname": "X", "email": email})
        page = browser.get(first["Location"])
        answers.append((first.status_code, first["Location"], page.status_code, main_of(page).replace(email, "EMAIL")))
    assert answers[0] == answers[1]


def test_it_adds_an_email_to_a_card_person_by_a_code(cast, as_):
    browser = as_(cast.amina)
    assert browser.get("/my/email/").status_code == 200
    answer = browser.post("/my/email/", {"email": "amina@example.org", "action_add": ""})
    cast.amina.refresh_from_db()
    assert cast.amina.email == ""
    browser.post(answer["Location"], {"code": code_in(mail.outbox[-1])})
    cast.amina.refresh_from_db()
    assert cast.amina.email == "amina@example.org"
    assert EmailAddress.objects.get(user=cast.amina).verified


def test_it_signs_out_by_post_only(cast, as_):
    browser = as_(cast.bryn)
    assert browser.get("/sign-out/").status_code == 405
    assert signed_in(browser)
    browser.post("/sign-out/")
    assert signed_in(browser) is None


def test_it_signs_out_everywhere(cast, as_):
    here, there = as_(cast.bryn), as_(cast.bryn)
    here.get("/my/sign-out-everywhere/")
    assert there.get("/my/name/").status_code == 200
    here.post("/my/sign-out-everywhere/")
    assert here.get("/my/name/").status_code == 302
    assert there.get("/my/name/").status_code == 302
