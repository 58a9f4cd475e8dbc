"""Gatherings as iCalendar (RFC 5545). The same gathering keeps its UID; what changed counts up in SEQUENCE."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from alongside.gatherings.models import Gathering
from alongside.projects.models import Project

Changes = Mapping[int, tuple[int, datetime]]  # gathering's id: how often it was changed, and when last


def calendar_of(project: Project, rows: Iterable[Gathering], changes: Changes) -> bytes:
    """One calendar with an event for each gathering: at its hours in the network's time zone, or all day."""
    calendar = Calendar()
    for name, value in (("prodid", "-//Alongside//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", project.title)
    for row in rows:
        calendar.add_component(_event(project, row, changes))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(project: Project, row: Gathering, changes: Changes) -> Event:
    page = settings.ORIGIN + reverse("gatherings:gathering", args=[project.slug, row.pk])
    times, changed_at = changes.get(row.pk, (0, row.made_at))
    event = Event()
    event.add("uid", f"gathering-{row.pk}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("sequence", times)
    event.add("dtstamp", changed_at.astimezone(UTC))
    event.add("last-modified", changed_at.astimezone(UTC))
    event.add("summary", row.title)
    event.add("description", "\n\n".join(part for part in (row.about, page) if part))
    event.add("url", page)
    if row.place:
        event.add("location", row.place)
    for name, value in _when(row).items():
        event.add(name, value)
    return event


def _when(row: Gathering) -> dict[str, Any]:
    if row.starts_at is None:
        return {"dtstart": row.on, "dtend": row.on + timedelta(days=1)}
    zone = ZoneInfo(settings.TIME_ZONE)
    when = {"dtstart": datetime.combine(row.on, row.starts_at, zone)}
    if row.ends_at is not None:
        when["dtend"] = datetime.combine(row.on, row.ends_at, zone)
    return when
