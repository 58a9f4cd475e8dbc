"""Who is in the room: taking a seat, with or without a card, being quiet, leaving."""

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.actions import came
from alongside.gatherings.models import Room, Seat
from alongside.kit.limits import allow
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host
from alongside.room.actions.carrying import carry_seat
from alongside.room.actions.leading import bump
from alongside.voices.actions import own_voices
from alongside.voices.models import Voice

# A whole workshop sits behind one address. More than that in ten minutes is counted apart; far more is refused.
MANY, TOO_MANY, WINDOW = 250, 2500, 600
MOST_SEATS = 6000
CROWD, FAST = "crowd", "fast"


class RoomIsFull(ValueError):
    """Nobody more can join just now."""


def _next_number(room: Room, how: str) -> int:
    return (Seat.objects.filter(room=room, how=how).aggregate(top=Max("number"))["top"] or 0) + 1


def _must_be_open(room: Room) -> None:
    if room.closed_at is not None:
        raise ValueError(_("This room has closed."))


def take_seat(room: Room, *, person: Person | None, address: str) -> Seat:
    """Sit down in an open room. Somebody with a card has one seat, however often they come; they are noted as here."""
    _must_be_open(room)
    if person is not None:
        mine = Seat.objects.filter(room=room, person=person, how=Seat.How.PHONE).first()
        if mine is not None:
            return mine
    key = f"{room.pk}:{address}"
    if not allow("room-join", key, most=TOO_MANY, seconds=WINDOW):
        raise RoomIsFull(_("Very many phones have joined from here. Please wait ten minutes, or ask a host."))
    is_crowd = not allow("room-crowd", key, most=MANY, seconds=WINDOW)
    for _try in range(50):  # many sit down at once: the number is taken again
        try:
            with transaction.atomic():
                return _sit(room, person, CROWD if is_crowd else "")
        except IntegrityError:
            if person is not None and Seat.objects.filter(room=room, person=person, how=Seat.How.PHONE).exists():
                return Seat.objects.get(room=room, person=person, how=Seat.How.PHONE)
    raise RoomIsFull(_("Very many people are joining just now. Please try again."))


def _sit(room: Room, person: Person | None, flag: str) -> Seat:
    """Flagged seats and the others are full each by themselves: a script that fills a room leaves places for people."""
    alike = Q(flagged_at__isnull=not flag)
    seated = Seat.objects.filter(room=room, how=Seat.How.PHONE).aggregate(
        top=Max("number"), n=Count("pk", filter=alike)
    )
    if seated["n"] >= MOST_SEATS:
        raise RoomIsFull(_("This room is full."))
    number = (seated["top"] or 0) + 1
    seat = Seat(room=room, number=number, flagged_why=flag, flagged_at=timezone.now() if flag else None)
    if person is not None:
        _belongs_to(seat, person)
    seat.save()
    if person is not None:
        came(room.gathering, person)
    return seat


def _belongs_to(seat: Seat, person: Person) -> None:
    project = seat.room.gathering.project
    membership = Membership.objects.filter(project=project, person=person, left_at=None).first()
    seat.person, seat.side = person, membership.side if membership else ""
    seat.is_host = bool(may_host(person, project))


@transaction.atomic
def claim_seat(seat: Seat, person: Person) -> Seat:
    """The one who sits here shows a card: what was said from this seat is theirs from now on, and answered to them.

    Who has a seat in this room already sits there again; what this phone said goes with them.
    """
    seat = Seat.objects.select_for_update().select_related("room__gathering__project").get(pk=seat.pk)
    if seat.person_id == person.pk:
        return seat
    if seat.person_id is not None:
        raise ValueError(_("Somebody else uses this phone with their card. Leave the room first, then join again."))
    own_voices(Voice.objects.filter(items__seat=seat), person)
    other = Seat.objects.filter(room=seat.room, person=person, how=Seat.How.PHONE).first()
    if other is None:
        _belongs_to(seat, person)
        seat.save(update_fields=["person", "side", "is_host"])
    carry_seat(seat, person)
    came(seat.room.gathering, person)
    return other or seat


@transaction.atomic
def be_quiet(seat: Seat, quiet: bool) -> None:
    """Here, and in peace for now. The host sees how many, never who."""
    Seat.objects.filter(pk=seat.pk).update(is_quiet=quiet)


@transaction.atomic
def leave_seat(seat: Seat) -> None:
    """Going home. Nothing that was said goes with it."""
    Seat.objects.filter(pk=seat.pk, left_at=None).update(left_at=timezone.now())


def still_here(seat_ids: list[int]) -> None:
    """Note that these phones are with us; also those that had gone and came back."""
    Seat.objects.filter(pk__in=seat_ids).update(seen_at=timezone.now(), left_at=None)


@transaction.atomic
def add_paper_seats(room: Room, numbers: list[int]) -> dict[int, Seat]:
    """The seats of these numbered sheets, made where they are new."""
    there = {seat.number: seat for seat in Seat.objects.filter(room=room, how=Seat.How.PAPER, number__in=numbers)}
    fresh = [Seat(room=room, number=n, how=Seat.How.PAPER) for n in dict.fromkeys(numbers) if n not in there]
    return there | {seat.number: seat for seat in Seat.objects.bulk_create(fresh)}


@transaction.atomic
def add_somebody_on_paper(room: Room, *, by: Person) -> Seat:
    """A seat for somebody without a phone, so that they are counted and have a place at a table."""
    must_host(by, room.gathering.project)
    _must_be_open(room)
    Room.objects.select_for_update().get(pk=room.pk)
    number = _next_number(room, Seat.How.PAPER)
    return add_paper_seats(room, [number])[number]


@transaction.atomic
def flag_seat(seat_id: int, why: str) -> None:
    """This seat behaves like a script: counted apart from now on. Nothing of it is deleted."""
    seats = Seat.objects.filter(pk=seat_id, flagged_at=None)
    if seats.update(flagged_at=timezone.now(), flagged_why=why):
        bump(Seat.objects.values_list("room_id", flat=True).get(pk=seat_id))


@transaction.atomic
def clear_flags(room: Room, why: str, *, by: Person) -> int:
    """A host knows them: they are people. Answers how many seats."""
    must_host(by, room.gathering.project)
    if why not in {CROWD, FAST}:
        raise ValueError(_("Choose which phones count like all others."))
    cleared = Seat.objects.filter(room=room, flagged_why=why).exclude(flagged_at=None).update(flagged_at=None)
    note_step(
        "room.flags_cleared", subject=room.gathering, project_id=room.gathering.project_id, actor=by, count=cleared
    )
    bump(room.pk)
    return cleared


@transaction.atomic
def let_go_of_seats(project: Project, person: Person) -> int:
    """The person's seats in this project's rooms are nobody's from now on. `ethics` asked who may. Answers how many."""
    rows = Seat.objects.filter(person=person, room__gathering__project=project)
    return rows.update(person=None)
