"""Who answers for a person: the person is asked first, their own no wins, and nothing outlasts its day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.ethics import actions
from alongside.ethics.models import Permission, Supporter, SupportNote
from alongside.people.actions import join_people
from alongside.people.models import Person
from alongside.projects.parts import what_is_asked, what_waits
from alongside.voices.actions import record_voice
from alongside.voices.models import Voice


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path


@pytest.fixture
def place(cast) -> int:
    return int(cast.project.memberships.get(person=cast.amina).pk)


def ask(cast) -> Supporter:
    return actions.ask_for_supporter(cast.project, cast.amina, cast.bryn, by=cast.hana)


def by_law(cast, acting="parent") -> Supporter:
    return actions.record_authority(
        cast.project, cast.amina, cast.bryn, by=cast.hana, acting=acting, ground="She is nine."
    )


def says(cast, yes: bool, by: Person | None = None, kind: str = "quote", **more: str) -> Permission:
    return actions.answer(cast.project, cast.amina, kind, yes=yes, by=by or cast.bryn, **more)


def test_nobody_but_a_host_asks_and_nobody_but_the_person_agrees(cast):
    for other in (cast.bryn, cast.olga, cast.dev, cast.sam):
        with pytest.raises(PermissionDenied):
            actions.ask_for_supporter(cast.project, cast.amina, cast.bryn, by=other)
    row = ask(cast)
    for other in (cast.bryn, cast.olga, cast.dev, cast.hana):
        with pytest.raises(PermissionDenied):
            actions.agree_to_supporter(row, by=other)
    with pytest.raises(PermissionDenied):  # not even a host, where it is about the host
        actions.agree_to_supporter(
            actions.ask_for_supporter(cast.project, cast.amina, cast.cole, by=cast.hana), by=cast.cole, how="told"
        )


def test_until_the_person_says_yes_it_allows_nothing(cast, as_, place):
    row = ask(cast)
    with pytest.raises(PermissionDenied):
        says(cast, True)
    assert as_(cast.bryn).get(f"/my/permissions/{place}/").status_code == 404
    assert any("may Bryn answer for you?" in one.words for one in what_is_asked(cast.amina))
    as_(cast.amina).post(f"/my/permissions/{place}/supporters/{row.pk}/", {"answer": "yes"})
    given = says(cast, True)
    assert (given.acting, given.by) == ("supporter", cast.bryn)
    assert not any("Bryn" in one.words for one in what_is_asked(cast.amina))
    page = as_(cast.amina).get(f"/my/permissions/{place}/").content.decode()
    assert "A supporter, for the person: <bdi>Bryn</bdi>" in page, "who did it stands beside the answer"
    with pytest.raises(PermissionDenied):  # only in this project
        actions.answer(cast.other, cast.amina, "quote", yes=True, by=cast.bryn)


def test_a_host_writes_down_a_yes_only_after_reading_it_back(cast, as_):
    row = ask(cast)
    url = f"/p/{cast.project.slug}/permissions/supporters/{row.pk}/"
    assert as_(cast.bryn).post(url, {}).status_code == 403
    wrong = as_(cast.hana).post(url, {"answer": "yes", "how": "phone"})
    assert wrong.status_code == 422
    assert "Read it back" in wrong.content.decode()
    as_(cast.hana).post(url, {"answer": "yes", "how": "phone", "read_back": "on"})
    row.refresh_from_db()
    assert (row.standing, row.agreed_how, row.agreed_by) == ("live", "phone", cast.hana)


def test_the_persons_own_no_wins(cast):
    actions.agree_to_supporter(ask(cast), by=cast.amina)
    says(cast, False, by=cast.amina)
    with pytest.raises(ValueError, match="Only Amina"):
        says(cast, True)
    says(cast, False)  # a supporter's no is no way round it
    with pytest.raises(ValueError, match="Only Amina"):
        says(cast, True)
    says(cast, True, by=cast.hana, how="told")  # she told a host: her own yes
    says(cast, False)
    assert says(cast, True).state == "given"


def test_taking_back_what_a_supporter_had_refused_is_the_persons_own_no(cast):
    actions.agree_to_supporter(ask(cast), by=cast.amina)
    says(cast, False)
    says(cast, True)  # nothing of hers yet: who answers for her may change it
    says(cast, False)
    actions.withdraw(cast.project, cast.amina, ["quote"], by=cast.amina)
    with pytest.raises(ValueError, match="Only Amina can change that"):
        says(cast, True)
    assert says(cast, True, by=cast.amina).state == "given"


def test_a_supporter_takes_no_words_away_and_ends_no_place(cast, as_, place):
    actions.agree_to_supporter(ask(cast), by=cast.amina)
    record_voice(cast.project, words="The stairs are dark.", by=cast.amina, person=cast.amina)
    for kind in ("notes", "join"):
        with pytest.raises(ValueError, match="Only Amina"):
            actions.withdraw(cast.project, cast.amina, [kind], by=cast.bryn)
        with pytest.raises(ValueError, match="Only Amina"):
            says(cast, False, kind=kind)
    browser = as_(cast.bryn)
    for path in ("take-back/", "records.json"):
        assert browser.get(f"/my/permissions/{place}/{path}").status_code == 404
    assert browser.post(f"/my/permissions/{place}/receipt/").status_code == 404
    browser.post(f"/my/permissions/{place}/notes/take-back/")
    assert Voice.objects.get().words
    assert "stairs" not in browser.get(f"/my/permissions/{place}/notes/").content.decode()
    assert browser.get("/my/needs/").status_code == 200  # his own, never hers


def test_it_runs_out_and_either_ends_it(cast, as_, place):
    row = ask(cast)
    actions.agree_to_supporter(row, by=cast.amina)
    assert timedelta(days=360) < row.__class__.objects.get().ends_on - timezone.localdate() < timedelta(days=370)
    Supporter.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        says(cast, True)
    again = ask(cast)
    assert again.pk != row.pk, "what ran out is asked anew"
    actions.agree_to_supporter(again, by=cast.amina)
    with pytest.raises(PermissionDenied):
        actions.end_supporter(again, by=cast.hana)
    as_(cast.amina).post(f"/my/permissions/{place}/supporters/{again.pk}/end/")
    with pytest.raises(PermissionDenied):
        says(cast, False)
    with pytest.raises(ValueError, match="ended"):
        actions.agree_to_supporter(again, by=cast.amina)


def test_a_say_in_law_needs_a_ground_and_is_told_to_the_person(cast, as_, place):
    url = f"/p/{cast.project.slug}/permissions/member/{place}/supporter/"
    bryns = cast.project.memberships.get(person=cast.bryn).pk
    wrong = as_(cast.hana).post(url, {"supporter": bryns, "acting": "parent"})
    assert wrong.status_code == 422
    assert not Supporter.objects.exists()
    as_(cast.hana).post(url, {"supporter": bryns, "acting": "parent", "ground": "She is nine."})
    assert b"nine" not in SupportNote.objects.get().words, "sealed"
    assert says(cast, True).acting == "parent"
    assert any("Bryn may answer for you" in one.words for one in what_is_asked(cast.amina))
    page = as_(cast.amina).get(f"/my/permissions/{place}/").content.decode()
    assert "as a parent or carer" in page
    assert "She is nine." in page
    with pytest.raises(ValueError, match="Another host"):
        actions.record_authority(
            cast.project, cast.amina, cast.cole, by=cast.cole, acting="authority", ground="I say so."
        )


def test_an_objection_stops_it_at_once_and_waits_on_the_desk(cast, as_, place):
    row = by_law(cast)
    with pytest.raises(PermissionDenied):
        actions.end_supporter(row, by=cast.amina)
    with pytest.raises(PermissionDenied):
        actions.object_to_supporter(row, by=cast.olga)
    as_(cast.amina).post(f"/my/permissions/{place}/supporters/{row.pk}/object/", {"words": "I speak for myself."})
    with pytest.raises(PermissionDenied):
        says(cast, True)
    assert any("objects to who answers" in one.words and one.late for one in what_waits(cast.project, cast.hana))
    assert by_law(cast).standing == "paused", "writing it down again does not undo the objection"
    with pytest.raises(ValueError, match="objected"):
        by_law(cast, "authority")
    url = f"/p/{cast.project.slug}/permissions/supporters/{row.pk}/"
    page = as_(cast.hana).get(url).content.decode()
    assert "I speak for myself." in page
    assert as_(cast.hana).post(url, {"goes_on": "yes", "words": ""}).status_code == 422
    as_(cast.hana).post(url, {"goes_on": "yes", "words": "We talked; she wants Bryn after all."})
    assert says(cast, True).acting == "parent"
    assert "after all" in as_(cast.amina).get(f"/my/permissions/{place}/").content.decode()
    as_(cast.hana).post(url, {"goes_on": "no", "words": "She decides alone now."})
    with pytest.raises(PermissionDenied):
        says(cast, False)


def test_a_say_in_law_is_looked_at_again(cast):
    by_law(cast)
    assert not any("by law" in one.words for one in what_waits(cast.project, cast.hana))
    Supporter.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        says(cast, True)
    assert any("by law" in one.words and one.late for one in what_waits(cast.project, cast.hana))


@pytest.mark.parametrize("paused", [True, False])
def test_joining_two_people_makes_nobody_anybodys_voice(cast, paused):
    twin = Person.objects.create_user("Amina too")
    cast.project.memberships.create(person=twin)
    actions.agree_to_supporter(ask(cast), by=cast.amina)
    actions.ask_for_supporter(cast.project, twin, cast.bryn, by=cast.hana)
    if paused:
        Supporter.objects.filter(person=twin).update(paused_at=timezone.now(), agreed_at=timezone.now())
    join_people(cast.amina, twin, by=cast.amina)
    assert Supporter.objects.get().standing in {"paused", "asked"}
    with pytest.raises(PermissionDenied):
        says(cast, True)


def test_as_many_queries_for_many_as_for_few(cast, as_, place, django_assert_max_num_queries):
    for n in range(12):
        helper = Person.objects.create_user(f"H{n}")
        cast.project.memberships.create(person=helper)
        row = actions.ask_for_supporter(cast.project, cast.amina, helper, by=cast.hana)
        if n % 2:
            actions.agree_to_supporter(row, by=cast.amina)
    amina, hana = as_(cast.amina), as_(cast.hana)
    with django_assert_max_num_queries(14):
        amina.get(f"/my/permissions/{place}/")
    with django_assert_max_num_queries(14):
        hana.get(f"/p/{cast.project.slug}/permissions/supporters/")


def test_everybody_reads_how_somebody_comes_to_answer_for_them(cast, as_, place):
    actions.agree_to_supporter(ask(cast), by=cast.amina)
    words = "Do you want somebody to answer for you?"
    assert words not in as_(cast.bryn).get(f"/my/permissions/{place}/").content.decode(), "that page is Amina's"
    assert words in as_(cast.amina).get(f"/my/permissions/{place}/").content.decode()
