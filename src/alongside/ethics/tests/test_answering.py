"""Yes, no, yes again, taken back: a chain of states, with what was told, by whom and how."""

import json
import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from alongside.ethics import actions, queries
from alongside.ethics.models import Kind, Notice, Permission
from alongside.ethics.record import record_of
from alongside.gatherings.models import Gathering
from alongside.people.actions import join_people
from alongside.people.models import Person


def states(person, kind="quote") -> list[str]:
    return list(
        Permission.objects.filter(person=person, kind=kind).order_by("at", "id").values_list("state", flat=True)
    )


def test_nobody_else_answers_for_a_person(cast):
    for other in (cast.olga, cast.bryn, cast.dev, cast.tess, cast.sam, cast.ada, cast.hana):
        with pytest.raises(PermissionDenied):
            actions.answer(cast.project, cast.amina, "quote", yes=True, by=other)
    for other in (cast.olga, cast.bryn, cast.dev, cast.tess):
        with pytest.raises(PermissionDenied):
            actions.answer(cast.project, cast.amina, "quote", yes=True, by=other, how="told")
    assert not Permission.objects.exists()


def test_a_host_writes_down_what_was_told_and_it_shows(cast):
    row = actions.answer(cast.project, cast.amina, "photo_of_me", yes=False, by=cast.hana, how="phone")
    assert (row.state, row.how, row.by) == ("refused", "phone", cast.hana)


def test_states_follow_each_other_as_the_specification_has_them(cast):
    for yes in (False, True, True, False, True):
        actions.answer(cast.project, cast.amina, "quote", yes=yes, by=cast.amina)
    assert states(cast.amina) == ["refused", "given", "reaffirmed", "withdrawn", "given"]
    assert Permission.objects.filter(until=None).count() == 1
    chains = list(Permission.objects.order_by("at", "id").values_list("record", flat=True))
    assert chains[1] == chains[2] == chains[3]
    assert len({chains[0], chains[1], chains[4]}) == 3, "a yes after an end is a new permission"


def test_asked_first_then_answered_is_one_record(cast):
    people = Person.objects.filter(pk__in=[cast.amina.pk, cast.bryn.pk, cast.olga.pk])
    with pytest.raises(PermissionDenied):
        actions.ask(cast.project, people, ["recording"], by=cast.bryn)
    assert actions.ask(cast.project, people, ["recording"], by=cast.hana) == 2, "Olga is not in it"
    assert actions.ask(cast.project, people, ["recording"], by=cast.hana) == 0
    actions.answer(cast.project, cast.amina, "recording", yes=True, by=cast.amina)
    assert states(cast.amina, "recording") == ["requested", "given"]
    assert len(set(Permission.objects.filter(person=cast.amina).values_list("record", flat=True))) == 1
    assert queries.open_questions(cast.amina).count() == 0
    assert queries.open_questions(cast.bryn).count() == 1


def test_the_exact_words_are_kept_and_a_new_wording_is_a_new_notice(cast):
    first = actions.answer(cast.project, cast.amina, "quote", yes=True, by=cast.amina).notice
    again = actions.answer(cast.project, cast.bryn, "quote", yes=True, by=cast.bryn).notice
    assert first == again
    actions.set_handling(cast.project, by=cast.hana, basis="consent", keep_months=6, controller="Harbour Trust")
    newer = actions.answer(cast.project, cast.amina, "quote", yes=True, by=cast.amina).notice
    assert (first.number, newer.number) == (1, 2)
    assert "Harbour Trust" in newer.words
    assert Notice.objects.get(pk=first.pk).words == first.words
    assert newer.sha256 == queries.hash_of_notice(newer.words, newer.language)


def test_a_record_has_every_mandatory_field(cast):
    """The mandatory fields of ISO/IEC TS 27560 as W3C's guide lists them."""
    for kind in Kind.values:
        partner = {"partner": "The clinic"} if kind == "share" else {}
        actions.answer(cast.project, cast.amina, kind, yes=True, by=cast.amina, **partner)
    handling = queries.handling_of(cast.project)
    needed = {
        "header": {"schema_version", "record_id", "pii_principal_id"},
        "processing": {"privacy_notice", "language", "purpose", "pii_information", "pii_controllers",
                       "storage_locations", "retention_period", "jurisdiction", "recipient_third_parties",
                       "withdrawal_method", "lawful_basis", "collection_method", "processing_method",
                       "privacy_rights", "authority_party"},
    }  # fmt: skip
    for row in Permission.objects.filter(until=None):
        record = record_of([row], handling, origin="http://localhost")
        for part, fields in needed.items():
            assert all(record[part][name] for name in fields), (row.kind, part)
        assert all({"party_id", "address", "name", "contact", "type"} <= party.keys() for party in record["party"])
        assert all(all(party.values()) for party in record["party"])
        for event in record["events"]:
            assert all(
                event[name] for name in ("event_time", "validity_duration", "entity_id", "event_type", "event_state")
            )
        json.dumps(record)


def test_a_partner_is_named_and_no_to_sharing_closes_all(cast):
    with pytest.raises(ValueError, match="partner"):
        actions.answer(cast.project, cast.amina, "share", yes=True, by=cast.amina)
    for partner in ("The clinic", "The school"):
        actions.answer(cast.project, cast.amina, "share", yes=True, by=cast.amina, partner=partner)
    actions.answer(cast.project, cast.amina, "share", yes=False, by=cast.amina)
    assert set(Permission.objects.filter(until=None).values_list("partner", "state")) == {
        ("The clinic", "withdrawn"),
        ("The school", "withdrawn"),
    }


@pytest.mark.parametrize("theirs", [True, False])
def test_of_two_people_made_one_the_no_wins(cast, theirs):
    twin = Person.objects.create_user("Amina too")
    cast.project.memberships.create(person=twin)
    actions.answer(cast.project, cast.amina, "quote", yes=not theirs, by=cast.amina)
    actions.answer(cast.project, twin, "quote", yes=theirs, by=twin)
    join_people(cast.amina, twin, by=cast.amina)
    now = Permission.objects.get(person=cast.amina, kind="quote", until=None)
    assert now.state in {"refused", "withdrawn"}


def test_answers_for_one_gathering_meet_only_answers_for_that_gathering(cast):
    """What the random sequences found: an answer for a gathering must not be taken for one about the project."""
    twin = Person.objects.create_user("Amina too")
    cast.project.memberships.create(person=twin)
    gathering = Gathering.objects.create(project=cast.project, title="Tea", on=date(2026, 3, 1))
    for person in (cast.amina, twin):
        actions.answer(cast.project, person, "publish", yes=True, by=person)
        actions.answer(cast.project, person, "publish", yes=person == cast.amina, by=person, gathering=gathering)
    join_people(cast.amina, twin, by=cast.amina)
    now = Permission.objects.filter(person=cast.amina, until=None).values_list("gathering", "state")
    assert dict(now) == {None: "given", gathering.pk: "refused"}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time; asked of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_many_answers_at_once_leave_one_state(cast):
    def press(yes: bool) -> None:
        try:
            actions.answer(cast.project, cast.amina, "quote", yes=yes, by=cast.amina)
        except ValueError:
            pass  # "This was answered a moment ago"
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(n % 2 == 0,)) for n in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Permission.objects.filter(until=None).count() == 1
    assert Permission.objects.count() >= 1
