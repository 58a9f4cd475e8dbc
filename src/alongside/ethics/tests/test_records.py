"""The record of each permission, whatever happened: every field filled, states in order, the words to the letter."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alongside.ethics import actions
from alongside.ethics.models import Notice, Permission
from alongside.gatherings.models import Gathering
from alongside.people.models import Person

NEEDED = {
    "header": {"schema_version", "record_id", "pii_principal_id"},
    "processing": {
        "privacy_notice", "language", "purpose", "pii_information", "pii_controllers", "storage_locations",
        "retention_period", "jurisdiction", "recipient_third_parties", "withdrawal_method",
        "lawful_basis", "collection_method", "processing_method", "privacy_rights", "authority_party",
    },
}  # fmt: skip
PARTY = {"party_id", "address", "name", "contact", "type"}
EVENT = {"event_time", "validity_duration", "entity_id", "event_type", "event_state"}
THEN = {  # what may follow what in one record
    "": {"requested", "given", "refused"},
    "requested": {"given", "refused", "terminated"},
    "given": {"reaffirmed", "withdrawn", "expired", "terminated"},
    "reaffirmed": {"reaffirmed", "withdrawn", "expired", "terminated"},
}
STEPS = ("ask", "yes", "no", "withdraw", "run_out", "supporter_yes", "supporter_no", "gathering_yes", "gathering_no",
         "draft_yes", "draft_no", "say", "young", "grown", "parent_yes", "parent_no", "in_welsh")  # fmt: skip


class Happened:
    """One sequence of steps about Amina's words; her supporter is Bryn, her father Dev."""

    def __init__(self, cast) -> None:
        self.cast, self.project, self.amina, self.language = cast, cast.project, cast.amina, "en"
        row = actions.ask_for_supporter(self.project, self.amina, cast.bryn, by=cast.hana)
        actions.agree_to_supporter(row, by=self.amina)
        actions.set_young_rules(self.project, by=cast.hana, is_on=True, cut_off=16, both=["quote"])
        actions.record_authority(
            self.project, self.amina, cast.dev, by=cast.hana, acting="parent", ground="He is her father."
        )
        self.gathering = Gathering.objects.create(project=self.project, title="Tea", on=date(2026, 3, 1))

    def take(self, step: str) -> None:
        """A step that is refused, such as a supporter's yes over the person's own no, leaves nothing behind."""
        try:
            with transaction.atomic(), translation.override(self.language):
                self._take(step)
        except ValueError:
            pass

    def _take(self, step: str) -> None:
        what, _between, yes = step.rpartition("_")
        if step == "ask":
            actions.ask(self.project, Person.objects.filter(pk=self.amina.pk), ["quote"], by=self.cast.hana)
        elif step == "withdraw":
            actions.withdraw(self.project, self.amina, ["quote"], by=self.amina)
        elif step == "run_out":
            years = timedelta(days=1500)
            Permission.objects.update(at=F("at") - years, until=F("until") - years, ends_on=F("ends_on") - years)
        elif step == "say":
            actions.allow_by_saying(self.project, self.amina, by=self.amina)
        elif step == "young":
            actions.mark_young(self.project, self.amina, by=self.amina, group="younger")
        elif step == "grown":
            actions.end_young(self.project, self.amina, by=self.amina)
        elif step == "in_welsh":
            self.language = "cy"
        else:
            by = {"supporter": self.cast.bryn, "parent": self.cast.dev}.get(what, self.amina)
            scope = {"gathering": {"gathering": self.gathering}, "draft": {"output": "draft"}}.get(what, {})
            actions.answer(self.project, self.amina, "quote", yes=yes == "yes", by=by, **scope)


def check(record: dict, happened: Happened) -> None:
    for part, names in NEEDED.items():
        assert [name for name in names if not record[part].get(name)] == [], part
    assert all(all(party.get(name) for name in PARTY) for party in record["party"])
    before, last = "", ""
    for event in record["events"]:
        assert [name for name in EVENT if not event.get(name)] == [], event
        assert event["event_state"] in THEN.get(before, ()), (before, event["event_state"])
        assert parse_datetime(event["event_time"]).isoformat() == event["event_time"]
        assert event["event_time"] >= last or parse_datetime(event["event_time"]) >= parse_datetime(last)
        before, last = event["event_state"], event["event_time"]
        told = event["privacy_notice"]
        notice = Notice.objects.get(project=happened.project, kind="quote", number=told["version"])
        assert told["sha256"] == hashlib.sha256(f"{told['language']}\n{notice.words}".encode()).hexdigest()
    told = record["processing"]["privacy_notice"]
    assert told["sha256"] == hashlib.sha256(f"{told['language']}\n{told['words']}".encode()).hexdigest()
    assert record["processing"]["language"] == told["language"]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=9))
@example(steps=["yes", "run_out", "yes", "run_out", "withdraw", "yes"])
@example(steps=["ask", "in_welsh", "yes", "supporter_no", "supporter_yes", "gathering_no", "draft_yes", "withdraw"])
@example(steps=["young", "parent_yes", "grown", "young", "parent_no", "run_out", "yes", "no"])
def test_whatever_happened_each_record_is_whole_and_in_order(cast, as_, steps):
    with transaction.atomic():
        happened = Happened(cast)
        for step in steps:
            happened.take(step)
        place = cast.project.memberships.get(person=cast.amina)
        answer = as_(cast.amina).get(reverse("ethics:records", args=[place.pk]))
        records = json.loads(answer.content)["records"]
        rows = Permission.objects.filter(person=cast.amina)
        assert {one["header"]["record_id"] for one in records} == set(rows.values_list("record", flat=True))
        states = [one for record in records for one in record["events"]]
        assert len([one for one in states if one["event_state"] not in {"expired", "terminated"}]) == rows.count()
        for record in records:
            if record["processing"]["purpose_type"] == "quote":
                check(record, happened)
        transaction.set_rollback(True)


def records_of(person, as_) -> list[dict]:
    place = person.memberships.get(project__slug="warm-homes")
    return json.loads(as_(person).get(reverse("ethics:records", args=[place.pk])).content)["records"]


def test_a_yes_whose_day_has_passed_has_run_out_and_a_new_one_is_a_new_record(cast, as_):
    actions.answer(cast.project, cast.amina, "quote", yes=True, by=cast.amina)
    then = timezone.localtime() - timedelta(days=900)
    Permission.objects.update(at=then, ends_on=F("ends_on") - timedelta(days=900))
    [record] = records_of(cast.amina, as_)
    assert [event["event_state"] for event in record["events"]] == ["given", "expired"]
    assert record["events"][0]["validity_duration"].startswith("P730")
    actions.answer(cast.project, cast.amina, "quote", yes=True, by=cast.amina)
    states = sorted([event["event_state"] for event in one["events"]] for one in records_of(cast.amina, as_))
    assert states == [["given"], ["given", "expired"]]


def test_it_tells_whose_act_each_state_was(cast, as_):
    people = Person.objects.filter(pk=cast.amina.pk)
    actions.ask(cast.project, people, ["quote"], by=cast.hana)
    row = actions.ask_for_supporter(cast.project, cast.amina, cast.bryn, by=cast.hana)
    actions.agree_to_supporter(row, by=cast.amina)
    actions.answer(cast.project, cast.amina, "quote", yes=True, by=cast.bryn)
    actions.answer(cast.project, cast.amina, "quote", yes=True, by=cast.hana, how="phone")
    [record] = [one for one in records_of(cast.amina, as_) if one["processing"]["purpose_type"] == "quote"]
    who = [event["entity_id"] for event in record["events"]]
    assert who == [record["party"][0]["party_id"], cast.bryn.handle, cast.amina.handle]


def test_nobody_else_has_the_file(cast, as_):
    place = cast.project.memberships.get(person=cast.amina)
    for other in (cast.bryn, cast.hana, cast.olga):
        assert as_(other).get(reverse("ethics:records", args=[place.pk])).status_code == 404
