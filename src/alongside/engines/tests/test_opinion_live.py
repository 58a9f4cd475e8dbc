"""The landscape while answers come in: it follows, and what it follows to is what a new search would find."""

import numpy as np
import pytest

from alongside.engines.opinion import Live, gather, landscape
from alongside.engines.opinion.groups import alike
from alongside.engines.tests.test_opinion import noise, planted


def test_it_follows_to_what_a_new_search_finds():
    who, what, how, true = planted(240, 30, 3, seed=1)
    order = np.random.default_rng(1).permutation(who.size)
    live = Live()
    live.add(who[order[:4000]], what[order[:4000]], how[order[:4000]])
    first = live.tick()
    assert first.stable
    assert not live.is_due
    for some in np.array_split(order[4000:], 12):
        live.add(who[some], what[some], how[some])
        found = live.tick()
    assert live.is_due
    anew = landscape(live.answers)
    np.testing.assert_array_equal(found.counts.overall, anew.counts.overall)
    assert alike(found.people.groups, anew.people.groups) == 1
    assert alike(found.people.groups, true) > 0.95
    np.testing.assert_allclose(np.abs(found.directions.axes), np.abs(anew.directions.axes), atol=0.02)
    assert {(h.statement, h.side) for h in found.shared} == {(h.statement, h.side) for h in anew.shared}
    assert live.settle().groups == anew.groups
    assert not live.is_due


def test_it_replaces_a_changed_answer_and_takes_new_people_and_statements_in():
    who, what, how, _ = planted(60, 20, 2, seed=2)
    live = Live(gather(who, what, how), moderated_out=[3])
    before = live.tick()
    old = how[np.flatnonzero((who == 0) & (what == what[0]))][0]
    live.add([0, 900, 900], [what[0], 77, 3], [1 if old < 1 else -1, 1, 1])
    after = live.tick()
    assert after.counts.overall.sum() == before.counts.overall.sum() + 1
    at = np.searchsorted(before.counts.statements, what[0])
    assert (after.counts.overall[at] - before.counts.overall[at]).tolist() in ([-1, 0, 1], [0, -1, 1], [1, 0, -1])
    assert 77 in after.counts.statements
    assert 3 not in after.counts.statements
    assert [person.group for person in after.people if person.id == 900] == [None]
    assert after.stable
    assert len(after.groups) == len(before.groups)


def test_it_does_not_let_people_jump_across_the_picture():
    who, what, how, _ = planted(100, 20, 2, seed=3)
    live = Live(gather(who, what, how))
    before = live.tick()
    live.add([0], [0], [1])
    after = live.tick()
    assert np.corrcoef(before.people.x, after.people.x)[0, 1] > 0.99
    assert np.corrcoef(before.people.y, after.people.y)[0, 1] > 0.9


@pytest.mark.parametrize("start", [([], [], []), noise(40, 12, 1), noise(3, 2, 1)])
def test_it_shows_no_groups_until_a_search_finds_some(start):
    live = Live(gather(*start))
    live.tick()
    who, what, how, _ = planted(60, 12, 2, seed=4, answered=1)
    live.add(who, what, how)
    assert not live.tick().groups
    assert live.is_due
    assert len(live.settle().groups) == 2
