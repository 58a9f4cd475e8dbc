"""Honest endings: who is owed one, what they get, and what they would like next."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.ethics.actions import answer
from alongside.gatherings.actions import add_gathering, note_attendance
from alongside.impact.actions import wish_receipts_by_email
from alongside.impact.ending_tasks import email_ending
from alongside.people.models import Person
from alongside.projects.actions import end_project, remove_member
from alongside.projects.models import Membership
from alongside.projects.parts import what_is_asked, what_waits
from alongside.trust.actions import endings as actions
from alongside.trust.models import Ending, Farewell
from alongside.trust.queries.endings import owed_in, who_came_once

HERE = "/p/warm-homes/endings/"


@pytest.fixture
def ending(cast):
    return actions.write_ending(
        cast.project, [cast.amina], by=cast.hana, about="once", thanks="Thank you for the cold hall.",
        came_of_it="It is 19 degrees now.", nexts=["touch", "connector", "nothing"],
    )  # fmt: skip


@pytest.fixture
def met(cast):
    """Amina and Bryn came to the first of two gatherings, Bryn to the second too."""
    today = timezone.localdate()
    rows = [add_gathering(cast.project, by=cast.hana, title="Tea", on=today - timedelta(days=n)) for n in (40, 20)]
    note_attendance(rows[0], [cast.amina, cast.bryn, cast.hana], by=cast.hana)
    note_attendance(rows[1], [cast.bryn], by=cast.hana)
    return rows


def asked_of(person):
    """Endings that this person is asked to read."""
    return [one for one in what_is_asked(person) if one.words.startswith("Thank you: what came of")]


def test_who_came_once_and_not_since_is_found_hosts_are_not(cast, met):
    found = who_came_once(cast.project, timezone.localdate())
    assert [one.person for one in found] == [cast.amina]
    assert found[0].since == met[1].on
    assert found[0].is_late
    assert "1 person came once and not again: thank them" in [one.words for one in what_waits(cast.project, cast.hana)]
    assert not [one for one in what_waits(cast.project, cast.dev) if "once" in one.words]


def test_who_left_waits_and_is_late_after_two_weeks(cast, in_days):
    remove_member(cast.project.memberships.get(person=cast.bryn), by=cast.bryn)
    owed = owed_in(cast.project, timezone.localdate())["left"]
    assert [(one.person, one.is_late) for one in owed] == [(cast.bryn, False)]
    with in_days(15):
        assert owed_in(cast.project, timezone.localdate())["left"][0].is_late


def test_only_hosts_write_and_nobody_is_thanked_twice_for_one_thing(cast, as_, ending):
    for person in (cast.amina, cast.dev, cast.olga):
        with pytest.raises(PermissionDenied):
            actions.write_ending(cast.project, [cast.amina], by=person, about="left", thanks="Bye.")
    with pytest.raises(ValueError, match="at least one"):
        actions.write_ending(cast.project, [cast.amina], by=cast.hana, about="once", thanks="Again.")
    with pytest.raises(ValueError, match="at least one"):
        actions.write_ending(cast.project, [cast.olga], by=cast.hana, about="left", thanks="Bye.")
    assert as_(cast.amina).get(HERE).status_code == 403


def test_a_person_reads_their_own_and_says_what_is_next(cast, as_, ending):
    row = ending.farewells.get()
    page = f"/my/endings/{row.pk}/"
    assert as_(cast.bryn).get(page).status_code == 404
    assert as_(cast.hana).get(page).status_code == 404
    assert asked_of(cast.amina)
    assert "It is 19 degrees now." in as_(cast.amina).get(page).content.decode()
    both = as_(cast.amina).post(page, {"wants": ["touch", "nothing"], "words": "Hm"})
    assert both.status_code == 422
    assert "Hm" in both.content.decode()
    as_(cast.amina).post(page, {"wants": ["connector"], "words": "My sister knows many."})
    row.refresh_from_db()
    assert (row.wants, row.words) == (["connector"], "My sister knows many.")
    assert not asked_of(cast.amina)
    assert "My sister knows many." in as_(cast.hana).get(f"{HERE}{ending.pk}/").content.decode()


def test_a_host_types_in_what_they_were_told_but_never_over_their_own_words(cast, as_, ending):
    row = ending.farewells.get()
    sent = {"wants": ["touch"], "words": "By phone.", "told": "phone"}
    assert as_(cast.bryn).post(f"{HERE}told/{row.pk}/", sent).status_code == 403
    as_(cast.hana).post(f"{HERE}told/{row.pk}/", sent)
    row.refresh_from_db()
    assert (row.wants, row.told) == (["touch"], "phone")
    actions.say_next(row, by=cast.amina, wants=["connector"])
    row.refresh_from_db()
    with pytest.raises(ValueError, match="themselves"):
        actions.say_next(row, by=cast.hana, wants=["touch"], told="phone")


def test_who_left_can_still_read_it(cast, as_):
    remove_member(cast.project.memberships.get(person=cast.amina), by=cast.amina)
    ending = actions.write_ending(cast.project, [cast.amina], by=cast.hana, about="left", thanks="Thank you, Amina.")
    page = as_(cast.amina).get(f"/my/endings/{ending.farewells.get().pk}/")
    assert "Thank you, Amina." in page.content.decode()


def test_an_email_goes_once_and_only_to_those_who_wish_it_and_allow_it(cast, deliver):
    wish_receipts_by_email(cast.bryn, wants=True, by=cast.bryn)
    wish_receipts_by_email(cast.dev, wants=True, by=cast.dev)
    answer(cast.project, cast.dev, "email", yes=False, by=cast.dev)
    people = [cast.amina, cast.bryn, cast.dev, cast.hana]
    ending = actions.write_ending(cast.project, people, by=cast.hana, about="once", thanks="Thank you so much.")
    deliver()
    for row in ending.farewells.all():
        email_ending.call(row.pk)
        email_ending.call(row.pk)
    assert [one.to for one in mail.outbox] == [["bryn@example.org"]]
    assert "Thank you so much." in mail.outbox[0].body
    assert Farewell.objects.get(ending=ending, person=cast.bryn).emailed_at


def test_letters_are_printed_and_marked(cast, as_, ending):
    page = f"{HERE}{ending.pk}/letters/"
    assert as_(cast.dev).get(page).status_code == 403
    assert "Thank you for the cold hall." in as_(cast.hana).get(page).content.decode()
    as_(cast.hana).post(page, {"person": [cast.amina.pk, cast.bryn.pk]})
    assert Farewell.objects.get().printed_at
    assert "No letters wait" in as_(cast.hana).get(page).content.decode()


def test_said_by_mouth_is_enough(cast, as_, met):
    today = timezone.localdate()
    sent = {"person": cast.amina.pk, "about": "once", "on": today}
    assert as_(cast.dev).post(HERE + "said/", sent).status_code == 403
    assert as_(cast.hana).post(HERE + "said/", {**sent, "on": "soon"}).status_code == 422
    as_(cast.hana).post(HERE + "said/", sent)
    assert who_came_once(cast.project, today) == []
    assert not asked_of(cast.amina)


def test_when_a_project_ends_its_page_says_who_was_thanked_and_what_is_owed(cast, as_, say):
    say(cast.amina, "The hall is cold.")
    end_project(cast.project, by=cast.hana)
    cast.project.refresh_from_db()
    page = as_(None).get("/p/warm-homes/").content.decode()
    assert "0 of 8 people were thanked" in page
    assert "1 voice has no answer yet" in page
    form = as_(cast.hana).get(HERE + "write/?about=over").content.decode()
    assert form.count('name="people"') == 8
    everybody = [str(pk) for pk in cast.project.memberships.values_list("person_id", flat=True)]
    as_(cast.hana).post(HERE + "write/?about=over", {"people": everybody, "thanks": "It is over. Thank you."})
    assert Ending.objects.get().farewells.count() == 8
    assert "8 of 8 people were thanked" in as_(None).get("/p/warm-homes/").content.decode()


def test_the_list_costs_the_same_however_many_there_are(cast, make_members, django_assert_num_queries, met):
    today = timezone.localdate()
    with django_assert_num_queries(3):
        assert len(who_came_once(cast.project, today)) == 1
    note_attendance(met[0], make_members(9), by=cast.hana)
    with django_assert_num_queries(3):
        assert len(who_came_once(cast.project, today)) == 10


def test_a_host_offers_something_and_a_no_is_then_open_to_them(cast, as_, met):
    page = as_(cast.hana).get(f"{HERE}write/?about=once").content.decode()
    assert 'value="touch"' in page
    assert 'value="nothing"' not in page
    as_(cast.hana).post(f"{HERE}write/?about=once", {"people": [cast.amina.pk], "thanks": "T.", "nexts": ["touch"]})
    ending = Ending.objects.get()
    assert ending.nexts == ["touch", "nothing"]
    assert (
        "Nothing more, thank you" in as_(cast.amina).get(f"/my/endings/{ending.farewells.get().pk}/").content.decode()
    )


def test_that_somebody_was_told_is_written_down_in_two_steps_with_the_day(cast, as_, met):
    page = as_(cast.hana).get(HERE).content.decode()
    assert "<summary>I told Amina</summary>" in page
    sent = {"person": cast.amina.pk, "about": "once", "on": ""}
    assert "choose the day" in as_(cast.hana).post(f"{HERE}said/", sent, follow=True).content.decode()
    assert not Farewell.objects.exists()
    as_(cast.hana).post(f"{HERE}said/", sent | {"on": str(timezone.localdate())})
    assert Farewell.objects.get().person == cast.amina


def test_a_long_list_says_how_many_more_wait(cast, as_):
    people = [Person.objects.create_user(f"Newcomer {n}") for n in range(62)]
    Membership.objects.bulk_create(Membership(project=cast.project, person=one) for one in people)
    end_project(cast.project, by=cast.hana)
    page = as_(cast.hana).get(HERE).content.decode()
    waiting = len(owed_in(cast.project, timezone.localdate())["over"])
    assert waiting > 60
    assert page.count("Write down that I told") == 60
    assert f"And {waiting - 60} more" in page
