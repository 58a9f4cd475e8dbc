"""A landscape as it is stored: numbers of statements and counts, no person, no words. Pure: values in, values out."""

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from alongside.engines.opinion import Answers
from alongside.engines.opinion import Landscape as Found

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.integer]
ENOUGH = 7  # answers, before somebody is drawn
MOST_DOTS = 600
JITTER = 0.03  # of the picture's half width
EDGE = 1.12  # nobody is drawn further out
Counts = tuple[int, int, int]  # disagree, pass, agree


@dataclass(frozen=True)
class Said:
    """A statement that a group stands out by."""

    statement: int
    side: str
    share_in: float
    share_out: float
    z: float


@dataclass(frozen=True)
class Group:
    size: int
    centre: tuple[float, float]
    said: tuple[Said, ...]
    counts: tuple[Counts, ...]  # in the order of `Result.statements`


@dataclass(frozen=True)
class Held:
    statement: int
    side: str
    score: float


@dataclass(frozen=True)
class Parted:
    statement: int
    most: int
    least: int


@dataclass(frozen=True)
class Result:
    """What a page shows of a landscape.

    `dots`: (x, y, group or -1) with everybody moved a little, each for about `per_dot` people. `scale`: from the
    engine's places to the picture's. `axes`: one pair a statement.
    """

    statements: tuple[int, ...] = ()
    counts: tuple[Counts, ...] = ()
    axes: tuple[tuple[float, float], ...] = ()
    groups: tuple[Group, ...] = ()
    shared: tuple[Held, ...] = ()
    parted: tuple[Parted, ...] = ()
    dots: tuple[tuple[float, float, int], ...] = ()
    per_dot: float = 1.0
    scale: float = 1.0
    stability: float = 0.0
    explained: tuple[float, float] = (0.0, 0.0)
    why: tuple[str, ...] = ()
    places: dict[int, int] = field(default_factory=dict, compare=False)  # statement: its place in the lists

    def of(self, statement: int) -> Counts:
        """Everybody's answers to a statement; nothing where it was not among them."""
        at = self.places.get(statement)
        return (0, 0, 0) if at is None else self.counts[at]

    def of_group(self, group: int, statement: int) -> Counts:
        at = self.places.get(statement)
        return (0, 0, 0) if at is None else self.groups[group].counts[at]


def packed(found: Found, answers: Answers, *, key: int) -> dict[str, Any]:
    """The engine's landscape as JSON. `key`: secret of the installation, by which dots are moved always alike."""
    enough = answers.each >= min(ENOUGH, answers.statements.size)
    rows = np.flatnonzero(enough & (answers.each > 0) | (found.people.groups >= 0))
    scale = _scale(found, rows)
    result = Result(
        statements=tuple(found.counts.statements.tolist()),
        counts=_triples(found.counts.overall),
        axes=tuple((round(x, 6), round(y, 6)) for x, y in found.directions.axes.tolist()),
        groups=_groups(found),
        shared=tuple(Held(one.statement, one.side, round(one.score, 4)) for one in found.shared),
        parted=tuple(Parted(one.statement, one.most, one.least) for one in found.divides),
        dots=_dots(found, rows, scale, key) if _may_draw(found) else (),
        per_dot=round(max(1.0, rows.size / MOST_DOTS), 2),
        scale=scale,
        stability=round(found.stability, 3),
        explained=(round(found.explained[0], 4), round(found.explained[1], 4)),
        why=found.why,
    )
    told = asdict(result)
    del told["places"]
    return told


def unpacked(told: dict[str, Any]) -> Result:
    """What `packed` made, read back."""
    groups = tuple(
        Group(
            one["size"],
            (one["centre"][0], one["centre"][1]),
            tuple(Said(**said) for said in one["said"]),
            _as_triples(one["counts"]),
        )
        for one in told["groups"]
    )
    return Result(
        statements=tuple(told["statements"]),
        counts=_as_triples(told["counts"]),
        axes=tuple((x, y) for x, y in told["axes"]),
        groups=groups,
        shared=tuple(Held(**one) for one in told["shared"]),
        parted=tuple(Parted(**one) for one in told["parted"]),
        dots=_as_triples(told["dots"]),
        per_dot=told["per_dot"],
        scale=told["scale"],
        stability=told["stability"],
        explained=(told["explained"][0], told["explained"][1]),
        why=tuple(told["why"]),
        places={statement: at for at, statement in enumerate(told["statements"])},
    )


def _as_triples(rows: Any) -> tuple[Any, ...]:
    return tuple((a, b, c) for a, b, c in rows)


def _triples(counts: Ints) -> tuple[Counts, ...]:
    return _as_triples(counts.tolist())


def _may_draw(found: Found) -> bool:
    """A picture of a few people would be a picture of each of them."""
    return not {"too_few_people", "too_few_statements", "all_alike"} & set(found.why)


def _groups(found: Found) -> tuple[Group, ...]:
    points = np.stack([found.people.x, found.people.y], axis=1)
    return tuple(
        Group(
            group.size,
            _pair(points[found.people.groups == group.id].mean(axis=0)),
            tuple(
                Said(one.statement, one.side, round(one.share_in, 3), round(one.share_out, 3), round(one.z, 2))
                for one in group.statements
            ),
            _triples(found.counts.by_group[at]),
        )
        for at, group in enumerate(found.groups)
    )


def _pair(place: Floats) -> tuple[float, float]:
    return round(float(place[0]), 6), round(float(place[1]), 6)


def _scale(found: Found, rows: Ints) -> float:
    """So that all but a few who stand far out come within 1 of the middle."""
    if not rows.size:
        return 1.0
    away = float(np.quantile(np.hypot(found.people.x[rows], found.people.y[rows]), 0.97))
    return 1.0 / away if away > 0 else 1.0


def _dots(found: Found, rows: Ints, scale: float, key: int) -> tuple[tuple[float, float, int], ...]:
    ids = found.people.ids[rows]
    if rows.size > MOST_DOTS:  # always the same people, as far as they are still there
        chosen = np.sort(np.argsort(_noise(ids, key + 2), kind="stable")[:MOST_DOTS])
        rows, ids = rows[chosen], ids[chosen]
    x, y = drawn_at(found.people.x[rows], found.people.y[rows], ids, scale=scale, key=key)
    dots = zip(x.tolist(), y.tolist(), found.people.groups[rows].tolist(), strict=True)
    return tuple(sorted((round(x, 3), round(y, 3), int(group)) for x, y, group in dots))


def drawn_at(x: Floats, y: Floats, ids: Ints, *, scale: float, key: int) -> tuple[Floats, Floats]:
    """Where participants are drawn: within EDGE of the middle, moved a little, always alike for one participant.

    So nobody can be found by working out a place from known answers, nor by looking many times.
    """
    away = np.maximum(np.hypot(x, y) * scale / EDGE, 1.0)
    turn, far = _noise(ids, key) * 2 * np.pi, JITTER * np.sqrt(_noise(ids, key + 1))
    return x * scale / away + far * np.cos(turn), y * scale / away + far * np.sin(turn)


def _noise(ids: Ints, key: int) -> Floats:
    """A number from 0 to 1 for each id. Source of the mixing: splitmix64 (Steele, Lea and Flood 2014)."""
    mixed = ids.astype(np.uint64) + np.uint64(key & (2**64 - 1))
    mixed = mixed * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Floats = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2**53
    return found


def place_of(result: Result, own: dict[int, int]) -> tuple[float, float] | None:
    """Where somebody with these answers (statement: value) stands, in the engine's places; None without answers."""
    at = [result.places[statement] for statement in own if statement in result.places]
    if not at:
        return None
    counts = np.array(result.counts, float)[at]
    means = (counts[:, 2] - counts[:, 0]) / np.maximum(counts.sum(axis=1), 1)
    values = np.array([own[result.statements[one]] for one in at], float)
    pull = (values - means) @ np.array(result.axes)[at]
    found = pull * np.sqrt(len(result.statements) / len(at))
    return float(found[0]), float(found[1])


def nearest_group(result: Result, place: tuple[float, float]) -> int | None:
    """The group whose middle is nearest; None where there are no groups."""
    away = [np.hypot(place[0] - group.centre[0], place[1] - group.centre[1]) for group in result.groups]
    return int(np.argmin(away)) if away else None
