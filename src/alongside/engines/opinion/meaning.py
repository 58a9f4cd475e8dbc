"""What the groups say: the statements each stands out by, what all share, what parts them, and what to ask next.

The formulas are those Polis has published; each function names its own. A tally is groups × statements × 3 counts:
disagree, pass, agree.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from alongside.engines.opinion.matrix import Floats, Ints

SURE = 1.2816  # z of a one-sided test at 90 %
MOST_TOLD = 5
Side = Literal["agree", "disagree"]
SIDES: dict[Side, int] = {"agree": 2, "disagree": 0}


@dataclass(frozen=True)
class Said:
    """A statement that a group stands out by. Shares are of those who saw it, in the group and outside it."""

    statement: int
    side: Side
    share_in: float
    share_out: float
    z: float


@dataclass(frozen=True)
class Held:
    """A statement held in common, and on which side."""

    statement: int
    side: Side
    score: float


@dataclass(frozen=True)
class Parted:
    """A statement that parts the groups: the groups that agree most and least, and their shares."""

    statement: int
    most: int
    share_most: float
    least: int
    share_least: float


def share(count: Ints, seen: Ints) -> Floats:
    """(count + 1) / (seen + 2): never surer than the few who answered allow."""
    found: Floats = (count + 1) / (seen + 2)
    return found


def sureness(count: Ints, seen: Ints) -> Floats:
    """z of the share being over one half: 2 · √(n + 1) · ((s + 1) / (n + 1) − ½)."""
    found: Floats = 2 * np.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)
    return found


def difference(count: Ints, seen: Ints, count_out: Ints, seen_out: Ints) -> Floats:
    """z of two shares being different, with 1 added to every count; 0 where both are all or nothing."""
    s, n, t, m = count + 1.0, seen + 1.0, count_out + 1.0, seen_out + 1.0
    together = (s + t) / (n + m)
    error = np.sqrt(np.maximum(together * (1 - together), 0) * (1 / n + 1 / m))
    return np.where(error > 0, (s / n - t / m) / np.where(error > 0, error, 1), 0.0)


def told_by(group: int, counts: Ints, ids: Ints, *, least: int) -> tuple[Said, ...]:
    """At most five statements the group stands out by, most telling first: both z over 1.2816, by ra · z · pa · z.

    `least`: how many of the group must have seen a statement before it is told.
    """
    inside, outside = counts[group], counts.sum(axis=0) - counts[group]
    seen, seen_out = inside.sum(axis=1), outside.sum(axis=1)
    found = list[tuple[float, Said]]()
    for side, at in SIDES.items():
        share_in, share_out = share(inside[:, at], seen), share(outside[:, at], seen_out)
        sure = sureness(inside[:, at], seen)
        apart = difference(inside[:, at], seen, outside[:, at], seen_out)
        weight = share_in / share_out * apart * share_in * sure
        for j in np.flatnonzero((sure > SURE) & (apart > SURE) & (seen >= least)).tolist():
            said = Said(int(ids[j]), side, float(share_in[j]), float(share_out[j]), float(apart[j]))
            found.append((float(weight[j]), said))
    found.sort(key=lambda one: (-one[0], one[1].statement))
    return tuple(said for _, said in found[:MOST_TOLD])


def shared(counts: Ints, ids: Ints, *, least: int) -> tuple[Held, ...]:
    """What every group holds, best first: in each group over one half (z > 1.2816), by the product of their shares.

    With one group alone this is the overall consensus: share over one half, z > 1.2816, by share · z. `least`: how many
    of each group must have seen it. (By z alone a single answer would be enough, and would tell what that person said.)
    """
    seen = counts.sum(axis=2)
    found = list[Held]()
    for side, at in SIDES.items():
        shares, sure = share(counts[:, :, at], seen), sureness(counts[:, :, at], seen)
        score = shares.prod(axis=0) if len(counts) > 1 else shares[0] * sure[0]
        holds = ((shares > 0.5) & (sure > SURE) & (seen >= least)).all(axis=0)
        found += [Held(int(ids[j]), side, float(score[j])) for j in np.flatnonzero(holds).tolist()]
    return tuple(sorted(found, key=lambda one: (-one.score, one.statement)))


def divides(counts: Ints, ids: Ints, *, least: int) -> tuple[Parted, ...]:
    """At most five statements on which two groups' shares of agreement lie furthest apart (z > 1.2816), widest first.

    Only groups of which at least `least` people saw the statement are compared.
    """
    if len(counts) < 2:
        return ()
    agrees, seen = counts[:, :, 2], counts.sum(axis=2)
    shares, enough = share(agrees, seen), seen >= least
    most = np.where(enough, shares, -1.0).argmax(axis=0)
    fewest = np.where(enough, shares, 2.0).argmin(axis=0)
    j = np.arange(len(ids))
    apart = difference(agrees[most, j], seen[most, j], agrees[fewest, j], seen[fewest, j])
    wide = np.where((enough.sum(axis=0) > 1) & (apart > SURE), shares[most, j] - shares[fewest, j], 0.0)
    order = sorted(np.flatnonzero(wide > 0).tolist(), key=lambda at: (-wide[at], ids[at]))[:MOST_TOLD]
    return tuple(
        Parted(int(ids[at]), int(most[at]), float(shares[most[at], at]), int(fewest[at]), float(shares[fewest[at], at]))
        for at in order
    )


def priority(counts: Ints, axes: Floats, means: Floats) -> Floats:
    """How much an answer to each statement would teach now, from everybody's tally m × 3. The highest is shown next.

    [(1 − (P+1)/(S+2)) · (E+1) · (A+1)/(S+2) · (1 + 8·2^(−S/5))]², where E is how far out somebody would stand who only
    agreed with this statement. P passes, A agrees, S seen.
    """
    seen = counts.sum(axis=1)
    far = np.sqrt(len(axes)) * (1 - means) * np.linalg.norm(axes, axis=1)
    new = 1 + 8 * 2.0 ** (-seen / 5)
    found: Floats = ((1 - share(counts[:, 1], seen)) * (far + 1) * share(counts[:, 2], seen) * new) ** 2
    return found
