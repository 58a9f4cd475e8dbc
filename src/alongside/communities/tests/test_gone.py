"""What must go goes, and stays gone; and two records of one person become one."""

import pytest
from django.core import serializers
from django.utils import timezone

from alongside.communities import actions
from alongside.communities.models import Community, Connector, Hint, PaperWords, Try
from alongside.communities.queries.connectors import opened, public_name_of
from alongside.communities.queries.doors import live_doors
from alongside.communities.tests.conftest import CONTACT
from alongside.ethics.actions import answer, withdraw
from alongside.ethics.models import Kind
from alongside.ledger.actions import replay_erasures
from alongside.ledger.models import Erasure
from alongside.people.actions import join_people
from alongside.people.queries import held_about
from alongside.projects.withdrawals import Withdrawal, what_it_reaches


def taking_back(cast, kinds) -> Withdrawal:
    return Withdrawal(cast.amina, cast.project, frozenset(kinds), cast.amina)


def test_keeping_nothing_reaches_hints_and_the_connector(cast, boats, opens):
    actions.hint(cast.project, by=cast.amina, words="Night workers")
    other = actions.hint(cast.project, by=cast.bryn, words="Anglers")
    actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)
    told = " ".join(what_it_reaches(taking_back(cast, {"notes"})))
    assert "who is missing" in told
    assert "open no community's door" in told
    withdraw(cast.project, cast.amina, [Kind.NOTES], by=cast.amina)
    opens.refresh_from_db()
    assert opens.stopped_at
    assert bytes(opens.contact) == b""
    assert not live_doors(boats).exists()
    assert Hint.objects.get(person=cast.amina).words == ""
    other.refresh_from_db()
    assert other.words == "Anglers"


@pytest.mark.parametrize("kept", [False, True])
def test_what_hosts_once_copied_from_a_hint_goes_with_it(cast, as_, kept):
    """Before hosts had to write in their own words, the form began with the member's."""
    said = actions.hint(
        cast.project, by=cast.amina, words="People who work at night", why="my sister is one", idea="ring her"
    )
    row = actions.add_community(
        cast.project, by=cast.hana, hint=said, name="Shifts", kind="interest", why="No bus", shown_to="members",
        reach="At the gate",
    )  # fmt: skip
    if not kept:
        Community.objects.update(name=said.words, why=said.why, reach=said.idea)
    withdraw(cast.project, cast.amina, [Kind.NOTES], by=cast.amina)
    row.refresh_from_db()
    told = (row.name, row.why, row.reach)
    assert told == (("Shifts", "No bus", "At the gate") if kept else (f"Community {row.pk}", "", ""))
    page = as_(cast.bryn).get(f"/p/warm-homes/communities/{row.pk}/")
    assert page.status_code == 200
    assert "sister" not in page.content.decode()
    desk = as_(cast.hana).get("/p/warm-homes/desk/").content.decode()
    assert ("Words were taken back" in desk) is not kept


def test_it_goes_from_all_that_was_written_about_the_community(cast, as_):
    said = actions.hint(cast.project, by=cast.amina, words="Night shift", idea="Ask zora at the gate")
    about = {"kind": "interest", "why": "No bus", "shown_to": "members"}
    row = actions.add_community(cast.project, by=cast.hana, hint=said, name="Shifts", **about)
    other = actions.add_community(cast.project, by=cast.hana, name="Anglers", **about)
    for one in (row, other):
        actions.note_try(one, by=cast.hana, on=timezone.localdate(), who="Hana", what="A letter")
        actions.note_try(one, by=cast.hana, on=timezone.localdate(), who="Our own", what="Our own")
        actions.write_paper_words(one, by=cast.hana, heading="Come", words="Tell us.", gets="Our own")
    copy = f"Hana: {said.idea}."
    for rows in (Try.objects.filter(what="A letter"), PaperWords.objects.all(), Community.objects.all()):
        fields = {Try: ("who", "what", "came_of_it"), PaperWords: ("heading", "words", "access", "offline")}
        fields = fields.get(rows.model, ("size", "reach", "how_far_words", "next_words"))
        rows.update(**dict.fromkeys(fields, copy))
    actions.take_back_hint(said, by=cast.amina)
    tries, papers = Try.objects.filter(community=row), PaperWords.objects.filter(community=row)
    left = [*tries.values(), *papers.values(), *Community.objects.filter(pk=row.pk).values()]
    assert "zora" not in str(left)
    assert "Our own" in str(left[:2])
    assert papers.get().gets == "Our own"
    assert papers.get().heading == cast.project.question[:160], "a poster is not without words"
    page = as_(cast.bryn).get(f"/p/warm-homes/communities/{row.pk}/").content.decode()
    assert "(Words were taken back.)" in page
    assert str(PaperWords.objects.filter(community=other).values()).count("zora") == 4, "of no other community"


def test_other_permissions_leave_it_alone(cast, boats, opens):
    withdraw(cast.project, cast.amina, [Kind.PHOTO_OF_ME], by=cast.amina)
    opens.refresh_from_db()
    assert opens.opens


def test_a_name_that_is_taken_back_is_told_at_no_door(cast, as_, boats, opens):
    def letter() -> str:
        sent = {"paper": "letter", "uses": 5, "days": 9}
        return as_(cast.amina).post(f"/p/warm-homes/communities/{boats.pk}/ways-in/", sent).content.decode()

    actions.change_connector(opens, by=cast.amina, is_named=True, contact="")
    withdraw(cast.project, cast.bryn, [Kind.NAME], by=cast.bryn)
    answer(cast.project, cast.amina, Kind.NAME, yes=False, by=cast.amina, output="report")
    assert "from Amina, who knows you" in letter(), "nobody else's, and not for reports alone"
    told = what_it_reaches(taking_back(cast, {"name"}))
    assert any("community's door. You still open it" in line for line in told)
    answer(cast.project, cast.amina, Kind.NAME, yes=False, by=cast.amina)
    opens.refresh_from_db()
    assert (opens.is_named, opens.stopped_at, opens.opens) == (False, None, True)
    assert "who knows you" not in letter()
    assert "Amina" not in as_(cast.bryn).get("/p/warm-homes/communities/").content.decode()


def test_an_old_backup_brings_neither_contact_nor_hint_back(cast, opens, django_capture_on_commit_callbacks):
    said = actions.hint(cast.project, by=cast.amina, words="Night workers")
    backup = serializers.serialize("python", [Connector.objects.get(pk=opens.pk), said])
    with django_capture_on_commit_callbacks(execute=True):
        actions.stop_connecting(opens, by=cast.amina)
        actions.take_back_hint(said, by=cast.amina)
    Erasure.objects.all().delete()  # the backup is older
    for row in serializers.deserialize("python", backup):
        row.save()
    assert Connector.objects.get().opens
    assert replay_erasures() == 2
    assert bytes(Connector.objects.get().contact) == b""
    assert Hint.objects.get().words == ""
    assert replay_erasures() == 0


@pytest.mark.parametrize("said_no", ["permission", "box", "anew"])
def test_an_old_backup_tells_a_name_no_more(cast, opens, said_no, django_capture_on_commit_callbacks):
    def take_back() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            if said_no == "box":
                actions.change_connector(opens, by=cast.amina, is_named=False, contact="")
            else:
                answer(cast.project, cast.amina, Kind.NAME, yes=False, by=cast.amina)

    theirs = actions.ask_connector(opens.community, by=cast.hana, person=cast.bryn, asked_of_them="Help too.")
    actions.answer_connecting(theirs, by=cast.bryn, yes=True, is_named=True)
    actions.change_connector(opens, by=cast.amina, is_named=True, contact="")
    if said_no == "anew":  # named once more, and taken back once more
        take_back()
        actions.change_connector(opens, by=cast.amina, is_named=True, contact="")
    there = list(Erasure.objects.values_list("pk", flat=True))
    backup = serializers.serialize("python", Connector.objects.all())
    take_back()
    Erasure.objects.exclude(pk__in=there).delete()  # the backup is older
    for row in serializers.deserialize("python", backup):
        row.save()
    assert public_name_of(Connector.objects.get(pk=opens.pk)) == "Amina"
    replay_erasures()
    assert public_name_of(Connector.objects.get(pk=opens.pk)) == ""
    assert public_name_of(Connector.objects.get(pk=theirs.pk)) == "Bryn"


def test_a_person_is_told_what_is_held(cast, opens):
    held = held_about(cast.amina)
    assert held["communities.connector"][0]["contact"] == CONTACT
    assert "communities.connector" not in held_about(cast.bryn)


@pytest.mark.parametrize("kept", ["amina", "bryn"])
def test_joined_people_open_the_door_still(cast, boats, opens, kept):
    theirs = actions.ask_connector(boats, by=cast.hana, person=cast.bryn, asked_of_them="Help too.")
    door, _code = actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)
    other = "bryn" if kept == "amina" else "amina"
    person = join_people(getattr(cast, kept), getattr(cast, other), by=getattr(cast, kept))
    row = Connector.objects.get(community=boats)
    door.refresh_from_db()
    assert row.person == person
    assert row.opens
    assert door.connector == row
    assert opened(row, "contact") == CONTACT
    assert {theirs.pk, opens.pk} >= {row.pk}
