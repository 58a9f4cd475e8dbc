"""The example's two rooms: one that has been, with what came together in it, and one that people can join now."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from alongside.gatherings import actions as gatherings
from alongside.gatherings.models import Activity, Gathering, Room, Seat
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.room import actions as room
from alongside.room.actions.marks import NewMark, keep_marks

CHECK_OUT = "How was it today?"
# What was put to everybody; then how the two kinds of travellers answered it, and everybody: agree, pass, disagree.
STATEMENTS = [
    ("The board at the stop must tell the truth, even when the truth is that no bus comes.", "+", "+"),
    ("A letter about an appointment should say which bus gets me there.", "+", "+"),
    ("Nobody should have to ask twice for the ramp.", "+", "+"),
    ("The hospital should choose times that the buses can keep.", "+", "0"),
    ("I would rather have a bench than a new bus.", "-", "+"),
    ("A phone is all I need to know when my bus comes.", "+", "-"),
    ("Paper timetables at every stop are worth their money.", "-", "+"),
    ("I would pay a little more for a bus that comes.", "+", "-"),
    ("The claim form for fares should be on paper.", "-", "+"),
    ("The driver is the one who makes it a good day or a bad one.", "0", "+"),
]
NEXT = [
    "We should meet on the bus again, drivers too.",
    "The group should choose its own host from now on.",
    "The next plan should be about getting to school.",
    "Meetings should be in the afternoon.",
    "The council should tell us each spring what became of the plan.",
    "New people need somebody to sit next to.",
    "We should write the letters ourselves.",
]
CHOICES = ["Keep the board honest", "Benches at the hospital stop", "Travel money on the day", "Times that fit the 14"]
DIAMOND = [
    "A bench",
    "A light at the stop",
    "A board that tells the truth",
    "A fare that is paid at once",
    "A driver who waits",
    "A plain letter",
    "A seat for the one who comes along",
    "A crossing",
    "Somebody to call",
]


@dataclass
class Workshop:
    """A room while it is being told: its people by seat."""

    gathering: Gathering
    host: Person
    room: Room
    seats: list[Seat] = field(default_factory=list)
    count: int = 0

    def put(self, activity: Activity, seat: Seat, slot: int, value: str) -> None:
        self.count += 1
        on_paper = seat.how == Seat.How.PAPER
        keep_marks([NewMark(self.room.pk, seat.pk, activity.pk, slot, value, self.count, is_paper=on_paper)])


def _add(gathering: Gathering, host: Person, title: str, minutes: int, **fields: Any) -> Activity:
    return gatherings.add_activity(gathering, by=host, title=title, minutes=minutes, **fields)


def run_sheet(gathering: Gathering, host: Person) -> dict[str, Activity]:
    """A run sheet with a check-in, things to weigh, tea, and a check-out; by the names used here."""
    made = {
        "hello": _add(gathering, host, "Arriving and tea", 15),
        "statements": _add(
            gathering,
            host,
            "Agree or not",
            20,
            kind="statements",
            question="Getting there and back: do you agree?",
            easy="Is it so for you?",
            may_add=True,
            approve=True,
        ),
        "talk": _add(gathering, host, "Talking in fours", 25),
        "tea": _add(gathering, host, "Tea", 15, is_break=True),
        "dots": _add(gathering, host, "What first?", 15, kind="dots", question="What should come first?", picks=3),
        "out": _add(gathering, host, "Check-out", 10, kind="pulse", question=CHECK_OUT),
    }
    return made


def _leaning(seat: int, first: str, second: str) -> str:
    """How this seat answers: mostly as its kind of traveller, sometimes not, as people are."""
    wanted = first if seat % 2 else second
    turned = (seat * 7 + len(first + second) * 3) % 11 == 0
    return {"+": "0" if turned else "1", "-": "0" if turned else "-1", "0": "1" if turned else "0"}[wanted]


def that_has_been(gathering: Gathering, host: Person, people: list[Person], *, on_paper: int = 8) -> None:
    """The whole workshop: everyone sits down, answers, and the counts are shown at the end."""
    made = run_sheet(gathering, host)
    told = Workshop(gathering, host, room.open_room(gathering, by=host))
    told.seats = [room.take_seat(told.room, person=None, address="example") for _guest in range(16)]
    told.seats += [room.take_seat(told.room, person=person, address="example") for person in people]
    told.seats += list(room.add_paper_seats(told.room, list(range(1, on_paper + 1))).values())
    _statements(told, made["statements"])
    _dots(told, made["dots"])
    _check_out(told, made["out"])
    room.park(told.seats[0], words="Who pays when the hospital changes the day?", key="parked")
    room.close_room(told.room, by=host)


def _run(told: Workshop, activity: Activity, lines: list[str]) -> Activity:
    room.add_lines(activity, lines, by=told.host, key="story")
    live = room.start(activity, by=told.host)
    room.show(live, by=told.host, shown=True)
    return activity


def _statements(told: Workshop, activity: Activity) -> None:
    _run(told, activity, [words for words, _first, _second in STATEMENTS])
    for number, seat in enumerate(told.seats):
        for item, (words, first, second) in enumerate(STATEMENTS, 1):
            if (number * 5 + item * 3) % 13:  # nobody has to answer everything
                told.put(activity, seat, item, _leaning(number + len(words) * 2, first, second))


def _dots(told: Workshop, activity: Activity) -> None:
    _run(told, activity, CHOICES)
    for number, seat in enumerate(told.seats):
        first, second = 1 + number % 3, 1 + (number * 3) % 4
        told.put(activity, seat, 0, f"{first}:3" if first == second else f"{first}:2,{second}:1")


def _check_out(told: Workshop, activity: Activity) -> None:
    _run(told, activity, [])
    for number, seat in enumerate(told.seats):
        for slot, level in ((1, 6 + number % 4), (2, 7 + number % 4), (3, 3 + (number * 3) % 6)):
            told.put(activity, seat, slot, str(level))


def to_join_now(project: Project, host: Person, on: date) -> Room:
    """A gathering today whose room is open, so that it can be tried."""
    gathering = gatherings.add_gathering(
        project,
        by=host,
        title="What next, and who leads?",
        on=on,
        place="Quay Street Library",
        about="To choose what comes next, and to hand it over.",
        starts_at=time(18, 0),
        ends_at=time(20, 30),
    )
    made = run_sheet(gathering, host)
    nine = _add(gathering, host, "Diamond 9", 20, kind="diamond", question="What matters most on the way?")
    words = _add(gathering, host, "In our own words", 15, kind="open", question="What should the next year look like?")
    opened = room.open_room(gathering, by=host)
    room.add_lines(made["statements"], NEXT, by=host, key="story")
    room.add_lines(made["dots"], CHOICES, by=host, key="story")
    room.add_lines(nine, DIAMOND, by=host, key="story")
    room.start(words, by=host)
    return opened
