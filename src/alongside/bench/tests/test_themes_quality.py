"""How well suggestions match what is known: real conversations mixed together, and the example's own themes."""

from collections import Counter

import pytest

from alongside.bench.themes import (
    CONVERSATIONS,
    accuracy,
    agreement,
    example_voices,
    mixed_conversations,
    teach_and_ask,
)
from alongside.engines.themes import suggest


@pytest.fixture(scope="module")
def mixed():
    found = mixed_conversations()
    if not found:
        pytest.skip("the Polis exports are not there: ALONGSIDE_POLIS_DATA names their folder")
    return found


def test_five_mixed_conversations_are_told_apart(mixed):
    texts, origins = mixed
    assert set(origins) == set(CONVERSATIONS)
    found = suggest(texts, count=5)
    assert agreement(found, origins) >= 0.75
    assert len(found.alone) <= 0.15 * len(texts)
    for group in found.groups:  # and each is nearly pure, the three that are in one language too
        commonest = Counter(origins[row] for row in group.rows).most_common(1)[0][1]
        assert commonest >= 0.75 * len(group.rows)


@pytest.mark.parametrize("each", [0, 20])
def test_sure_rows_are_right_more_often(mixed, each):
    """Suggested as new groups, and as themes that people taught."""
    texts, origins = mixed
    rows = [row for name in CONVERSATIONS for row in [at for at, one in enumerate(origins) if one == name][:each]]
    right: dict[bool, list[bool]] = {True: [], False: []}
    placed = {row: origins[row] for row in rows}
    for group in [one for seed in range(3) for one in suggest(texts, count=5, placed=placed, seed=seed).groups]:
        name = group.theme or Counter(origins[row] for row in group.rows).most_common(1)[0][0]
        for member in group.members if bool(group.theme) == bool(each) else ():
            right[member.confidence >= 0.6].append(origins[member.row] == name)
    sure, unsure = (sum(right[key]) / len(right[key]) for key in (True, False))
    assert sure >= 0.93
    assert sure >= unsure + 0.05


def test_twenty_placed_teach_clearly(mixed):
    texts, origins = mixed
    untaught = accuracy(suggest(texts, count=5), origins)
    taught = teach_and_ask(texts, origins, each=20)
    assert taught.accuracy >= untaught + 0.05
    assert taught.accuracy >= 0.9
    assert taught.covered >= 0.75


def test_what_is_in_no_taught_theme_seldom_gets_one(mixed):
    texts, origins = mixed
    known = ("scoop-hivemind", "london.youth", "austria-climate")
    placed = {}
    for name in known:
        placed |= dict.fromkeys([row for row, origin in enumerate(origins) if origin == name][:20], name)
    found = suggest(texts, placed=placed)
    strangers = [row for row, origin in enumerate(origins) if origin not in known]
    drawn_in = {row for group in found.groups if group.theme for row in group.rows} & set(strangers)
    assert len(drawn_in) <= 0.1 * len(strangers)
    fresh = {row for group in found.groups if group.theme is None for row in group.rows}
    assert len(fresh & set(strangers)) >= 0.6 * len(strangers)


def test_the_examples_own_themes_are_met_far_better_than_by_chance():
    texts, themes = example_voices()
    found = suggest(texts, count=8)
    shifted = themes[17:] + themes[:17]
    assert agreement(found, themes) >= 0.25
    taught = teach_and_ask(texts, themes, each=5)
    assert taught.accuracy >= teach_and_ask(texts, shifted, each=5).accuracy + 0.1
