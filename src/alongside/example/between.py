"""Between both sides of the story: what they expect, three pulses, a buddy, and two endings. Days as in `story.py`."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

from django.utils import timezone

from alongside.people.models import Person
from alongside.projects import actions as projects
from alongside.projects.models import Project
from alongside.trust.actions import buddies, endings, expectations, pulse
from alongside.trust.models import Expectation, Half, Pulse

# who, kind, the line, who answers for the other side, how, with which reason; at the look: how, in which words
LINES = [
    ("Amina", "hope", "That somebody tells us no to our face, and why.",
     "Dev", "can", "", "kept", ""),
    ("Len", "need", "Papers a week before, in print.",
     "Hana", "partly", "A week, yes. When the board sends them late, we send what we have and say so.",
     "partly", "Three times they came four days before."),
    ("Pearl", "need", "Fares paid on the day, in cash.",
     "Dev", "can", "From the small till. No form.", "kept", ""),
    ("Cole", "need", "Nobody decides about a stop without standing at it once.",
     "Dev", "cannot", "The company decides about 40 stops a month. We go to those that people name.",
     "not_kept", "Two of the nine that we named were visited."),
    ("Gwen", "give", "We know who waits where, and when they gave up.", "Hana", "can", "", "kept", ""),
    ("Hana", "hope", "That you tell us when we use words nobody uses.", "Amina", "can", "We will laugh, too.",
     "kept", ""),
    ("Dev", "need", "Time: I cannot promise money before the April board.",
     "Cole", "partly", "We can wait until April. After that we ask every month.", "partly", "April became June."),
    ("Hana", "give", "A room, tea, and somebody who answers the phone.", "Pearl", "can", "", "kept", ""),
]  # fmt: skip
NEW_LINE = ("Iris", "hope", "That we are asked again when the new timetable is there.")

# For each pulse its first day, and for each side how many gave (listen, safe, change, did)
PULSES = [
    (96, {"community": [(9, (4, 5, 2, 3)), (8, (6, 7, 4, 4)), (7, (7, 8, 5, 6)), (12, (5, 6, 3, 4))],
          "staff": [(9, (8, 9, 7, 8)), (6, (7, 7, 6, 7)), (2, (5, 4, 5, 6))]}),
    (228, {"community": [(10, (6, 6, 4, 4)), (9, (7, 8, 5, 5)), (8, (8, 8, 6, 6)), (9, (6, 7, 4, 3))],
           "staff": [(8, (8, 8, 7, 7)), (5, (7, 6, 6, 6)), (2, (6, 4, 5, 4))]}),
    (360, {"community": [(12, (8, 8, 6, 5)), (11, (7, 8, 7, 6)), (9, (8, 9, 7, 6)), (8, (6, 7, 5, 4))],
           "staff": [(7, (8, 8, 7, 8)), (6, (7, 7, 7, 8)), (5, (9, 9, 8, 7))]}),
]  # fmt: skip
QUESTIONS = ("listen", "safe", "change", "did")

At = Callable[[int, int], AbstractContextManager[None]]  # (day, hour): as if it were then


def told(project: Project, people: dict[str, Person], host: Person, at: At) -> None:
    """What both sides expect, how much they trust, who goes beside whom, and who was thanked."""
    expected(project, people, at)
    asked(project, host, at)
    beside(project, people, host, at)
    ended(project, people, host, at)


def expected(project: Project, people: dict[str, Person], at: At) -> None:
    """Written at the beginning, answered in the weeks after, looked at once by both sides, late; one line is new."""
    rows: dict[str, Expectation] = {}
    for number, (who, kind, words, *_rest) in enumerate(LINES):
        with at(150 + number, 11):
            rows[words] = expectations.write_line(
                project, by=people[who], kind=kind, words=words, is_named=who in {"Hana", "Len"}
            )
    for number, (_who, _kind, words, answerer, how, reason, *_look) in enumerate(LINES):
        with at(162 + number, 15):
            expectations.reply_to(rows[words], by=people[answerer], kind=how, reason=reason)
    with at(249, 16):
        for who, _kind, words, _answerer, _how, _reason, verdict, said in LINES:
            expectations.judge(rows[words], by=people[who], kind=verdict, words=said)
        expectations.finish_look(project, by=people["Cole"])
    with at(252, 10):
        expectations.finish_look(project, by=people["Dev"])
    with at(338, 10):
        later = timezone.localdate() + timedelta(days=109)
        expectations.set_look(project, by=people["Hana"], due_on=later)
    with at(420, 10):
        who, kind, words = NEW_LINE
        expectations.write_line(project, by=people[who], kind=kind, words=words)


def asked(project: Project, host: Person, at: At) -> None:
    """Three pulses over a year. Most of the community side answer, and nearly all of the staff side."""
    for first_day, given in PULSES:
        with at(first_day, 10):
            row = pulse.open_pulse(project, by=host, closes_on=timezone.localdate() + timedelta(days=14))
        with at(first_day + 3, 12):
            for side, groups in given.items():
                _answered(row, project, side, groups)
        with at(first_day + 14, 18):
            pulse.close_pulse(row, by=host)


def _answered(row: Pulse, project: Project, side: str, groups: Sequence[tuple[int, tuple[int, ...]]]) -> None:
    members = project.memberships.filter(left_at=None, side=side).select_related("person").order_by("pk")
    scores = [given for count, given in groups for _one in range(count)]
    for membership, given in zip(members, scores, strict=False):
        said = dict(zip(QUESTIONS, given, strict=True))
        pulse.answer_as_member(row, by=membership.person, said=said)


def beside(project: Project, people: dict[str, Person], host: Person, at: At) -> None:
    """Nadia asked, Gwen goes beside her; Quentin asked last week and has nobody yet."""
    with at(300, 10):
        buddies.write_note(project, by=people["Gwen"], kind="offer", words="I come early and sit near the door.")
        buddies.write_note(project, by=people["Len"], kind="offer", words="I can meet somebody at the number 7 stop.")
        buddies.write_note(project, by=people["Nadia"], kind="ask", words="I do not like to walk in alone.")
        pair = buddies.suggest_pair(project, by=host, newcomer=people["Nadia"], buddy=people["Gwen"])
    hellos = {"Nadia": "I wear a blue coat.", "Gwen": "White stick, green hat, first chair on the left."}
    for day, nickname in ((301, "Gwen"), (303, "Nadia")):
        with at(day, 18):
            half = Half.objects.select_related("pair__project").get(pair=pair, person=people[nickname])
            buddies.say_yes(half, by=people[nickname], hello=hellos[nickname])
    with at(419, 18):
        buddies.note_for(
            project, by=host, person=people["Quentin"], kind="ask", words="Somebody who tells me when to speak.",
            told="in_person",
        )  # fmt: skip


def ended(project: Project, people: dict[str, Person], host: Person, at: At) -> None:
    """One who left was thanked, told, and would open a door; one who left last week waits for it."""
    with at(330, 9):
        projects.remove_member(project.memberships.get(person=people["Yusuf"]), by=people["Yusuf"])
    with at(336, 11):
        row = endings.write_ending(
            project, [people["Yusuf"]], by=host, about="left", nexts=["touch", "project", "connector", "nothing"],
            thanks="Thank you, Yusuf. You said that nobody should wait twice. We have said it often since.",
            came_of_it="Buses wait at the clinic for those who come late. The stop at the mill is not decided yet.",
        )  # fmt: skip
    with at(339, 20):
        endings.say_next(
            row.farewells.get(), by=people["Yusuf"], wants=["touch", "connector"], words="My brother drives."
        )
    with at(418, 9):
        projects.remove_member(project.memberships.get(person=people["Xia"]), by=people["Xia"])
