"""Drawing a trail: boxes in columns from left to right, or one under the other, joined by twin lines.

Values in, values out, and the same drawing for the same values. Lengths are in SVG units.
"""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

LETTER = 7.6  # an average letter at 15 units, a little generously
LINE, PAD, SMALL = 19, 12, 17
BOX, LEAST_BOX, GAP_X, GAP_Y, MARGIN = 146, 118, 26, 22, 8
PAGE = 1024  # six columns fit at full size, seven in narrower boxes; more are scrolled
BEND = 14  # the room a line needs where it passes a column
NARROW, GUTTER, LANE = 308, 49, 9
SWEEPS = 6


@dataclass(frozen=True)
class Node:
    """`stage` orders the columns; `mark` is a word that says of what kind the box is."""

    id: str
    stage: int
    label: str
    detail: str = ""
    url: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Edge:
    from_id: str
    to_id: str
    kind: str = ""


@dataclass(frozen=True)
class Line:
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    node: Node
    x: float
    y: float
    width: float
    height: float
    label: tuple[Line, ...]
    detail: tuple[Line, ...]


@dataclass(frozen=True)
class Path:
    """One edge: two strokes alongside each other. `start` and `end` are the points on the boxes' rims."""

    edge: Edge
    first: str
    second: str
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    width: float
    height: float
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]


def wrap(text: str, width: float, most: int) -> list[str]:
    """The text in lines that fit, by estimated width; what does not fit ends in an ellipsis."""
    room = max(int(width / LETTER), 4)
    lines: list[str] = []
    for word in text.split():
        while len(word) > room:
            cut, word = word[: room - 1] + "-", word[room - 1 :]
            lines.append(cut)
        if lines and not lines[-1].endswith("-") and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        last = lines[most - 1]
        if len(last) == room:  # the ellipsis needs its place: a whole word goes, where there are several
            last = last.rpartition(" ")[0] or last[:-1]
        lines = [*lines[: most - 1], last + "…"]
    return lines


def lay_out(nodes: Sequence[Node], edges: Sequence[Edge], *, narrow: bool = False) -> Drawing:
    """All boxes and lines. Edges that name no node, that run back or stand still are left out.

    Wide: a column for each stage, lines around the boxes between. Narrow: 308 units wide, boxes in one column.
    """
    stages = {node.id: node.stage for node in nodes}
    kept = [e for e in dict.fromkeys(edges) if e.from_id in stages and e.to_id in stages]
    kept = [e for e in kept if stages[e.from_id] < stages[e.to_id]]
    rows = list({node.id: node for node in nodes}.values())
    return _narrow(rows, kept) if narrow else _wide(rows, kept)


def _box(node: Node, x: float, y: float, width: float) -> Box:
    inner = width - 2 * PAD - 6
    label = wrap(node.label, inner, 5)
    detail = wrap(node.detail, inner * 1.1, 3)
    top = y + PAD + 13
    lines = tuple(Line(text, x + PAD + 6, top + LINE * i) for i, text in enumerate(label))
    under = top + LINE * len(label)
    more = tuple(Line(text, x + PAD + 6, under + SMALL * i) for i, text in enumerate(detail))
    height = 2 * PAD + LINE * len(label) + SMALL * len(detail)
    return Box(node, x, y, width, height, lines, more)


# --- wide: layers from left to right -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Chain:
    """An edge with the bends that lead it past the columns between its ends."""

    edge: Edge
    stops: tuple[str, ...]


def _layers(rows: list[Node], edges: list[Edge]) -> tuple[list[list[str]], list[_Chain]]:
    ranks = {stage: rank for rank, stage in enumerate(sorted({node.stage for node in rows}))}
    layers: list[list[str]] = [[] for _ in ranks]
    rank_of = {node.id: ranks[node.stage] for node in rows}
    for node in rows:
        layers[rank_of[node.id]].append(node.id)
    chains = []
    for number, edge in enumerate(edges):
        bends = []
        for rank in range(rank_of[edge.from_id] + 1, rank_of[edge.to_id]):
            bends.append(f"\0{number}.{rank}")
            layers[rank].append(bends[-1])
        chains.append(_Chain(edge, (edge.from_id, *bends, edge.to_id)))
    return layers, chains


def _uncross(layers: list[list[str]], chains: list[_Chain]) -> None:
    """Order each layer by the middle of its neighbours, to and fro, so that few lines cross."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for chain in chains:
        for one, two in zip(chain.stops, chain.stops[1:], strict=False):
            after[one].append(two)
            before[two].append(one)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        beside = before if forth else after
        pairs = list(itertools.pairwise(layers))
        for left, right in pairs if forth else reversed(pairs):
            fixed, moved = (left, right) if forth else (right, left)
            _sort_by_middle(moved, fixed, beside)


def _sort_by_middle(moved: list[str], fixed: list[str], beside: dict[str, list[str]]) -> None:
    place = {name: i / max(len(fixed) - 1, 1) for i, name in enumerate(fixed)}
    own = {name: i / max(len(moved) - 1, 1) for i, name in enumerate(moved)}

    def middle(name: str) -> float:
        found = [place[other] for other in beside[name] if other in place]
        return sum(found) / len(found) if found else own[name]

    moved.sort(key=middle)


def _wide(rows: list[Node], edges: list[Edge]) -> Drawing:
    by_id = {node.id: node for node in rows}
    layers, chains = _layers(rows, edges)
    _uncross(layers, chains)
    room = (PAGE - 2 * MARGIN + GAP_X) // max(len(layers), 1) - GAP_X
    wide = max(LEAST_BOX, min(BOX, room))
    heights = {
        name: _box(by_id[name], 0, 0, wide).height if name in by_id else BEND for layer in layers for name in layer
    }
    tall = [sum(heights[name] for name in layer) + GAP_Y * (len(layer) - 1) for layer in layers]
    height = max(tall, default=0) + 2 * MARGIN
    boxes: dict[str, Box] = {}
    middles: dict[str, tuple[float, float]] = {}  # left edge and middle height of everything in a layer
    for rank, layer in enumerate(layers):
        x, y = MARGIN + rank * (wide + GAP_X), (height - tall[rank]) / 2
        for name in layer:
            if name in by_id:
                boxes[name] = _box(by_id[name], x, y, wide)
            middles[name] = (x, y + heights[name] / 2)
            y += heights[name] + GAP_Y
    width = 2 * MARGIN + len(layers) * (wide + GAP_X) - (GAP_X if layers else 0)
    paths = tuple(_wide_path(chain, middles, wide) for chain in chains)
    return Drawing(width, height, tuple(boxes[node.id] for node in rows), paths)


def _wide_path(chain: _Chain, middles: dict[str, tuple[float, float]], wide: float) -> Path:
    points = [middles[name] for name in chain.stops]
    start, end = (points[0][0] + wide, points[0][1]), points[-1]

    def stroke(shift: float) -> str:
        parts = [f"M{start[0]:g} {start[1] + shift:.1f}"]
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            left, bend = x1 + wide, GAP_X / 2
            if (x1, y1) != points[0]:
                parts.append(f"L{left:g} {y1 + shift:.1f}")
            parts.append(f"C{left + bend:g} {y1 + shift:.1f} {x2 - bend:g} {y2 + shift:.1f} {x2:g} {y2 + shift:.1f}")
        return "".join(parts)

    return Path(chain.edge, stroke(-2.5), stroke(2.5), start, end)


# --- narrow: one column, lines beside it ---------------------------------------------------------------------


def _narrow(rows: list[Node], edges: list[Edge]) -> Drawing:
    order = sorted(rows, key=lambda node: node.stage)
    x, y, boxes = float(GUTTER), float(MARGIN), list[Box]()
    for node in order:
        boxes.append(_box(node, x, y, NARROW - GUTTER - 4))
        y += boxes[-1].height + GAP_Y + 6
    at = {box.node.id: i for i, box in enumerate(boxes)}
    lanes = _lanes([(at[e.from_id], at[e.to_id]) for e in edges])
    ports = _ports(boxes, [(at[e.from_id], at[e.to_id]) for e in edges], lanes)
    paths = tuple(
        _straight(edge, boxes[at[edge.from_id]], boxes[at[edge.to_id]])
        if lane is None
        else _beside(edge, x, *ports[number], lane)
        for number, (edge, lane) in enumerate(zip(edges, lanes, strict=True))
    )
    height = y - GAP_Y - 6 + MARGIN if boxes else 2.0 * MARGIN
    return Drawing(NARROW, height, tuple(boxes), paths)


def _lanes(spans: list[tuple[int, int]]) -> list[int | None]:
    """A lane for each span that passes a box, short ones nearest; none for neighbours. The last lane is shared."""
    most = (GUTTER - 10) // LANE
    taken: list[list[tuple[int, int]]] = [[] for _ in range(most)]
    lanes: list[int | None] = [None] * len(spans)
    for number in sorted(range(len(spans)), key=lambda n: (spans[n][1] - spans[n][0], n)):
        start, end = spans[number]
        if end - start <= 1:
            continue
        free = (i for i, used in enumerate(taken) if all(end <= a or start >= b for a, b in used))
        lane = next(free, most - 1)
        taken[lane].append((start, end))
        lanes[number] = lane
    return lanes


def _ports(boxes: list[Box], spans: list[tuple[int, int]], lanes: list[int | None]) -> dict[int, tuple[float, float]]:
    """The heights at which each line beside the boxes leaves and enters, so that no two share a point.

    From the top: what comes in, nearest lane first; then what goes out, farthest lane first. So lines do not cross.
    """
    at_box: dict[int, list[tuple[bool, int, int]]] = defaultdict(list)
    for number, ((start, end), lane) in enumerate(zip(spans, lanes, strict=True)):
        if lane is not None:
            at_box[end].append((False, lane, number))
            at_box[start].append((True, -lane, number))
    heights: dict[tuple[int, bool], float] = {}
    for place, lines in at_box.items():
        for order, (goes_out, _lane, number) in enumerate(sorted(lines), start=1):
            heights[number, goes_out] = boxes[place].y + boxes[place].height * order / (len(lines) + 1)
    return {
        number: (heights[number, True], heights[number, False]) for number, lane in enumerate(lanes) if lane is not None
    }


def _straight(edge: Edge, one: Box, two: Box) -> Path:
    x, start, end = one.x + 40, one.y + one.height, two.y
    first, second = (f"M{x + shift:g} {start:.1f}L{x + shift:g} {end:.1f}" for shift in (-2.5, 2.5))
    return Path(edge, first, second, (x, start), (x, end))


def _beside(edge: Edge, x: float, y1: float, y2: float, lane: int) -> Path:
    def stroke(out: float) -> str:
        far, bend = x - 10 - lane * LANE - out, 8 + lane * 3
        return (
            f"M{x:g} {y1 + -out:.1f}Q{far:g} {y1 - out:.1f} {far:g} {y1 + bend:.1f}"
            f"L{far:g} {y2 - bend:.1f}Q{far:g} {y2 + out:.1f} {x:g} {y2 + out:.1f}"
        )

    return Path(edge, stroke(-2), stroke(2), (x, y1), (x, y2))
