"""What people in the story need to take part, what hosts did about it, and how it was. Days as in `story.py`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from alongside.gatherings import actions as gatherings
from alongside.gatherings.models import Gathering
from alongside.needs import actions
from alongside.needs.models import Answer, Need, Share, ToDo
from alongside.needs.queries.words import words_of
from alongside.people.models import Person
from alongside.projects.models import Project

# nickname, what it is about, their words, how it was at "Fourteen months on" ("" where they have not said)
NEEDS = [
    ("Amina", "getting_there", "I come with two buses. Please begin after ten, and pay the fare on the day.", ""),
    ("Amina", "care", "My mother cannot be alone for long. I need to know when it ends.", ""),
    ("Len", "hearing", "A microphone for everybody who speaks, and one at a time.", "partly"),
    ("Dot", "getting_in", "No steps. A chair with arms, near the door.", "met"),
    ("Kasia", "language", "Short words, please. I read slowly in English.", "met"),
    ("Gwen", "seeing", "Papers in large print, and somebody who reads the wall to me.", "met"),
    ("Pearl", "quiet", "A room where I can be quiet for a while.", "not_met"),
    ("Iris", "supporter", "My sister comes with me.", "met"),
]
NOTHING = ["Bryn", "Esther", "Farid", "Nadia", "Oscar"]
# gathering, days of notice, days for papers (None: there were none)
SENT: list[tuple[int, int, int | None]] = [
    (0, 24, None), (1, 16, 8), (2, 15, None), (3, 9, 5), (4, 20, 7), (5, 14, 7), (6, 21, 9), (7, 18, 4),
]  # fmt: skip
AND_HOSTS_DID = [
    ("A loop and two microphones from the library", "done", ""),
    ("A quiet room", "cannot", "The library has only one room free that day. Next time we meet where there are two."),
]

On = Callable[[int, int], AbstractContextManager[None]]  # (day, hour): as if it were then


def promised(project: Project, rows: list[Gathering], host: Person, first_day: date, at: On) -> None:
    """When people were told of each gathering, and got its papers; not always in time."""
    for number, notice, papers in SENT:
        row = rows[number]
        with at((row.on - first_day).days, 9):
            actions.note_notice(
                row,
                by=host,
                notice_on=row.on - timedelta(days=notice),
                papers_on=row.on - timedelta(days=papers) if papers else None,
                has_no_papers=papers is None,
            )


def needed(row: Gathering, people: dict[str, Person], host: Person, first_day: date, at: On) -> None:
    """Eight people told what they need for one gathering; most have said since how it was."""
    day = (row.on - first_day).days
    with at(day - 14, 10):
        actions.ask_members(row, by=host)
        for nickname in NOTHING:
            actions.say_nothing(row, by=people[nickname])
        for nickname in dict.fromkeys(name for name, *_rest in NEEDS):
            person = people[nickname]
            mine = [
                actions.keep_need(person, by=person, words=words, kind=kind)
                for name, kind, words, _how in NEEDS
                if name == nickname
            ]
            actions.share_needs(row, by=person, needs=mine, with_host=host.pk if nickname == "Pearl" else None)
    with at(day - 8, 10):
        for answer in Answer.objects.filter(gathering=row, is_nothing=False, answered_at__isnull=False):
            actions.read_needs(answer, by=host)
        _do(row, people, host)
    with at(day + 1, 10):
        for nickname, _kind, _words, how in NEEDS:
            share = Share.objects.filter(person=people[nickname], gathering=row).first() if how else None
            if share is not None:
                actions.confirm(share, by=people[nickname], outcome=how)


def _do(row: Gathering, people: dict[str, Person], host: Person) -> None:
    cole = people["Cole"]
    actions.add_checklist(row, by=host, keys=["step_free", "signs", "food"], owner=cole.pk)
    for one in ToDo.objects.filter(gathering=row):
        actions.change_to_do(one, by=cole, words=words_of(one), owner=cole.pk, due_on=one.due_on, state="done")
    about = {"Len": AND_HOSTS_DID[0], "Pearl": AND_HOSTS_DID[1]}
    for nickname, (words, state, reason) in about.items():
        share = Share.objects.get(person=people[nickname], gathering=row)
        made = actions.add_to_do(row, by=host, words=words, share=share, owner=host.pk)
        actions.change_to_do(made, by=host, words=words, owner=host.pk, due_on=made.due_on, state=state, reason=reason)


def to_come(project: Project, people: dict[str, Person], host: Person, today: date) -> Gathering:
    """A gathering in three weeks: people are being asked. Today's was planned at short notice, and says so."""
    for one in Gathering.objects.filter(project=project, on=today):
        actions.note_notice(one, by=host, notice_on=today, papers_on=None, has_no_papers=True)
    row = gatherings.add_gathering(
        project,
        by=host,
        title="What comes after the plan?",
        on=today + timedelta(days=20),
        place="Quay Street Library",
        about="To say goodbye to the plan, and to choose who keeps an eye on it.",
    )
    actions.note_notice(row, by=host, notice_on=today, papers_on=None)
    actions.ask_members(row, by=host)
    actions.share_needs(row, by=people["Len"], needs=Need.objects.filter(person=people["Len"]))
    actions.add_checklist(row, by=host, keys=["step_free", "loop", "quiet_room"], owner=host.pk)
    return row
