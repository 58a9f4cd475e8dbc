"""Where things stand in the drawings of this room. Pure: values in, places out."""

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.sensemaking.models import Theme

BAR_ROW, BAR_WIDTH, LABEL_LETTERS = 46, 560, 64
NODE_WIDTH, NODE_HEIGHT, GAP_X, GAP_Y = 190, 52, 56, 14
MOST_DRAWN = 24


@dataclass(frozen=True)
class Bar:
    theme_id: int
    title: str
    label: str
    count: int
    y: int
    width: float


def shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def bars(rows: Iterable[tuple[int, str, int]]) -> list[Bar]:
    """One bar for each (theme id, title, count), the longest as wide as the drawing."""
    found = list(rows)
    most = max((count for _pk, _title, count in found), default=0) or 1
    return [
        Bar(pk, title, shortened(title, LABEL_LETTERS), count, n * BAR_ROW, round(BAR_WIDTH * count / most, 1))
        for n, (pk, title, count) in enumerate(found)
    ]


@dataclass(frozen=True)
class Node:
    theme: Theme
    lines: list[str]
    x: int
    y: int
    is_here: bool

    @property
    def middle(self) -> int:
        return self.y + NODE_HEIGHT // 2

    @property
    def text_y(self) -> list[tuple[str, int]]:
        first = self.middle + 5 - 9 * (len(self.lines) - 1)
        return [(line, first + 18 * n) for n, line in enumerate(self.lines)]


@dataclass(frozen=True)
class Family:
    """A drawn family of themes: older ones first, newer ones after."""

    nodes: list[Node]
    ways: list[str]
    width: int
    height: int


def _generations(here: int, edges: list[tuple[int, int, str]]) -> dict[int, int]:
    """How many steps before (-) or after (+) `here` each theme lies, at the furthest."""
    level = {here: 0}
    for _round in range(len(edges)):
        moved = False
        for old, new, _kind in edges:
            if old in level and level[old] >= 0 and level.get(new, 0) < level[old] + 1:
                level[new], moved = level[old] + 1, True
            if new in level and level[new] <= 0 and level.get(old, 0) > level[new] - 1:
                level[old], moved = level[new] - 1, True
        if not moved:
            break
    return level


def _in_two(text: str) -> list[str]:
    if len(text) <= 22:
        return [text]
    cut = text.rfind(" ", 0, 23)
    cut = cut if cut > 8 else 22
    return [text[:cut].strip(), shortened(text[cut:].strip(), 22)]


def family(theme: Theme, themes: dict[int, Theme], edges: list[tuple[int, int, str]]) -> Family | None:
    """A small tree of where a theme came from and what it became; None when there is nothing, or too much, to draw."""
    if not edges or len(themes) > MOST_DRAWN:
        return None
    level = _generations(theme.pk, edges)
    rows: dict[int, list[int]] = {}
    for pk in sorted(level, key=lambda one: (level[one], one)):
        rows.setdefault(level[pk], []).append(pk)
    tallest = max(len(ids) for ids in rows.values())
    nodes: dict[int, Node] = {}
    for column, step in enumerate(sorted(rows)):
        space = (tallest - len(rows[step])) * (NODE_HEIGHT + GAP_Y) // 2
        for n, pk in enumerate(rows[step]):
            x, y = 2 + column * (NODE_WIDTH + GAP_X), 2 + space + n * (NODE_HEIGHT + GAP_Y)
            nodes[pk] = Node(themes[pk], _in_two(themes[pk].title), x, y, pk == theme.pk)
    ways = [_way(nodes[old], nodes[new]) for old, new, _kind in edges if old in nodes and new in nodes]
    width, height = len(rows) * (NODE_WIDTH + GAP_X) - GAP_X + 4, tallest * (NODE_HEIGHT + GAP_Y) - GAP_Y + 4
    return Family(list(nodes.values()), ways, width, height)


def _way(old: Node, new: Node) -> str:
    start, end = old.x + NODE_WIDTH, new.x
    half = (start + end) // 2
    return f"M{start} {old.middle}C{half} {old.middle} {half} {new.middle} {end} {new.middle}"
