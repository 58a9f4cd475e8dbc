"""The verbs themselves refuse who may not: a page, a call and a command can forget to ask, they cannot."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from alongside.decisions import actions as deciding
from alongside.gatherings import actions as meeting
from alongside.ledger.models import Step
from alongside.people.models import Person
from alongside.projects import actions
from alongside.sensemaking import actions as sorting

DAY = date(2026, 3, 1)


@pytest.fixture
def verbs(cast):
    """Each verb as a call that lacks only the person who does it."""
    project, bryn = cast.project, cast.project.memberships.get(person=cast.bryn)
    phase = actions.set_phase(project, by=cast.hana, title="Later", starts_on=date(2199, 1, 1))
    actions.invite(project, by=cast.hana, side="community")
    tea = meeting.add_gathering(project, by=cast.hana, title="Tea", on=DAY)
    draft = deciding.start_draft(project, by=cast.hana, title="Plan")
    passage = deciding.write_passage(draft, by=cast.hana, heading="Heat", text="Warm.").passage
    words = {"heading": "Heat", "text": "Warmer.", "base_number": 1, "why": "Clearer", "themes": [], "voices": []}
    return {
        "edit": lambda by: actions.edit_project(project, by=by, title="Mine now"),
        "end": lambda by: actions.end_project(project, by=by),
        "reopen": lambda by: actions.reopen_project(project, by=by),
        "promise": lambda by: actions.make_promise(project, by=by, open="All of it"),
        "phase": lambda by: actions.set_phase(project, by=by, title="Mine", starts_on=DAY),
        "move phase": lambda by: actions.move_phase(phase, by=by, up=True),
        "remove phase": lambda by: actions.remove_phase(phase, by=by),
        "core choice": lambda by: actions.lock_core_choice(
            project, by=by, kind="budget", locked_on=DAY, decided_by="Me", side="staff"
        ),
        "add member": lambda by: actions.add_member(project, Person.objects.create_user("Zoe"), by=by),
        "add people": lambda by: actions.add_new_people(project, ["Zoe"], by=by),
        "give role": lambda by: actions.give_role(bryn, "host", by=by),
        "take role": lambda by: actions.take_role(bryn, "host", by=by),
        "set roles": lambda by: actions.set_roles(bryn, by=by, side="staff", roles=["host"]),
        "move member": lambda by: actions.move_member(bryn, by=by, side="staff"),
        "remove member": lambda by: actions.remove_member(bryn, by=by),
        "invite": lambda by: actions.invite(project, by=by, side="community"),
        "end invitation": lambda by: actions.end_invitation(project.invitations.get(), by=by),
        "add gathering": lambda by: meeting.add_gathering(project, by=by, title="Mine", on=DAY),
        "edit gathering": lambda by: meeting.edit_gathering(tea, by=by, title="Mine", on=DAY),
        "note attendance": lambda by: meeting.note_attendance(tea, [], by=by, others=99),
        "give back notes": lambda by: meeting.give_back_notes(tea, by=by, on=DAY),
        "make theme": lambda by: sorting.make_theme(project, by=by, title="Mine"),
        "put back": lambda by: deciding.put_back_passage(passage, by=by),
        "start draft": lambda by: deciding.start_draft(project, by=by, title="Another"),
        "write": lambda by: deciding.write_passage(draft, by=by, heading="H", text="T"),
        "revise": lambda by: deciding.revise_passage(passage, by=by, **words),
        "leave out": lambda by: deciding.leave_out_passage(passage, by=by),
        "move passage": lambda by: deciding.move_passage(passage, by=by, up=True),
        "decide": lambda by: deciding.record_decision(
            project,
            by=by,
            title="Heat",
            outcome="no",
            reason="It cannot be paid for this year.",
            decided_by="The board",
            side="staff",
            community_part="none",
            decided_on=DAY,
        ),
    }


def test_members_and_outsiders_can_do_none_of_it(cast, verbs):
    before = Step.objects.count()
    for name, verb in verbs.items():
        for person in (cast.amina, cast.olga):
            with pytest.raises(PermissionDenied):
                verb(person)
            assert Step.objects.count() == before, name


def test_outsiders_cannot_even_talk(cast):
    draft = deciding.start_draft(cast.project, by=cast.hana, title="Plan")
    passage = deciding.write_passage(draft, by=cast.hana, heading="Heat", text="Warm.").passage
    with pytest.raises(PermissionDenied):
        deciding.comment_on(passage, by=cast.olga, words="Hello")
    with pytest.raises(PermissionDenied):
        deciding.propose_amendment(passage, by=cast.olga, base_number=1, heading="", text="T", why="W")
    assert deciding.comment_on(passage, by=cast.amina, words="Hello").words == "Hello"


def test_only_hosts_and_admins_start_projects(cast):
    about = {"title": "T", "question": "Q", "community_side": "C", "staff_side": "S"}
    with pytest.raises(PermissionDenied):
        actions.start_project(by=cast.amina, **about)
    assert actions.start_project(by=cast.ada, **about).memberships.get().person == cast.ada
