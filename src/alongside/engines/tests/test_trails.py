"""Drawn trails: nothing overlaps, nothing falls off, and lines end on their boxes."""

import random
from itertools import combinations, pairwise

import pytest

from alongside.engines.trails import LETTER, Edge, Node, lay_out, wrap


def a_trail(seed):
    draw = random.Random(seed)
    words = ["warm", "homes", "buses", "late", "evening", "community-led", "refurbishment", "of", "everything"]
    nodes = [Node(str(i), draw.randint(0, 5), " ".join(draw.choices(words, k=draw.randint(1, 9)))) for i in range(14)]
    return nodes, [Edge(str(draw.randint(0, 13)), str(draw.randint(0, 13))) for _ in range(24)]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_it_keeps_boxes_apart_and_inside_and_lines_on_them(seed, narrow):
    nodes, edges = a_trail(seed)
    drawing = lay_out(nodes, edges, narrow=narrow)
    assert drawing == lay_out(nodes, edges, narrow=narrow)
    for a, b in combinations(drawing.boxes, 2):
        assert a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
    boxes = {box.node.id: box for box in drawing.boxes}
    for box in drawing.boxes:
        assert min(box.x, box.y) >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
    for path in drawing.paths:
        for (x, y), box in ((path.start, boxes[path.edge.from_id]), (path.end, boxes[path.edge.to_id])):
            assert box.x <= x <= box.x + box.width
            assert box.y <= y <= box.y + box.height


def test_on_a_phone_no_two_lines_beside_the_boxes_share_a_point():
    nodes = [Node(name, stage, name) for stage, name in enumerate(["v", "t", "p", "d1", "d2", "c", "r1", "r2"])]
    lines = ["v t", "t p", "p d1", "p d2", "d1 d2", "d1 r1", "d2 c", "d2 r2", "c r2", "t d2"]
    drawing = lay_out(nodes, [Edge(*line.split()) for line in lines], narrow=True)
    left = min(box.x for box in drawing.boxes)
    points = [point for path in drawing.paths for point in (path.start, path.end) if point[0] == left]
    assert len(points) >= 8
    heights = sorted(y for _x, y in points)
    assert min(b - a for a, b in pairwise(heights)) > 5  # a twin line is five wide


@pytest.mark.parametrize(("columns", "fits"), [(1, True), (6, True), (7, True), (9, False)])
def test_seven_steps_fit_a_page(columns, fits):
    drawing = lay_out([Node(str(n), n, "What was said in the room") for n in range(columns)], [])
    assert (drawing.width <= 1024) is fits
    assert min(box.width for box in drawing.boxes) >= 118


def test_what_does_not_fit_ends_after_a_whole_word():
    assert wrap("aaaa bbb cc", 9.5 * LETTER, 1) == ["aaaa bbb…"]
    assert wrap("aaaa bbbb cc", 9.5 * LETTER, 1) == ["aaaa…"]
    assert wrap("aaaaaa b", 6.5 * LETTER, 1) == ["aaaaa…"]
