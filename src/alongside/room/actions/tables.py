"""Small groups: made, begun, repaired while they run, and ended."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.engines.seating import SWEEPS, VERSION, CannotSeat, Seating, repair, seat
from alongside.gatherings.models import Room, Seat
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.room.actions.leading import bump
from alongside.room.models import SeatingPlan, SeatWish, TablePlace
from alongside.room.queries.tables import guests_of, label_of, pairs_of, seating_of, seats_to_place

MOST_ROUNDS, LEAST_AT_TABLE, MOST_AT_TABLE, MOST_SEATED = 10, 2, 20, 600
MOST_WORK = 6_000_000  # people by people by rounds by sweeps: some seconds


def _sentence(problem: CannotSeat, seats: list[Seat]) -> str:
    """Why the wishes cannot all be kept, with the seats' numbers."""
    labels = {one.pk: label_of(one) for one in seats}
    who = ", ".join(labels[pk] for pk in problem.people if pk in labels)
    sentences = {
        "nothing": _("Nobody is here yet."),
        "too_many_tables": _("There are more tables than people."),
        "no_such_table": _("There is no table with this number."),
        "together_too_many": _("These are more than one table holds, and are to sit together: %(who)s."),
        "together_at_two_tables": _("These are to sit together, but at different tables: %(who)s."),
        "together_and_apart": _("Among these are two that are to sit together and apart: %(who)s."),
        "table_too_small": _("More people are to sit at one table than it holds: %(who)s."),
    }
    return sentences[problem.why] % {"who": who}


def _locked(room: Room, by: Person) -> Room:
    must_host(by, room.gathering.project)
    return Room.objects.select_for_update().select_related("gathering__project").get(pk=room.pk)


def _note(room: Room, by: Person, count: int) -> None:
    gathering = room.gathering
    note_step("tables.planned", subject=gathering, project_id=gathering.project_id, actor=by, count=count)
    bump(room.pk)


def make_plan(room: Room, *, by: Person, rounds: int, per_table: int) -> SeatingPlan:
    """Seat everybody who is here for so many rounds, about so many at a table. An earlier plan ends.

    Many people take seconds to seat. That is done before anything is locked: else answers of phones would wait for it.
    """
    must_host(by, room.gathering.project)
    if not 1 <= rounds <= MOST_ROUNDS:
        raise ValueError(_("Choose from 1 to %(most)d rounds.") % {"most": MOST_ROUNDS})
    if not LEAST_AT_TABLE <= per_table <= MOST_AT_TABLE:
        raise ValueError(_("Choose from 2 to 20 people at a table."))
    seats = seats_to_place(room)
    if not 2 <= len(seats) <= MOST_SEATED:
        raise ValueError(_("Small groups are for 2 to %(most)d people who are here.") % {"most": MOST_SEATED})
    plan = SeatingPlan(
        room=room, made_by=by, per_table=per_table, rounds=rounds, seed=room.pk * 1000 + len(seats), engine=VERSION
    )
    seating = _seat(plan, seats, [])
    with transaction.atomic():
        room = _locked(room, by)
        _end(SeatingPlan.objects.filter(room=room))
        plan.save()
        _keep(plan, seating)
        _note(room, by, len(seats))
    return plan


def _end(plans: "QuerySet[SeatingPlan]") -> None:
    plans.filter(ended_at=None).update(ended_at=timezone.now())


def _sweeps(seats: list[Seat], rounds: int) -> int:
    """How long to look for something better: with very many people less, who meet others anyway."""
    return max(2, min(SWEEPS, MOST_WORK // max(1, len(seats) ** 2 * rounds)))


def _seat(plan: SeatingPlan, seats: list[Seat], wishes: list[SeatWish]) -> Seating:
    tables = max(1, round(len(seats) / plan.per_table))
    try:
        return seat(
            guests_of(seats, wishes),
            rounds=plan.rounds,
            tables=tables,
            together=pairs_of(wishes, SeatWish.Kind.TOGETHER),
            apart=pairs_of(wishes, SeatWish.Kind.APART),
            seed=plan.seed,
            sweeps=_sweeps(seats, plan.rounds),
        )
    except CannotSeat as problem:
        raise ValueError(_sentence(problem, seats)) from None


def _keep(plan: SeatingPlan, seating: Seating) -> None:
    TablePlace.objects.filter(plan=plan).delete()
    TablePlace.objects.bulk_create(
        TablePlace(plan=plan, round=number, table=table, seat_id=person)
        for number, seated in enumerate(seating.rounds, 1)
        for person, table in sorted(seated.items())
    )


def _again(plan: SeatingPlan, wishes: list[SeatWish]) -> Seating:
    """What has not begun, worked out again with these wishes; what runs is repaired. Nothing is kept yet."""
    seats = seats_to_place(plan.room)
    if not plan.round_now:
        return _seat(plan, seats, wishes)
    try:
        return repair(
            seating_of(plan),
            guests_of(seats, wishes),
            now=plan.round_now,
            together=pairs_of(wishes, SeatWish.Kind.TOGETHER),
            apart=pairs_of(wishes, SeatWish.Kind.APART),
            seed=plan.seed,
            sweeps=_sweeps(seats, plan.rounds),
        )
    except CannotSeat as problem:
        raise ValueError(_sentence(problem, seats)) from None


def _state(plan: SeatingPlan) -> tuple[object, ...]:
    """All that a plan is worked out again from."""
    fresh = SeatingPlan.objects.get(pk=plan.pk)
    wishes = plan.wishes.order_by("pk").values_list("pk", flat=True)
    places = TablePlace.objects.filter(plan=plan).values_list("round", "table", "seat_id")
    return fresh.round_now, fresh.ended_at, tuple(wishes), frozenset(places)


def _still(plan: SeatingPlan, before: tuple[object, ...], by: Person) -> Room:
    """The room, locked, if the plan is as it was before it was worked out again. ValueError when it is not."""
    room = _locked(plan.room, by)
    if _state(plan) != before:
        raise ValueError(_("Somebody else has just changed the small groups. Look at them, then try again."))
    return room


def _fresh(plan: SeatingPlan, by: Person) -> tuple[SeatingPlan, tuple[object, ...]]:
    """The plan as it is now, for a host."""
    must_host(by, plan.room.gathering.project)
    before = _state(plan)
    return SeatingPlan.objects.select_related("room__gathering__project").get(pk=plan.pk), before


def fit_in(plan: SeatingPlan, *, by: Person) -> None:
    """Those who came late get a place, those who left are taken out; the fewest move in the round that runs."""
    plan, before = _fresh(plan, by)
    seating = _again(plan, list(plan.wishes.all()))
    with transaction.atomic():
        room = _still(plan, before, by)
        _keep(plan, seating)
        _note(room, by, TablePlace.objects.filter(plan=plan, round=max(plan.round_now, 1)).count())


def add_wish(
    plan: SeatingPlan, *, by: Person, kind: str, who: Seat, other: Seat | None = None, table: int | None = None
) -> SeatWish:
    """Two sit together or apart, or one sits at a table. Rounds that have not begun follow it at once."""
    plan, before = _fresh(plan, by)
    if kind not in SeatWish.Kind.values or {who.room_id, (other or who).room_id} != {plan.room_id}:
        raise ValueError(_("Choose who, and what they wish."))
    if kind == SeatWish.Kind.TABLE and not table:
        raise ValueError(_("Say which table."))
    if kind != SeatWish.Kind.TABLE and (other is None or other.pk == who.pk):
        raise ValueError(_("Say with whom."))
    is_table = kind == SeatWish.Kind.TABLE
    wish = SeatWish(
        plan=plan, kind=kind, seat=who, other=None if is_table else other, table=table if is_table else None
    )
    seating = _again(plan, [*plan.wishes.all(), wish])
    with transaction.atomic():
        room = _still(plan, before, by)
        wish.save()
        _keep(plan, seating)
        _note(room, by, 1)
    return wish


def drop_wish(plan: SeatingPlan, wish_id: int, *, by: Person) -> None:
    """This wish counts no more."""
    plan, before = _fresh(plan, by)
    seating = _again(plan, list(plan.wishes.exclude(pk=wish_id)))
    with transaction.atomic():
        room = _still(plan, before, by)
        SeatWish.objects.filter(plan=plan, pk=wish_id).delete()
        _keep(plan, seating)
        bump(room.pk)


@transaction.atomic
def move_seat(plan: SeatingPlan, who: Seat, *, by: Person, round_number: int, table: int) -> None:
    """By hand: this seat sits there in this round."""
    room = _locked(plan.room, by)
    tables = {place.table for place in TablePlace.objects.filter(plan=plan, round=round_number)}
    if table not in tables:
        raise ValueError(_("There is no table with this number."))
    TablePlace.objects.filter(plan=plan, round=round_number, seat=who).update(table=table)
    bump(room.pk)


@transaction.atomic
def go_to_round(plan: SeatingPlan, *, by: Person, round_number: int) -> None:
    """This round begins: phones and the big screen say who sits where. 0: nobody sits in small groups."""
    room = _locked(plan.room, by)
    if not 0 <= round_number <= plan.rounds:
        raise ValueError(_("There is no such round."))
    SeatingPlan.objects.filter(pk=plan.pk).update(round_now=round_number)
    bump(room.pk)


@transaction.atomic
def end_plan(plan: SeatingPlan, *, by: Person) -> None:
    """No small groups any more; the plan is kept."""
    room = _locked(plan.room, by)
    _end(SeatingPlan.objects.filter(pk=plan.pk))
    bump(room.pk)
