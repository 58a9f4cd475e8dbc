"""Theme suggestions: nothing lost, nothing doubled, nothing forced, the same again, and taught by people."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.themes import Stopped, suggest

BUSES = [
    "The bus is late every morning and the driver says nothing.",
    "Our bus driver waits for old people, that is kind.",
    "No bus on Sundays, so I walk to church in the rain.",
    "Buses are too dear for a family of five.",
    "The last bus leaves before the late shift ends.",
    "I missed the bus because the driver would not wait.",
    "A bus ticket costs more than my lunch.",
    "The morning buses are full of school children.",
]
DENTISTS = [
    "No dentist takes new patients in our town.",
    "My dentist closed and the next dentist is an hour away.",
    "I pulled my own tooth because no dentist would see me.",
    "Children wait a year for the dentist here.",
    "The dentist asked for money before looking at the tooth.",
    "A toothache at night and no dentist on the phone.",
    "New patients are told that the dentist list is full.",
    "Pain in a tooth keeps my children from school.",
]
LIBRARY = [
    "The library closes at four, when the children come from school.",
    "Our library has warm rooms and free books.",
    "Please keep the library open on Saturdays for reading.",
    "Books in many languages would help our library.",
    "The librarian reads books to the children, they love it.",
    "I learnt to read in that library, do not sell it.",
    "More books for teenagers in the library, please.",
    "A library without a librarian is a room with books.",
]
ODD = ["Astronomers measured photon polarisation yesterday.", "qwertz uiop", "Violin strings snap.", "", "  ", "?!"]
TOWN = [*BUSES, *DENTISTS, *LIBRARY, *ODD]


def everywhere(found):
    return sorted([row for group in found.groups for row in group.rows] + [*found.alone, *found.placed])


def by_text(found, texts):
    return {(g.theme, g.words, tuple(sorted((texts[m.row], m.confidence) for m in g.members))) for g in found.groups}


WORDS = st.sampled_from(
    [*" ".join(TOWN[:24]).split(), "公車", "太晚了", "الحافلة", "متأخرة", "автобус", "'", "\u0301", "\u200d"]
)
TEXTS = st.lists(st.one_of(st.lists(WORDS, max_size=9).map(" ".join), st.text(max_size=30)), max_size=40)


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, data=st.data())
def test_every_row_is_once_in_a_group_or_alone_or_placed(texts, data):
    rows = st.integers(0, max(len(texts) - 1, 0))
    placed = data.draw(st.dictionaries(rows, st.sampled_from(["a", "b", 3]), max_size=12)) if texts else {}
    refused = data.draw(st.dictionaries(rows, st.just(["a"]), max_size=3)) if texts else {}
    never = data.draw(st.lists(st.sets(rows, min_size=1), max_size=2)) if texts else []
    count = data.draw(st.one_of(st.none(), st.integers(1, 5)))
    found = suggest(texts, placed=placed, refused=refused, refused_groups=never, count=count)
    assert everywhere(found) == list(range(len(texts)))
    assert found.placed == tuple(sorted(placed))
    for group in found.groups:
        assert set(group.typical) <= set(group.rows)
        assert all(0 <= member.confidence <= 1 for member in group.members)
        assert all(near != member.row for member in group.members for near in member.nearest)
    assert not [row for g in found.groups if g.theme == "a" for row in g.rows if row in refused]


def test_it_finds_what_belongs_together_and_says_why():
    found = suggest(TOWN, count=3)
    groups = {group.words[0]: group for group in found.groups}
    assert set(groups) == {"bus", "dentist", "library"}
    for word, own in (("bus", range(8)), ("dentist", range(8, 16)), ("library", range(16, 24))):
        inside = [row in own for row in groups[word].rows]
        assert len(inside) >= 6
        assert sum(inside) >= 0.85 * len(inside)
        assert set(groups[word].typical) <= set(own)
    late = next(member for member in groups["bus"].members if member.row == 0)
    assert {"bus", "driver", "late", "morning"} & set(late.words)
    assert late.nearest
    assert set(late.nearest) <= set(groups["bus"].rows)


def test_outliers_and_empty_rows_stay_in_sight_alone():
    odd = set(range(24, len(TOWN)))
    for count in (None, 2, 3):
        assert odd <= set(suggest(TOWN, count=count).alone)
    people = [f"{name} said {thing}" for name, thing in zip("ABCDEFGHIJ", "xyzuvwklmn", strict=True)]
    nothing_shared = [
        "Violin strings snap",
        "Chess club lost",
        "Hull repainted blue",
        "Saturn rings",
        "Apple cake wins",
    ]
    assert suggest(nothing_shared, count=2).groups == ()
    assert everywhere(suggest(people)) == list(range(10))


def test_two_that_share_words_only_with_each_other_join_no_group():
    arabic = [
        "البيت بارد جدا",
        "البيت رطب وبارد",
        "الرطوبة في البيت",
        "الحافلة متأخرة كل يوم",
        "الحافلة لا تأتي في المساء",
    ]
    hebrew = ["אין אוטובוס בערב", "האוטובוס מאחר"]
    found = suggest([*arabic, "نريد المزيد من الحافلات", *hebrew])
    assert found.alone == (6, 7)
    assert sorted(group.rows for group in found.groups) == [(0, 1, 2), (3, 4, 5)]


def test_the_same_again_and_in_any_order():
    """Also where groups are far from clear: there the smallest difference in reckoning would show."""
    rng = random.Random(5)
    unclear = [" ".join(rng.choices(" ".join(TOWN[:24]).split(), k=12)) for _ in range(60)]
    for texts in (TOWN, unclear):
        first = suggest(texts, seed=4)
        assert suggest(texts, seed=4) == first
        assert (first.seed, first.version) == (4, "themes-1")
        for _ in range(3):
            mixed = rng.sample(texts, len(texts))
            again = suggest(mixed, seed=4)
            assert by_text(again, mixed) == by_text(first, texts)
            assert sorted(mixed[row] for row in again.alone) == sorted(texts[row] for row in first.alone)


def test_the_same_words_from_many_people_are_one_group():
    found = suggest([*TOWN, *["Mend the swimming pool roof!"] * 4, "mend the  swimming pool roof!"])
    (group,) = [group for group in found.groups if 30 in group.rows]
    assert group.rows == tuple(range(30, 35))
    assert suggest(["We want benches"] * 9).groups[0].rows == tuple(range(9))


@pytest.mark.parametrize("texts", [[], [""], ["One voice"], ["One voice", "Another thing"], ["a", "b", "c", "d"]])
def test_too_little_to_say_is_no_group(texts):
    found = suggest(texts)
    assert found.groups == ()
    assert found.alone == tuple(range(len(texts)))


def test_very_long_voices_are_read():
    rng = random.Random(1)
    long = [
        " ".join(rng.choices(" ".join(topic).split(), k=900))[:5000] for topic in (BUSES, DENTISTS) for _ in range(6)
    ]
    found = suggest([*long, "z" * 5000, "公" * 5000], count=2)
    assert [sorted(group.rows) for group in found.groups] in (
        [list(range(6)), list(range(6, 12))],
        [list(range(6, 12)), list(range(6))],
    )
    assert found.alone == (12, 13)


CHINESE = (
    ["公車太晚了我等很久", "公車司機很親切", "週日沒有公車", "公車票價太貴", "早上的公車太擠"],
    ["圖書館太早關門", "圖書館的書很多", "我喜歡在圖書館讀書", "請保留圖書館", "圖書館需要新書"],
)
ARABIC = (
    [
        "الحافلة تتأخر كل صباح",
        "سائق الحافلة لطيف",
        "لا توجد حافلة يوم الأحد",
        "تذكرة الحافلة غالية",
        "الحافلة مزدحمة في الصباح",
    ],
    [
        "المكتبة تغلق مبكرا",
        "كتب المكتبة كثيرة",
        "أحب القراءة في المكتبة",
        "المكتبة تحتاج كتبا جديدة",
        "افتحوا المكتبة يوم السبت",
    ],
)
WELSH = (
    ["Mae'r bws yn hwyr bob bore", "Gyrrwr y bws yn garedig", "Dim bws ar ddydd Sul", "Tocyn bws drud", "Bws llawn"],
    [
        "Llyfrgell yn cau'n gynnar",
        "Cadwch y llyfrgell",
        "Llyfrau yn y llyfrgell",
        "Darllen yn y llyfrgell",
        "Llyfrgell",
    ],
)


@pytest.mark.parametrize(
    ("topics", "words"), [(CHINESE, ("公車", "圖書館")), (ARABIC, ("حافل", "مكتب")), (WELSH, ("bws", "llyfr"))]
)
def test_it_reads_any_language(topics, words):
    texts = [text for topic in topics for text in topic]
    found = suggest(texts, count=2)
    for own, word in zip((range(5), range(5, 10)), words, strict=True):
        (group,) = [g for g in found.groups if any(word in shown.casefold() for shown in g.words)]
        assert set(group.rows) <= set(own)
        assert len(group.rows) >= 4


# --- taught by people ------------------------------------------------------------------------------------------------


def test_what_people_placed_draws_like_voices_and_is_not_moved():
    placed = {0: "Getting there", 3: "Getting there", 5: "Getting there", 8: 7, 9: 7, 10: 7}
    found = suggest(TOWN, placed=placed)
    themes = {group.theme: set(group.rows) for group in found.groups if group.theme is not None}
    assert found.placed == tuple(sorted(placed))
    assert len(themes["Getting there"] & set(range(8))) >= 3
    assert len(themes[7] & set(range(8, 16))) >= 3
    assert not themes["Getting there"] & set(range(8, 16))
    assert any(group.theme is None and set(group.rows) <= set(range(16, 24)) for group in found.groups)
    assert {24, 25, 26} <= set(found.alone)


def test_why_a_row_fits_a_theme_is_told_by_what_people_placed_there():
    bus = [
        "The late bus to the hospital",
        "A late bus again",
        "The hospital bus was late",
        "The late hospital bus limps",
    ]
    (group,) = suggest([*bus, "Chess club lost"], placed={0: "Buses", 1: "Buses", 2: "Buses"}).groups
    (member,) = group.members
    assert (group.theme, member.row) == ("Buses", 3)
    assert set(member.words) == {"bus", "hospital", "late"}  # not "limps", which nobody said there
    assert set(member.nearest) <= {0, 1, 2}
    assert member.nearest


def test_two_placements_teach_nothing_yet():
    assert {group.theme for group in suggest(TOWN, placed={0: "a", 1: "a"}).groups} == {None}


def test_a_refused_theme_is_not_suggested_for_that_row_again():
    placed = {0: "bus", 3: "bus", 5: "bus", 8: "teeth", 9: "teeth", 10: "teeth"}
    first = next(group for group in suggest(TOWN, placed=placed).groups if group.theme == "bus")
    row = first.rows[0]
    again = suggest(TOWN, placed=placed, refused={row: {"bus"}})
    assert row not in next(group for group in again.groups if group.theme == "bus").rows


def test_a_refused_group_comes_back_in_parts_or_not():
    first = suggest(TOWN, count=3)
    refused = [set(first.groups[0].rows)]
    for group in suggest(TOWN, count=3, refused_groups=refused).groups:
        both = refused[0] & set(group.rows)
        assert len(both) < 0.5 * len(refused[0] | set(group.rows))


# --- an operator's model, and long work ------------------------------------------------------------------------------


class ByFirstLetter:
    name = "first letter"

    def __call__(self, texts):
        return np.eye(1200)[[ord(text[0]) % 1200 for text in texts]] + 0.01


def test_an_operators_model_can_take_the_place_of_our_vectors():
    texts = [f"{letter} {at}" for letter in "abc" for at in range(5)]
    found = suggest(texts, embedder=ByFirstLetter(), count=3)
    assert sorted(group.rows for group in found.groups) == [tuple(range(at, at + 5)) for at in (0, 5, 10)]
    assert found.embedder == "first letter"


def test_long_work_tells_how_far_it_is_and_can_be_stopped():
    told: list[float] = []
    suggest(TOWN, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    with pytest.raises(Stopped):
        suggest(TOWN, should_stop=lambda: len(told) > 0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"placed": {99: "x"}}, "no row 99"),
        ({"refused": {-1: ["x"]}}, "no row -1"),
        ({"refused_groups": [[99]]}, "no row 99"),
        ({"count": 0}, "number of groups"),
        ({"seed": -1}, "seed"),
        ({"languages": ["en"]}, "languages"),
    ],
)
def test_what_cannot_be_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        suggest(TOWN, **wrong)


def test_the_engine_needs_no_model_and_no_network():
    for path in Path(__file__).parents[1].joinpath("themes").glob("*.py"):
        assert not {"sklearn", "requests", "urllib", "socket"} & set(path.read_text().replace(".", " ").split()), path
