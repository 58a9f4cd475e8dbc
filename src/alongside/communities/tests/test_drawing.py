"""Where communities stand on the map: in their sector, on their ring, apart from each other."""

from dataclasses import dataclass
from itertools import combinations
from math import atan2, degrees, hypot
from xml.etree.ElementTree import fromstring

import pytest

from alongside.communities import actions
from alongside.communities.drawing import MIDDLE_X, MIDDLE_Y, MIDDLES, RADII, draw_map


@dataclass
class One:
    kind: str
    how_far: str


@dataclass
class Place:
    number: int
    community: One


def a_map(count: int):
    pairs = [(kind, how_far) for kind in MIDDLES for how_far in RADII for _n in range(count)]
    return draw_map(Place(number, One(*pair)) for number, pair in enumerate(pairs, 1))


@pytest.mark.parametrize("count", [1, 2, 4])
def test_each_stands_in_its_sector_on_its_ring(count):
    for sign in a_map(count).signs:
        x, y = sign.x - MIDDLE_X, sign.y - MIDDLE_Y
        assert hypot(x, y) == pytest.approx(RADII[sign.look], abs=0.2)
        turned = (degrees(atan2(y, x)) - MIDDLES[sign.community.kind] + 180) % 360 - 180
        assert abs(turned) < 60
        assert sign.x - sign.size > 0
        assert sign.x + sign.size < 720
        assert sign.y - sign.size > 30
        assert sign.y + sign.size < 710


@pytest.mark.parametrize("count", [2, 4])
def test_no_sign_lies_on_another(count):
    for one, other in combinations(a_map(count).signs, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.size + other.size


def test_five_on_the_inmost_ring_can_still_be_read_and_its_name_gives_way():
    few, many = a_map(2), a_map(5)
    assert "fair" in {ring.label for ring in few.rings}
    assert "fair" not in {ring.label for ring in many.rings}
    signs = [one for one in many.signs if one.look == "fair"]
    assert min(one.size for one in signs) >= 14
    for one, other in combinations(signs, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.size + other.size


def test_the_picture_is_a_picture_and_names_what_it_shows(cast, as_):
    row = actions.add_community(
        cast.project, by=cast.hana, name="<Boats> & \ufffe co", kind="place", why="W", shown_to="everyone"
    )
    answer = as_(None).get("/p/warm-homes/communities/map.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    text = "".join(fromstring(answer.content.decode()).itertext())
    assert row.name in text
    assert "Not asked yet" in text
