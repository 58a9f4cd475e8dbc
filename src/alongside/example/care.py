"""The group's agreement in the story, in two versions, and one worry that was told, answered and closed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from alongside.care import actions
from alongside.care.models import Concern
from alongside.gatherings.models import Gathering
from alongside.people.models import Person
from alongside.projects.models import Project

FIRST = """We may disagree, and stay kind while we do.
If something hurts, we say so, and we listen.
You can always pass.
We begin and end on time: some of us come by bus.
No initials and no council words without saying what they mean."""
SECOND = FIRST.replace("You can always pass.", "You can always pass, or step out and come back.")
SECOND += "\nWhat somebody tells here about their life stays here."
PROPOSED = ("We eat together before we begin.", "Last time those who came from work were hungry, and left early.")
WORRY = "A neighbour of mine sits in one cold room for days and does not open. I do not want to say who I am."
ANSWER = "Thank you. The council's team for older people has called at the door today, and goes there again."

On = Callable[[int, int], AbstractContextManager[None]]  # (day, hour): as if it were then


def agreed(project: Project, rows: list[Gathering], people: dict[str, Person], first_day: date, at: On) -> None:
    """Written together at the first gathering, changed at the fourth; one more change is proposed."""
    for row, words, how in ((rows[0], FIRST, "talked"), (rows[3], SECOND, "round")):
        with at((row.on - first_day).days, 17):
            actions.make_agreement(project, by=people["Hana"], words=words, how=how, agreed_on=row.on, gathering=row)
    with at((rows[7].on - first_day).days + 1, 18):
        what, why = PROPOSED
        proposal = actions.propose_change(project, by=people["Len"], words=what, why=why)
        for nickname, kind in (("Amina", "live"), ("Dot", "live"), ("Pearl", "talk")):
            actions.say_to_proposal(proposal, by=people[nickname], kind=kind)


def worried(project: Project, sam: Person, at: On) -> None:
    """Told by nobody knows whom; the safeguarding lead answered, handed it over and closed it."""
    with at(200, 20):
        actions.tell_concern(project, words=WORRY, danger="soon")
        row = Concern.objects.get(project=project)
    with at(201, 9):
        actions.open_concern(row, by=sam)
        actions.hand_over(row, by=sam, words="The council's team for older people, by phone, the same morning")
        actions.write_back(row, by=sam, words=ANSWER)
    with at(215, 9):
        actions.close_concern(row, by=sam)
