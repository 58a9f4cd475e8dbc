"""What people say in a room: words in an open question, statements of their own, things for the parking place."""

from contextlib import suppress

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from alongside.gatherings.models import Activity, Kind, Room, Seat
from alongside.kit.text import clean_line, clean_words
from alongside.moderation.models import What
from alongside.moderation.queries import came_back
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Membership, Project
from alongside.room.actions.leading import bump
from alongside.room.kinds import WEIGHING, takes_words
from alongside.room.models import Item, Live
from alongside.voices.actions import hold_words, make_statement_in_room, record_in_room
from alongside.voices.models import Voice
from alongside.voices.queries import markers_beside, permits_beside, said_in_room
from alongside.voices.rules import words_stay_inside

MOST_WORDS, MOST_STATEMENT = 2000, 280
MOST_ITEMS = {Kind.DIAMOND.value: 9, Kind.PAIRS.value: 20}
MOST_EACH = 60  # things one phone may say in one activity, and in the parking place


class TooLate(ValueError):
    """The activity does not run any more."""


def checked_words(activity: Activity | None, words: str) -> str:
    """What is kept, cleaned. ValueError in plain words."""
    most = MOST_STATEMENT if activity is not None and activity.kind in WEIGHING else MOST_WORDS
    words = clean_words(words)
    if not words:
        raise ValueError(_("Write something first."))
    if len(words) > most:
        raise ValueError(_("This is too long. Use %(most)s characters or fewer.") % {"most": f"{most:,}"})
    return words


def may_write(activity: Activity, live: Live) -> bool:
    """Whether people can send words of their own just now."""
    if activity.kind == Kind.NOMINAL:
        return live.step == 1
    return takes_words(activity.kind, may_add=activity.may_add)


@transaction.atomic
def say(seat: Seat, activity: Activity, *, words: str, key: str, moment: str = "") -> Item:
    """Keep what this seat says in the running activity. The same `key` from the same seat counts once.

    TooLate when it does not run; ValueError when there is nothing, or too much.
    """
    live = Live.objects.filter(activity=activity, room_id=seat.room_id).first()
    if live is None or live.stopped_at is not None or not may_write(activity, live):
        first = _said_before(seat, key)
        if first is not None:  # kept in time; only the acknowledgement was lost
            return first
        raise TooLate(_("This part of the workshop is over. You can still put it in the parking place."))
    return keep_words(seat, activity, words=words, key=key, moment=moment)


def _said_before(seat: Seat, key: str) -> Item | None:
    voice = said_in_room(seat.room.gathering, f"{seat.pk}:{key}")
    return Item.objects.filter(voice=voice).first() if voice else None


@transaction.atomic
def keep_words(
    seat: Seat, activity: Activity | None, *, words: str, key: str, moment: str = "", typed_by: Person | None = None
) -> Item:
    """Keep words of a seat as a voice, and where they belong: an activity, or (None) the parking place."""
    words = checked_words(activity, words)
    looked_at = _may_be_read_at_once(activity, seat) or typed_by is not None
    voice = record_in_room(
        seat.room.gathering,
        words=words,
        person=seat.person,
        key=f"{seat.pk}:{key}",
        source=Voice.Source.LIVE if seat.how == Seat.How.PHONE else Voice.Source.PAPER,
        typed_by=typed_by,
        held=not looked_at,
    )
    first = Item.objects.filter(voice=voice).first()
    if first is not None:
        return first
    if Item.objects.filter(activity=activity, seat=seat).count() >= MOST_EACH:
        raise ValueError(_("You have sent very much already. Please leave room for others."))
    state = Item.State.SHOWN if looked_at else Item.State.WAITING
    return _place(voice, seat.room, activity, seat=seat, state=state, moment=moment)


def _may_be_read_at_once(activity: Activity | None, seat: Seat) -> bool:
    """The parking place is on no screen, so words of somebody nobody knows would be read there by no host first."""
    return seat.person_id is not None if activity is None else not activity.approve


def _place(
    voice: Voice, room: Room, activity: Activity | None, *, seat: Seat | None, state: str, moment: str = ""
) -> Item:
    Room.objects.select_for_update().get(pk=room.pk)  # numbers are given one after the other
    if activity is None:
        item = Item.objects.create(room=room, voice=voice, seat=seat, number=0, state=state)
    else:
        top = Item.objects.filter(activity=activity).aggregate(top=Max("number"))["top"] or 0
        item = Item.objects.create(
            activity=activity,
            voice=voice,
            seat=seat,
            number=top + 1,
            order=top + 1,
            moment=clean_line(moment)[:80],
            state=state,
        )
        if activity.kind == Kind.STATEMENTS:
            make_statement_in_room(voice, shown=state == Item.State.SHOWN)
    bump(room.pk)
    return item


@transaction.atomic
def park(seat: Seat, *, words: str, key: str) -> Item:
    """For later: kept in the parking place of the room, whatever runs."""
    if seat.room.closed_at is not None:
        raise TooLate(_("This room has closed."))
    return keep_words(seat, None, words=words, key=f"park:{key}")


@transaction.atomic
def add_item(activity: Activity, *, by: Person, words: str, key: str) -> Item:
    """A host writes down something to weigh: an option, a statement, a card of a diamond."""
    must_host(by, activity.gathering.project)
    words = checked_words(activity, words)
    room = _room_of(activity)
    _must_have_place(activity)
    voice = record_in_room(
        activity.gathering,
        words=words,
        person=None,
        key=f"host:{by.pk}:{activity.pk}:{key}",
        source=Voice.Source.LIVE,
        typed_by=by,
    )
    first = Item.objects.filter(activity=activity, voice=voice).first()
    return first or _place(voice, room, activity, seat=None, state=Item.State.SHOWN)


@transaction.atomic
def add_lines(activity: Activity, lines: list[str], *, by: Person, key: str) -> int:
    """Several things to weigh at once: all of them or none. Answers how many lines there were."""
    for number, words in enumerate(lines):
        add_item(activity, by=by, words=words, key=f"{key}:{number}")
    return len(lines)


@transaction.atomic
def add_voices(activity: Activity, voices: list[Voice], *, by: Person) -> int:
    """Bring voices that were said before into an activity, to be weighed. Those there already stay. Answers how many.

    Words taken back, and words of people who do not want to be quoted, are left out.
    """
    must_host(by, activity.gathering.project)
    room, project_id = _room_of(activity), activity.gathering.project_id
    there = set(Item.objects.filter(activity=activity).values_list("voice_id", flat=True))
    namings = {
        row.person_id: row
        for row in Membership.objects.filter(project=project_id, person__in=[v.person_id for v in voices])
    }
    added, permits, aside = 0, permits_beside(voices), markers_beside(voices)
    for voice in voices:
        quiet = words_stay_inside(voice, namings.get(voice.person_id or 0), "pages", permits, aside)
        if voice.project_id != project_id or voice.pk in there or voice.taken_back_at or quiet:
            continue
        _must_have_place(activity)
        _place(voice, room, activity, seat=None, state=Item.State.SHOWN)
        added += 1
    return added


def _room_of(activity: Activity) -> Room:
    room = Room.objects.filter(gathering=activity.gathering_id).first()
    if room is None:
        raise ValueError(_("Open the room first."))
    return room


def _must_have_place(activity: Activity) -> None:
    most = MOST_ITEMS.get(activity.kind, 200)
    standing = Item.objects.filter(activity=activity, voice__taken_back_at=None)
    if standing.exclude(state=Item.State.HIDDEN).count() >= most:
        raise ValueError(_("This holds at most %(most)d things to weigh.") % {"most": most})


@transaction.atomic
def set_state(item: Item, state: str, *, by: Person) -> None:
    """Show it to everybody, or take it off this activity. What was answered to it stays.

    What people said here is not hidden like that: others do not read it only where it is set aside (`moderation`).
    """
    must_host(by, item.voice.project)
    if state not in Item.State.values:
        raise ValueError(_("Choose to show it or to hide it."))
    if state == Item.State.HIDDEN and item.seat_id is not None:
        raise ValueError(_("Somebody said this here. To keep it from others, set it aside: by which rule, and why."))
    if state == Item.State.SHOWN and item.voice_id in markers_beside([item.voice]):
        raise ValueError(_("These words are set aside. Let them come back first."))
    _put(item, state)


def _put(item: Item, state: str) -> None:
    activity = item.activity
    if activity is not None and state == Item.State.SHOWN and item.state != Item.State.SHOWN:
        _must_have_place(activity)
    Item.objects.filter(pk=item.pk).update(state=state)
    if item.seat_id is not None:  # said here; a voice brought in, or a host's own, is only taken off this activity
        hold_words(item.voice, held=state != Item.State.SHOWN)
    if activity is not None:
        if activity.kind == Kind.STATEMENTS:
            make_statement_in_room(item.voice, shown=state == Item.State.SHOWN)
        bump(_room_of(activity).pk)


@transaction.atomic
def follow_retyped(old: Voice, new: Voice) -> None:
    """A slip was mended by typing a voice again: where it was said or is weighed, the new one stands."""
    Item.objects.filter(voice=old).update(voice=new)


def forget_shown(voice: Voice, words: str) -> None:
    """Words were taken back: what phones and the screen were given with them is made anew."""
    show_anew(Item.objects.filter(voice=voice))


@transaction.atomic
def follow_set_aside(project: Project, voice_id: int) -> None:
    """Words were set aside, or came back. Whoever let them come back has looked at them: that is seen here too."""
    items = Item.objects.filter(voice=voice_id, voice__project=project).select_related("voice", "activity")
    if came_back(What.VOICE, voice_id):
        for item in items.filter(state=Item.State.WAITING):
            with suppress(ValueError):  # its activity is full by now; the voice is read all the same
                _put(item, Item.State.SHOWN)
        hold_words(Voice(pk=voice_id), held=False)
    show_anew(items)


def show_anew(items: "QuerySet[Item]") -> None:
    """What phones and the screen were given of these is made anew."""
    rows = items.values_list("room", "activity__gathering__room")
    for room in {pk for row in rows for pk in row if pk}:
        bump(room)
