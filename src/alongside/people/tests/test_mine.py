"""My names, what is held about me, my keys, and joining on the page."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.people.actions import end_token, give_card, make_person, make_token, set_names
from alongside.people.models import ApiToken, Person
from alongside.people.queries import held_about, person_by_card, person_by_token, pointers_to
from alongside.people.views.mine import TABLES
from alongside.voices.models import Voice


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def test_it_lets_nobody_else_name_a_person(cast):
    with pytest.raises(PermissionDenied):
        set_names(cast.amina, by=cast.hana, nickname="Changed")
    cast.amina.refresh_from_db()
    assert cast.amina.nickname == "Amina"


def test_it_saves_names_and_keeps_what_was_typed_when_wrong(cast, as_):
    browser = as_(cast.amina)
    wrong = browser.post("/my/name/", {"nickname": " ", "pseudonym": "Robin"})
    assert wrong.status_code == 422
    assert "Robin" in wrong.content.decode()
    assert browser.post("/my/name/", {"nickname": "Mina", "full_name": "Amina Diallo"}).status_code == 302
    cast.amina.refresh_from_db()
    assert (cast.amina.nickname, cast.amina.full_name) == ("Mina", "Amina Diallo")
    assert "A.D." in browser.get("/my/name/").content.decode()


def test_it_takes_no_fields_that_are_not_asked_for(cast, as_):
    as_(cast.amina).post("/my/name/", {"nickname": "Mina", "is_superuser": "on", "email": "x@example.org"})
    cast.amina.refresh_from_db()
    assert not cast.amina.is_superuser
    assert cast.amina.email == ""


def test_it_makes_people_with_a_nickname_and_one_email_each(cast):
    with pytest.raises(ValueError):
        make_person("  ", by=cast.hana)
    with pytest.raises(ValueError):
        make_person("Again", by=cast.hana, email="BRYN@example.org")
    assert not make_person("New", by=cast.hana).has_usable_password()


def test_it_ends_keys_when_they_should_end(cast):
    with pytest.raises(PermissionDenied):
        make_token(cast.bryn, by=cast.hana, name="x", scopes=["read"])
    with pytest.raises(ValueError):
        make_token(cast.bryn, by=cast.bryn, name="x", scopes=["everything"])
    with pytest.raises(ValueError):
        make_token(cast.bryn, by=cast.bryn, name="x", scopes=["read"], days=366)
    token = make_token(cast.bryn, by=cast.bryn, name="x", scopes=["read", "decide:write"])
    assert person_by_token(token) == (cast.bryn, ["read", "decide:write"])
    assert person_by_token(token + "A") is None
    row = ApiToken.objects.get()
    assert token not in str(ApiToken.objects.values().get())
    with pytest.raises(PermissionDenied):
        end_token(row, by=cast.hana)
    Person.objects.filter(pk=cast.bryn.pk).update(is_active=False)
    assert person_by_token(token) is None
    Person.objects.filter(pk=cast.bryn.pk).update(is_active=True)
    ApiToken.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert person_by_token(token) is None
    ApiToken.objects.update(ends_at=timezone.now() + timedelta(days=1))
    end_token(row, by=cast.bryn)
    assert person_by_token(token) is None


def test_it_shows_a_new_key_once_and_ends_only_ones_own(cast, as_):
    browser = as_(cast.bryn)
    page = browser.post("/my/tokens/", {"name": "script", "scopes": ["read"], "days": "30"})
    token = page.context["made"]
    assert person_by_token(token) is not None
    assert token in page.content.decode()
    assert token not in browser.get("/my/tokens/").content.decode()
    pk = ApiToken.objects.get().pk
    assert as_(cast.hana).post(f"/my/tokens/{pk}/end/").status_code == 404
    assert browser.get(f"/my/tokens/{pk}/end/").status_code == 405
    browser.post(f"/my/tokens/{pk}/end/")
    assert person_by_token(token) is None
    assert browser.post("/my/tokens/", {"name": "x", "scopes": ["root"], "days": "9999"}).status_code == 422


def test_it_tells_a_person_all_that_is_held_and_no_secret_or_others_words(cast, as_, say):
    say(cast.bryn, "My own words")
    say(cast.amina, "Words of Amina", typed_by=cast.bryn)
    give_card(cast.bryn, by=cast.bryn)
    make_token(cast.bryn, by=cast.bryn, name="script", scopes=["read"])
    answer = as_(cast.bryn).get("/my/data/about-me.json")
    held = json.loads(answer.content)
    assert held["people.person"][0]["email"] == "bryn@example.org"
    assert [row["words"] for row in held["voices.voice"]] == ["My own words"]
    assert {"projects.membership", "people.card", "people.apitoken"} <= set(held)
    text = answer.content.decode()
    assert "Words of Amina" not in text
    for secret in ("password", "code_hash", "token_hash"):
        assert secret not in text
    assert as_(cast.bryn).get("/my/data/").status_code == 200
    assert as_(None).get("/my/data/about-me.json").status_code == 302


def test_it_tells_roles_as_part_of_memberships(cast):
    assert [row["name"] for row in held_about(cast.hana)["projects.role"]] == ["host"]


def test_it_joins_on_the_page_only_with_the_cards_code(cast, as_, say):
    say(cast.amina, "The stairs are dark")
    code = give_card(cast.amina, by=cast.hana)
    browser = as_(cast.bryn)
    assert browser.post("/my/join/check/")["Location"] == "/my/join/"
    assert browser.post("/my/join/", {"code": "ABCDEFGHJKMN"}).status_code == 422
    assert not Voice.objects.filter(person=cast.bryn).exists()
    assert browser.post("/my/join/", {"code": code})["Location"] == "/my/join/check/"
    assert "Your voices: 1" in browser.get("/my/join/check/").content.decode()
    assert not Voice.objects.filter(person=cast.bryn).exists()
    browser.post("/my/join/check/")
    assert Voice.objects.get().person == cast.bryn
    assert person_by_card(code) == cast.bryn


def test_it_does_not_join_when_the_card_ended_meanwhile(cast, as_):
    browser = as_(cast.bryn)
    browser.post("/my/join/", {"code": give_card(cast.amina, by=cast.hana)})
    give_card(cast.amina, by=cast.hana)
    browser.post("/my/join/check/")
    cast.amina.refresh_from_db()
    assert cast.amina.is_active


def test_it_does_not_join_an_admin_or_oneself_on_the_page(cast, as_):
    browser = as_(cast.bryn)
    for person in (cast.ada, cast.bryn):
        assert browser.post("/my/join/", {"code": give_card(person, by=person)}).status_code == 422


def test_it_shows_admins_people_without_codes_or_passwords(cast, as_):
    give_card(cast.amina, by=cast.hana)
    for path in ("person/", f"person/{cast.amina.pk}/change/", "card/", "apitoken/", "person/?q=Amina"):
        text = as_(cast.ada).get(f"/admin/people/{path}").content.decode()
        assert "Amina" in text or "apitoken" in path
        assert "code_hash" not in text
        assert "password" not in text.lower()
    assert as_(cast.hana).get("/admin/people/person/").status_code in (302, 403)


def test_every_table_that_may_be_told_of_has_words():
    labels = {relation.related_model._meta.label_lower for relation in pointers_to(Person)}
    made_by_itself = {"people.person_groups", "people.person_user_permissions"}
    assert labels - made_by_itself - set(TABLES) == set()
