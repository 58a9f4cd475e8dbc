"""Typing in what people wrote on paper. It counts together with phones, also after the activity was stopped."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.actions import came
from alongside.gatherings.models import Activity, Gathering, Kind, Room, Seat
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Membership
from alongside.projects.rules import may_host
from alongside.room.actions.carrying import carry, carry_seat
from alongside.room.actions.leading import bump
from alongside.room.actions.marks import LATE, MOST_AT_ONCE, WRONG, NewMark, keep_marks, now_n
from alongside.room.actions.saying import checked_words, keep_words
from alongside.room.actions.seats import add_paper_seats
from alongside.room.kinds import WEIGHING
from alongside.room.models import Item, Live, Mark
from alongside.room.paper.sheets import MOST_NUMBER, Written, to_read_back
from alongside.voices.actions import confirm_read_back, retype_voice
from alongside.voices.models import Stance, Voice


@transaction.atomic
def room_for_paper(gathering: Gathering, *, by: Person) -> Room:
    """The gathering's room; where there is none yet, one that was never open. It can be opened later."""
    _must_type(gathering, by)
    closed = {"closed_at": timezone.now(), "led_by": by}
    room, _is_new = Room.objects.get_or_create(gathering=gathering, defaults=closed)
    return room


def _must_type(gathering: Gathering, by: Person) -> None:
    must_host(by, gathering.project)
    if gathering.project.ended_on is not None:
        raise ValueError(_("This project has ended."))


@transaction.atomic
def type_in(activity: Activity, sheet: Written, *, by: Person) -> int:
    """Keep what stands on one sheet. Answers how many things were written on it, answers and words.

    Typed in again, the sheet as it is now stands; words are kept once. ValueError in plain words.
    """
    return type_in_many(activity, [sheet], by=by)


@transaction.atomic
def type_in_many(activity: Activity, sheets: Sequence[Written], *, by: Person) -> int:
    """Keep several sheets: all of them or none. Answers as `type_in`."""
    gathering = activity.gathering
    room = room_for_paper(gathering, by=by)
    if any(not 1 <= sheet.number <= MOST_NUMBER for sheet in sheets):
        raise ValueError(_("The number of a sheet is from 1 to %(most)d.") % {"most": MOST_NUMBER})
    Room.objects.select_for_update().get(pk=room.pk)  # two hosts may type in the same sheet
    live, _is_new = Live.objects.get_or_create(
        activity=activity, defaults={"room": room, "stopped_at": timezone.now()}
    )  # on paper it may never run on phones
    seats = add_paper_seats(room, [sheet.number for sheet in sheets])
    for sheet in sheets:
        _empty(activity, seats[sheet.number], sheet.empty)
        _keep_words(activity, seats[sheet.number], sheet, by)
    _keep(activity, seats, sheets)
    count = sum(sheet.answers + len(sheet.words) for sheet in sheets)
    note_step("paper.typed_in", subject=gathering, project_id=gathering.project_id, actor=by, count=count)
    if live.stopped_at is not None and activity.kind in WEIGHING:
        carry(activity)
    bump(room.pk)
    return count


def _keep(activity: Activity, seats: dict[int, Seat], sheets: Sequence[Written]) -> None:
    marks = [
        NewMark(seat.room_id, seat.pk, activity.pk, slot, value, now_n(), is_paper=True)
        for sheet in sheets
        for slot, value in sheet.marks
        for seat in [seats[sheet.number]]
    ]
    for start in range(0, len(marks), MOST_AT_ONCE):
        if {LATE, WRONG} & set(keep_marks(marks[start : start + MOST_AT_ONCE])):
            raise ValueError(_("What can be answered here has just changed. Please look at the sheet again."))


def _empty(activity: Activity, seat: Seat, slots: Sequence[int]) -> None:
    """A slip of typing: nothing stands there on paper. What was carried on from it goes too."""
    gone, _by_model = Mark.objects.filter(activity=activity, seat=seat, slot__in=slots).delete()
    if gone and activity.kind == Kind.STATEMENTS:
        voices = Item.objects.filter(activity=activity, number__in=slots).values("voice")
        Stance.objects.filter(seat=seat, statement__voice__in=voices).delete()


def _keep_words(activity: Activity, seat: Seat, sheet: Written, by: Person) -> None:
    there = set(Item.objects.filter(activity=activity, seat=seat).values_list("voice__words", "moment"))
    for words, when in sheet.words:
        if (clean_words(words), clean_line(when)[:80]) not in there:
            key = f"paper:{activity.pk}:{when}:{words}"
            keep_words(seat, activity, words=words, key=key, moment=when, typed_by=by)


@transaction.atomic
def confirm_words(activity: Activity, number: int, *, by: Person) -> int:
    """The words from this sheet were read back and are right. Answers how many voices."""
    _must_type(activity.gathering, by)
    items = list(to_read_back(activity).filter(seat__number=number))
    for item in items:
        confirm_read_back(item.voice, by=by)
    return len(items)


@transaction.atomic
def mend_words(item: Item, *, by: Person, words: str) -> None:
    """A slip of typing, seen when the words were read back: typed again by the host who typed them, in time."""
    activity = item.activity
    if activity is None or item.seat is None or item.seat.how != Seat.How.PAPER:
        raise ValueError(_("These words were not typed in from paper."))
    retype_voice(item.voice, by=by, words=checked_words(activity, words))
    bump(item.seat.room_id)


@transaction.atomic
def own_sheet(activity: Activity, number: int, person: Person, *, by: Person) -> None:
    """Somebody said that this numbered sheet is theirs: so are its words and answers in all steps, for good."""
    gathering = activity.gathering
    room = room_for_paper(gathering, by=by)
    membership = Membership.objects.filter(project=gathering.project_id, person=person, left_at=None).first()
    if membership is None:
        raise ValueError(_("This person is not in the project."))
    add_paper_seats(room, [number])
    fresh = Seat.objects.filter(room=room, how=Seat.How.PAPER, number=number, person=None)
    if not fresh.update(person=person, side=membership.side, is_host=bool(may_host(person, gathering.project))):
        raise ValueError(_("Sheet %(number)d is somebody’s already.") % {"number": number})
    seat = Seat.objects.get(room=room, how=Seat.How.PAPER, number=number)
    Voice.objects.filter(items__seat=seat, person=None).update(person=person)
    carry_seat(seat, person)
    came(gathering, person)
    note_step("paper.owned", subject=gathering, project_id=gathering.project_id, actor=by)
