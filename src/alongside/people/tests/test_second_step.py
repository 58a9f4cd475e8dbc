"""Who asked for a second step is never let in by a card alone."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from alongside.people.actions import give_card

THEIR_WORDS = ("ecurity key", "ecurity Key", "uthenticator App", "uthenticator code", "wo-Factor", "asswordless op")


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def sign_in_with(browser, code):
    return browser.post("/card/", {"code": code})


def test_a_card_alone_does_not_open_it(cast, as_):
    code = give_card(cast.hana, by=cast.hana)
    Authenticator.objects.create(user=cast.hana, type=Authenticator.Type.TOTP, data={"secret": "x"})
    browser = as_(None)
    answer = sign_in_with(browser, code)
    assert answer.status_code == 422
    assert "second step" in answer.content.decode()
    assert browser.get("/my/").status_code == 302


def test_a_passkey_is_no_reason_to_refuse_the_card(cast, as_):
    code = give_card(cast.hana, by=cast.hana)
    Authenticator.objects.create(user=cast.hana, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    browser = as_(None)
    assert sign_in_with(browser, code).status_code == 302
    assert browser.get("/my/").status_code == 200


def test_its_pages_speak_our_words(cast, as_):
    for path in ("webauthn/add/", "webauthn/", "totp/activate/"):
        page = as_(cast.hana).get(f"/account/2fa/{path}", follow=True).content.decode()
        for word in (
            "ecurity key",
            "ecurity Key",
            "uthenticator App",
            "uthenticator code",
            "wo-Factor",
            "asswordless operation",
        ):
            assert word not in page, f"{path}: {word}"


def test_who_has_just_signed_in_may_change_it_and_later_is_asked_again(cast, as_):
    Authenticator.objects.create(user=cast.hana, type=Authenticator.Type.TOTP, data={"secret": "x"})
    with time_machine.travel("2026-02-01 10:00", tick=False) as clock:
        browser = as_(cast.hana)
        assert browser.get("/account/2fa/totp/deactivate/").status_code == 200
        clock.shift(timedelta(minutes=6))
        page = browser.get("/account/2fa/totp/deactivate/", follow=True).content.decode()
    assert "Is it you?" in page
    assert "Sign out, sign in again" in page
    for word in (*THEIR_WORDS, "Confirm Access"):
        assert word not in page
