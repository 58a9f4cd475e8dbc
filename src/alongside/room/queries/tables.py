"""Small groups: who sits where, in which round, and how well it mixes."""

from dataclasses import dataclass

from alongside.engines.seating import Guest, Seating, meetings
from alongside.gatherings.models import Room, Seat
from alongside.room.models import SeatingPlan, SeatWish, TablePlace


def plan_of(room: Room) -> SeatingPlan | None:
    """The plan in force."""
    return SeatingPlan.objects.filter(room=room, ended_at=None).order_by("-pk").first()


def seats_to_place(room: Room) -> list[Seat]:
    """Everybody who is with us but hosts: phones and paper. Those away for a moment are with us."""
    rows = Seat.objects.filter(room=room, left_at=None, is_host=False, flagged_at=None)
    return list(rows.select_related("person").order_by("how", "number"))


def label_of(seat: Seat) -> str:
    """What stands on the table plan: 12 for a phone, P3 for a sheet of paper."""
    return f"P{seat.number}" if seat.how == Seat.How.PAPER else str(seat.number)


def guests_of(seats: list[Seat], wishes: list[SeatWish]) -> list[Guest]:
    tables = {wish.seat_id: wish.table for wish in wishes if wish.kind == SeatWish.Kind.TABLE}
    return [Guest(seat.pk, {"side": seat.side} if seat.side else {}, tables.get(seat.pk)) for seat in seats]


def pairs_of(wishes: list[SeatWish], kind: str) -> list[tuple[int, int]]:
    return [(wish.seat_id, wish.other_id) for wish in wishes if wish.kind == kind and wish.other_id]


def seating_of(plan: SeatingPlan) -> Seating:
    """The plan as the engine knows it."""
    rounds: list[dict[int, int]] = [{} for _round in range(plan.rounds)]
    for number, table, seat in TablePlace.objects.filter(plan=plan).values_list("round", "table", "seat_id"):
        rounds[number - 1][seat] = table
    tables = max((table for seated in rounds for table in seated.values()), default=1)
    return Seating(tuple(rounds), tables, *meetings(rounds), (), plan.seed)


@dataclass(frozen=True)
class TableRound:
    """One round: for each table the labels of who sits there."""

    number: int
    tables: list[tuple[int, list[TablePlace]]]


@dataclass(frozen=True)
class PlanShown:
    """`fewest` and `most`: how many different people somebody meets; `met` of `could_meet` pairs in all."""

    plan: SeatingPlan
    rounds: list[TableRound]
    met: int
    could_meet: int
    fewest: int
    most: int
    waiting: int
    gone: int


def show_plan(plan: SeatingPlan) -> PlanShown:
    """All of a plan in three queries."""
    places = list(TablePlace.objects.filter(plan=plan).select_related("seat__person").order_by("round", "table", "pk"))
    rounds: dict[int, dict[int, list[TablePlace]]] = {number: {} for number in range(1, plan.rounds + 1)}
    for place in places:
        rounds[place.round].setdefault(place.table, []).append(place)
    seating = seating_of(plan)
    everybody = {place.seat_id for place in places}
    met = [seating.people_met(seat) for seat in everybody]
    here = {seat.pk for seat in seats_to_place(plan.room)}
    now = seating.rounds[max(plan.round_now, 1) - 1].keys()
    return PlanShown(
        plan,
        [TableRound(number, sorted(tables.items())) for number, tables in rounds.items()],
        seating.met,
        seating.could_meet,
        min(met, default=0),
        max(met, default=0),
        waiting=len(here - now),
        gone=len(now - here),
    )


def table_of(seat: Seat) -> TablePlace | None:
    """Where this seat sits in the round that runs; None when no small groups meet."""
    plan = plan_of(seat.room)
    if plan is None or not plan.round_now:
        return None
    return TablePlace.objects.filter(plan=plan, round=plan.round_now, seat=seat).first()


def tables_now(room: Room) -> TableRound | None:
    """Who sits where in the round that runs, for the big screen."""
    plan = plan_of(room)
    if plan is None or not plan.round_now:
        return None
    places = TablePlace.objects.filter(plan=plan, round=plan.round_now).select_related("seat").order_by("table", "pk")
    tables: dict[int, list[TablePlace]] = {}
    for place in places:
        tables.setdefault(place.table, []).append(place)
    return TableRound(plan.round_now, sorted(tables.items()))
