"""A trust pulse: who asks, who answers, what is told of each side, and what is never told."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.people.models import Person
from alongside.projects.actions import remove_member
from alongside.projects.models import Membership
from alongside.trust.actions import pulse as actions
from alongside.trust.models import Pulse, Tally, Ticket
from alongside.trust.queries.pulse import due_again, over_months, perception_gap, told_of

HERE = "/p/warm-homes/trust/"
ALL = {"listen": 7, "safe": 7, "change": 7, "did": 7}


def test_only_hosts_open_one_and_only_one_at_a_time(cast, as_):
    day = timezone.localdate() + timedelta(days=14)
    for person in (cast.amina, cast.dev, cast.olga):
        with pytest.raises(PermissionDenied):
            actions.open_pulse(cast.project, by=person, closes_on=day)
    for wrong in (timezone.localdate(), timezone.localdate() + timedelta(days=90)):
        with pytest.raises(ValueError, match="3 to 60"):
            actions.open_pulse(cast.project, by=cast.hana, closes_on=wrong)
    as_(cast.hana).post(HERE + "open/", {"closes_on": day})
    again = as_(cast.hana).post(HERE + "open/", {"closes_on": day})
    assert again.status_code == 422
    assert Pulse.objects.count() == 1


def test_a_member_answers_once_and_nobody_else_can(cast, as_, pulse):
    for person in (cast.olga, cast.ada):
        assert as_(person).post(HERE + "answer/", ALL).status_code == 403
    as_(cast.amina).post(HERE + "answer/", ALL)
    assert not actions.answer_as_member(pulse, by=cast.amina, said={"listen": 0})
    assert Tally.objects.get(side="community", question="listen", score=7).count == 1
    assert not Tally.objects.filter(score=0, question="listen", count__gt=0).exists()


def test_declining_uses_the_ticket_and_counts_nothing(cast, as_, pulse):
    as_(cast.amina).post(HERE + "answer/", {"decline": "1"})
    assert Ticket.objects.get(person=cast.amina).is_used
    assert not Tally.objects.filter(count__gt=0).exists()


def test_a_number_that_is_no_answer_counts_nothing(cast, as_, pulse):
    assert as_(cast.amina).post(HERE + "answer/", {"listen": "11"}).status_code == 422
    actions.answer_as_member(pulse, by=cast.bryn, said={"listen": 99, "other": 3})
    assert not Tally.objects.filter(count__gt=0).exists()


def test_a_sheet_counts_once_for_the_side_ticked_on_it(cast, as_, pulse):
    sent = {**ALL, "side": "staff", "submit_key": "s" * 16}
    assert as_(cast.amina).post(HERE + "type-in/", sent).status_code == 403
    assert as_(cast.hana).post(HERE + "type-in/", {**sent, "side": ""}).status_code == 422
    for _time in range(2):
        as_(cast.hana).post(HERE + "type-in/", sent)
    assert Tally.objects.get(side="staff", question="listen", score=7).count == 1


def test_a_phone_call_uses_the_persons_ticket(cast, as_, pulse):
    sent = {**ALL, "person": str(cast.amina.pk), "submit_key": "p" * 16}
    as_(cast.hana).post(HERE + "type-in/", sent)
    assert Ticket.objects.get(person=cast.amina).is_used
    assert Tally.objects.get(side="community", question="listen", score=7).count == 1
    assert not actions.answer_as_member(pulse, by=cast.amina, said=ALL)


def test_the_phone_form_does_not_tell_a_host_who_has_answered(cast, as_, pulse):
    host, sent = as_(cast.hana), {**ALL, "submit_key": "p" * 16}
    actions.answer_as_member(pulse, by=cast.amina, said=ALL)
    told = []
    for person in (cast.amina, cast.bryn):
        said = {**sent, "person": str(person.pk)}
        page = host.post(HERE + "type-in/", said, follow=True)
        told.append([str(one) for one in page.context["messages"]])
    assert told == [["Written down. Nobody counts twice. Here is room for the next."]] * 2
    assert Tally.objects.get(side="community", question="listen", score=7).count == 2


def test_a_name_alone_uses_up_nobodys_answer(cast, as_, pulse):
    host, sent = as_(cast.hana), {"person": str(cast.bryn.pk), "submit_key": "p" * 16}
    actions.answer_as_member(pulse, by=cast.amina, said=ALL)
    for person in (cast.amina, cast.bryn):
        page = host.post(HERE + "type-in/", {**sent, "person": str(person.pk)})
        assert page.status_code == 422
        assert "tick that they do not want to answer" in page.content.decode()
    for nothing in ({}, {"listen": 99}):
        with pytest.raises(ValueError, match="Type in an answer"):
            actions.answer_by_phone(pulse, by=cast.hana, person=cast.bryn, said=nothing)
    assert host.post(HERE + "type-in/", {**sent, **ALL, "declines": "on"}).status_code == 422
    assert not Ticket.objects.get(person=cast.bryn).is_used
    host.post(HERE + "type-in/", {**sent, "declines": "on"})
    assert Ticket.objects.get(person=cast.bryn).is_used
    assert Tally.objects.get(side="community", question="", score=0).count == 1, "declining counts nothing"


def test_while_it_is_open_nobody_sees_a_number(cast, as_, pulse, answered_by):
    answered_by(pulse, "community", *[9] * 23)
    for person in (cast.hana, cast.ada, cast.esi, cast.amina):
        page = as_(person).get(HERE).content.decode().partition("<main")[2].partition("</main")[0]
        assert "23" not in re.sub(r'value="[^"]*"', "", page)  # a token may hold any number


def test_nobody_closes_it_before_the_last_day(cast, pulse, closed):
    with pytest.raises(ValueError, match="last day"):
        actions.close_pulse(pulse, by=cast.hana)
    closed(pulse)
    with pytest.raises(ValueError, match="closed"):
        actions.close_pulse(pulse, by=cast.hana)
    assert not Tally.objects.exists()
    assert not Ticket.objects.exists()


def test_four_of_a_side_are_too_few_and_so_is_less_than_half(cast, as_, pulse, answered_by, closed):
    answered_by(pulse, "staff", 8, 8, 8, 8)  # of 9 who are asked
    answered_by(pulse, "community", 2, 2, 3, 3, 9, 9)
    row = closed(pulse)
    told = told_of(row, cast.project)[0]
    community, staff = told.sides
    assert (staff.answered, staff.asked, staff.median) == (4, 9, None)
    assert (community.answered, community.asked, community.median) == (6, 9, 3)
    page = as_(None).get(HERE).content.decode()
    assert "4 of 9 answered." in page
    assert "Not enough answers" in page


def test_six_of_thirteen_are_less_than_half(cast, pulse, answered_by, closed):
    for number in range(4):
        Membership.objects.create(project=cast.project, person=Person.objects.create_user(f"Q{number}"))
    pulse.delete()
    pulse = actions.open_pulse(cast.project, by=cast.hana, closes_on=timezone.localdate() + timedelta(days=7))
    answered_by(pulse, "community", 2, 2, 3, 3, 9, 9)  # three of the cast and four more were asked too
    told = told_of(closed(pulse), cast.project)[0].sides[0]
    assert (told.answered, told.asked, told.median) == (6, 13, None)


def test_a_gap_of_two_is_told_in_plain_words(cast, as_, pulse, answered_by, closed):
    answered_by(pulse, "staff", *[9] * 8)
    answered_by(pulse, "community", *[4] * 8)
    closed(pulse)
    page = as_(None).get(HERE).content.decode()
    assert "puts this 5 higher than the other side. That is something to talk about." in page
    gap = perception_gap(cast.project)
    assert (gap.gaps, gap.told, gap.asked) == (4, 4, 4)


def test_nothing_is_ever_put_together(cast, as_, pulse, answered_by, closed):
    """No total of both sides, no mean of the questions: each number is of one side and one question."""
    answered_by(pulse, "staff", *[9] * 8)
    answered_by(pulse, "community", *[4] * 8)
    row = closed(pulse)
    assert set(row.told) == {"community", "staff"}
    assert all(set(side) == {"asked", "answered", "questions"} for side in row.told.values())


def test_another_pulse_waits_four_weeks(cast, pulse, closed, in_days):
    closed(pulse)
    with in_days(20), pytest.raises(ValueError, match="four weeks"):
        actions.open_pulse(cast.project, by=cast.hana, closes_on=timezone.localdate() + timedelta(days=7))
    with in_days(36):
        actions.open_pulse(cast.project, by=cast.hana, closes_on=timezone.localdate() + timedelta(days=7))


def test_the_desk_asks_for_another_after_a_month(cast, pulse, closed, in_days):
    pulse = closed(pulse)
    with in_days(20):
        assert not due_again(cast.project, pulse, timezone.localdate())[0]
    with in_days(38):
        assert due_again(cast.project, pulse, timezone.localdate())[0]


def test_months_are_drawn_and_told_in_a_table(cast, as_, pulse, answered_by, closed, in_days):
    answered_by(pulse, "staff", *[9] * 8)
    answered_by(pulse, "community", *[4] * 8)
    row = closed(pulse)
    with in_days(40):
        row.pk, row.number, row.closed_on = None, 2, timezone.localdate()
        row.save(force_insert=True)
    points = over_months(Pulse.objects.order_by("number"), cast.project)["listen"]
    assert [point.number for point in points] == [1, 2]
    picture = as_(None).get(HERE + "picture/?question=listen")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.count(b"<polyline") == 2
    assert as_(None).get(HERE + "picture/?question=nothing").status_code == 404
    table = as_(None).get(HERE + "table/").content.decode()
    assert "listen,The council,13,8,9.0" in table
    assert table.count("\n") == 1 + 2 * 4 * 2


def test_whoever_left_can_answer_no_more(cast, as_, pulse):
    remove_member(cast.project.memberships.get(person=cast.amina), by=cast.hana)
    assert as_(cast.amina).post(HERE + "answer/", ALL).status_code == 403
