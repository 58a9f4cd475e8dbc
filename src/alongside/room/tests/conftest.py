"""A gathering with an open room, and phones in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from alongside.gatherings.models import Activity, Gathering, Room, Seat
from alongside.people.models import Person
from alongside.room import actions
from alongside.room.models import Live
from alongside.room.tokens import COOKIE, read_token


@dataclass
class Workshop:
    """`run(kind, …)` starts an activity, with these things to weigh. `phone()` is a browser that has joined."""

    gathering: Gathering
    room: Room
    host: Person

    def run(self, kind: str, *lines: str, **settings: Any) -> Activity:
        activity = Activity.objects.create(gathering=self.gathering, title=f"A {kind}", kind=kind, **settings)
        actions.add_lines(activity, list(lines), by=self.host, key=f"{activity.pk}")
        actions.start(activity, by=self.host)
        return activity

    def live(self, activity: Activity) -> Live:
        return Live.objects.select_related("activity__gathering__project").get(activity=activity)

    def phone(self, **sent: str) -> Client:
        browser = Client()
        answer = browser.post(f"/r/{self.room.code}/join/", sent or {"how": "nobody"})
        assert answer.status_code == 302, answer.content[:500]
        return browser

    def seat(self, browser: Client) -> Seat:
        found = read_token(browser.cookies[COOKIE].value)
        assert found is not None
        return Seat.objects.get(pk=found[1])

    def put(self, browser: Client, activity: Activity, **sent: Any) -> Any:
        return browser.post(f"/r/{self.room.code}/put/", {"a": activity.pk, **sent})

    def say(self, browser: Client, activity: Activity, words: str, key: str = "k1", **sent: Any) -> Any:
        return browser.post(f"/r/{self.room.code}/say/", {"a": activity.pk, "words": words, "key": key, **sent})

    def page(self, browser: Client) -> str:
        return browser.get(f"/r/{self.room.code}/").content.decode()


@pytest.fixture
def workshop(cast: Any) -> Workshop:
    cache.clear()  # how many joined is counted by room, and rooms of other tests had the same ids
    gathering = Gathering.objects.create(project=cast.project, title="Warm tea", on=date(2026, 3, 1))
    return Workshop(gathering, actions.open_room(gathering, by=cast.hana), cast.hana)
