"""Invitations for calendars: the same event every time, at the right hour, open to those who see the page."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from alongside.gatherings import actions

SUMMER, WINTER = date(2027, 7, 6), date(2027, 1, 5)


@pytest.fixture
def tea(cast):
    return actions.add_gathering(
        cast.project,
        by=cast.hana,
        title="Tea; and, more",
        on=SUMMER,
        starts_at=time(9, 30),
        ends_at=time(12),
        place="The library",
        about="We plan the shuttle.",
    )


def events(answer):
    calendar = Calendar.from_ical(answer.content)
    return list(calendar.walk("VEVENT"))


def test_a_members_only_project_stays_closed(cast, as_):
    theirs = actions.add_gathering(cast.other, by=cast.olga, title="Secret", on=SUMMER)
    for address in (f"/p/quiet-streets/gatherings/{theirs.pk}/invitation.ics", "/p/quiet-streets/gatherings.ics"):
        for person in (None, cast.amina):
            assert as_(person).get(address).status_code == 404
        assert b"Secret" in as_(cast.olga).get(address).content
    assert as_(None).get(f"/p/warm-homes/gatherings/{theirs.pk}/invitation.ics").status_code == 404


def test_it_says_when_and_where(as_, tea, settings):
    settings.TIME_ZONE = "Europe/London"
    answer = as_(None).get(f"/p/warm-homes/gatherings/{tea.pk}/invitation.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = events(answer)
    assert event["dtstart"].dt == datetime(2027, 7, 6, 9, 30, tzinfo=ZoneInfo("Europe/London"))
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=2, minutes=30)
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert [zone["tzid"] for zone in Calendar.from_ical(answer.content).walk("VTIMEZONE")] == ["Europe/London"]
    assert (event["summary"], event["location"]) == ("Tea; and, more", "The library")
    assert "We plan the shuttle." in event["description"]
    assert f"/p/warm-homes/gatherings/{tea.pk}/" in event["description"]


def test_without_hours_it_is_all_day(cast, as_):
    soup = actions.add_gathering(cast.project, by=cast.hana, title="Soup", on=WINTER)
    [event] = events(as_(None).get(f"/p/warm-homes/gatherings/{soup.pk}/invitation.ics"))
    assert (event["dtstart"].dt, event["dtend"].dt) == (WINTER, WINTER + timedelta(days=1))
    actions.edit_gathering(soup, by=cast.hana, title="Soup", on=WINTER, starts_at=time(18))
    [event] = events(as_(None).get(f"/p/warm-homes/gatherings/{soup.pk}/invitation.ics"))
    assert event["dtstart"].dt.time() == time(18)
    assert "dtend" not in event


def test_a_change_keeps_the_event_and_counts_up(cast, as_, tea):
    address = f"/p/warm-homes/gatherings/{tea.pk}/invitation.ics"
    [before] = events(as_(None).get(address))
    assert as_(None).get(address).content == as_(None).get(address).content
    actions.edit_gathering(tea, by=cast.hana, title="Tea", on=WINTER)
    [after] = events(as_(None).get(address))
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["last-modified"].dt >= before["last-modified"].dt


def test_one_file_has_all_that_are_to_come(cast, as_, tea, django_assert_max_num_queries):
    today = timezone.localdate()
    for title, day in (("Long ago", today - timedelta(days=400)), ("Lately", today - timedelta(days=10))):
        actions.add_gathering(cast.project, by=cast.hana, title=title, on=day)
    with django_assert_max_num_queries(6) as few:
        found = events(as_(None).get("/p/warm-homes/gatherings.ics"))
    assert {str(event["summary"]) for event in found} == {"Lately", "Tea; and, more"}
    for n in range(20):
        actions.add_gathering(cast.project, by=cast.hana, title=f"G{n}", on=today + timedelta(days=n))
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(events(as_(None).get("/p/warm-homes/gatherings.ics"))) == 22


def test_pages_lead_to_it(as_, cast, tea):
    coming = actions.add_gathering(cast.project, by=cast.hana, title="Soon", on=timezone.localdate())
    assert "gatherings.ics" in as_(None).get("/p/warm-homes/gatherings/").content.decode()
    assert "invitation.ics" in as_(None).get(f"/p/warm-homes/gatherings/{tea.pk}/").content.decode()
    assert "invitation.ics" in as_(None).get(f"/p/warm-homes/gatherings/{coming.pk}/").content.decode()
