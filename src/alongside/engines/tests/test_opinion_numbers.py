"""Each number of the landscape against another way to work it out."""

from math import sqrt

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from alongside.engines.opinion import fast, gather, landscape
from alongside.engines.opinion.compatible import group_as_polis
from alongside.engines.opinion.groups import alike, find_centres, nearest, silhouettes, without_small
from alongside.engines.opinion.matrix import joined, only_people, only_statements, tally
from alongside.engines.opinion.meaning import divides, priority, shared, sureness, told_by
from alongside.engines.opinion.place import centred, directions, means_of, places, spread_of
from alongside.engines.opinion.whole import who_counts
from alongside.engines.tests.test_opinion import planted


@pytest.fixture
def answers():
    who, what, how, _ = planted(90, 24, 3, seed=3, answered=0.5)
    return gather(who, what, how)


def spread_out(answers):
    """As a full table with NaN where nobody answered."""
    table = np.full((answers.people.size, answers.statements.size), np.nan)
    table[np.repeat(np.arange(answers.people.size), answers.each), answers.columns] = answers.values
    return table


def test_it_finds_the_directions_that_a_full_table_has(answers):
    table = spread_out(answers)
    means = np.nanmean(table, axis=0)
    full = np.where(np.isnan(table), means, table) - means
    _, sizes, axes = np.linalg.svd(full)
    counts = tally(answers)[0]
    found = directions(answers, means_of(counts))
    np.testing.assert_allclose(found.strengths, sizes[:2] ** 2, rtol=1e-9)
    np.testing.assert_allclose(np.abs((found.axes * axes[:2].T).sum(axis=0)), 1, atol=1e-9)
    assert spread_of(counts) == pytest.approx((full**2).sum())
    each = (~np.isnan(table)).sum(axis=1)
    placed = full @ found.axes * np.sqrt(24 / each)[:, None]
    np.testing.assert_allclose(places(centred(answers, means), found.axes, answers.each, 24), placed, atol=1e-9)


def test_it_counts_moderated_statements_as_answered_by_all_in_the_compatible_mode(answers):
    table = spread_out(answers)
    table[:, :6] = 0
    means = np.nanmean(table, axis=0)
    full = np.where(np.isnan(table), means, table) - means
    axes = np.linalg.svd(full)[2][:2]
    placed = full @ axes.T * np.sqrt(24 / (~np.isnan(table)).sum(axis=1))[:, None]
    found = landscape(answers, moderated_out=range(6), compatible=True).people
    np.testing.assert_allclose(np.abs(found.x), np.abs(placed[:, 0]), atol=1e-6)


def test_it_lets_people_with_seven_answers_count_and_fills_up_to_fifteen():
    assert who_counts(np.array([7, 6, 8] * 10), 30).size == 20
    assert who_counts(np.array([3, 2, 4] * 10), 3).size == 20
    few = np.array([9, 1, 2, 3] + [0] * 20 + [6] * 20)
    assert who_counts(few, 30).tolist() == [0, *range(24, 38)]


def test_it_groups_as_well_as_another_k_means():
    rng = np.random.default_rng(1)
    for k in (2, 3, 5):
        points = rng.normal(size=(400, 2)) + rng.normal(size=(6, 2))[rng.integers(0, 6, 400)] * 2
        centres = find_centres(points, [k])[0]
        ours = ((points - centres[nearest(points, centres)]) ** 2).sum()
        theirs = KMeans(k, n_init=20, random_state=0).fit(points)
        assert ours <= theirs.inertia_ * 1.01
        labels = nearest(points, centres)
        assert silhouettes(points, [labels]) == pytest.approx([silhouette_score(points, labels)])
        assert alike(labels, theirs.labels_) == pytest.approx(adjusted_rand_score(labels, theirs.labels_))
        assert np.all(np.diff(np.bincount(labels)) <= 0)


def test_it_finds_the_same_centres_in_any_order():
    rng = np.random.default_rng(2)
    points = np.round(rng.normal(size=(150, 2)), 1)
    order = rng.permutation(150)
    for one, other in zip(find_centres(points, range(2, 6)), find_centres(points[order], range(2, 6)), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-9)


def test_it_joins_small_groups_with_the_nearest():
    points = np.array([[0.0, 0]] * 9 + [[5.0, 0]] * 3 + [[7.0, 0]] * 8)
    centres = np.array([[0.0, 0], [7, 0], [5, 0]])
    assert without_small(points, centres, 5).tolist() == [[0, 0], [7, 0]]
    assert without_small(points[:12], np.array([[0.0, 0], [5, 0]]), 5).tolist() == [[0, 0]]


def test_it_groups_two_clouds_as_polis_does():
    rng = np.random.default_rng(3)
    true = np.arange(300) % 2
    points = rng.normal(size=(300, 2)) + true[:, None] * [9, 0]
    assert alike(group_as_polis(points), true) == 1
    assert np.unique(group_as_polis(points, 4)).size == 4
    assert set(group_as_polis(np.zeros((20, 2)))) == {-1}


# Two groups of 9 and 8, four statements; disagree, pass, agree.
COUNTS = np.array([[[1, 0, 8], [0, 1, 8], [8, 1, 0], [4, 1, 4]], [[7, 0, 1], [0, 0, 8], [8, 0, 0], [4, 0, 4]]])
IDS = np.array([10, 20, 30, 40])


def test_it_tells_what_a_group_stands_out_by():
    (said,) = told_by(0, COUNTS, IDS, least=5)
    assert (said.statement, said.side) == (10, "agree")
    assert said.share_in == pytest.approx(9 / 11)
    assert said.share_out == pytest.approx(2 / 10)
    both = (9 + 2) / (10 + 9)
    assert said.z == pytest.approx((9 / 10 - 2 / 9) / sqrt(both * (1 - both) * (1 / 10 + 1 / 9)))
    (other,) = told_by(1, COUNTS, IDS, least=5)
    assert (other.statement, other.side) == (10, "disagree")
    assert told_by(1, COUNTS, IDS, least=9) == ()
    assert sureness(np.array(8), np.array(9)) == pytest.approx(2 * sqrt(10) * (9 / 10 - 0.5))


def test_it_puts_the_most_telling_first_and_stops_at_five():
    inside = np.array([[20 - n, 0, n] for n in range(21)])
    counts = np.stack([inside, inside[::-1]])
    told = told_by(0, counts, np.arange(21), least=5)
    assert [(s.statement, s.side) for s in told[:2]] == [(0, "disagree"), (20, "agree")]
    assert len(told) == 5
    assert told[0].z >= told[-1].z


def test_it_tells_what_is_shared_on_both_sides_best_first():
    found = shared(COUNTS, IDS, least=5)
    assert [(h.statement, h.side) for h in found] == [(30, "disagree"), (20, "agree")] or [
        (h.statement, h.side) for h in found
    ] == [(20, "agree"), (30, "disagree")]
    assert found[0].score == pytest.approx(9 / 11 * 9 / 10)
    (alone,) = [h for h in shared(COUNTS.sum(axis=0)[None], IDS, least=5) if h.statement == 20]
    assert alone.score == pytest.approx(17 / 19 * 2 * sqrt(18) * (17 / 18 - 0.5))


def test_one_answer_of_a_group_does_not_make_it_shared_by_all():
    counts = np.array([[[0, 0, 40]], [[0, 0, 1]]])
    assert shared(counts, np.array([7]), least=5) == ()
    assert [one.statement for one in shared(counts, np.array([7]), least=1)] == [7]  # as Polis does it


def test_it_tells_what_parts_the_groups():
    (parted,) = divides(COUNTS, IDS, least=5)
    assert (parted.statement, parted.most, parted.least) == (10, 0, 1)
    assert (parted.share_most, parted.share_least) == pytest.approx((9 / 11, 2 / 10))
    assert divides(COUNTS, IDS, least=9) == ()
    assert divides(COUNTS[:1], IDS, least=1) == ()


def test_it_asks_next_for_what_teaches_most():
    counts, axes, means = np.array([[2, 1, 7]]), np.array([[0.6, 0.8]]), np.array([0.5])
    by_hand = ((1 - 2 / 12) * (0.5 + 1) * 8 / 12 * (1 + 8 * 2 ** (-10 / 5))) ** 2
    assert priority(counts, axes, means)[0] == pytest.approx(by_hand)


def test_it_cuts_and_joins_tables_as_full_ones(answers):
    table = spread_out(answers)
    rows, keep = np.array([3, 4, 50]), np.arange(24) % 3 > 0
    np.testing.assert_array_equal(spread_out(only_people(answers, rows)), table[rows])
    np.testing.assert_array_equal(spread_out(only_statements(answers, keep)), table[:, keep])
    both = joined(answers, gather([3, 3, 200, 4], [0, 99, 0, 1], [1, -1, 0, -1]))
    wanted = np.full((91, 25), np.nan)
    wanted[:90, :24] = table
    wanted[3, 0], wanted[3, 24], wanted[90, 0], wanted[4, 1] = 1, -1, 0, -1
    np.testing.assert_array_equal(spread_out(both), wanted)
    assert both.people[-1] == 200
    assert both.statements[-1] == 99


@pytest.mark.skipif(not fast.READY, reason="numba is not installed, so there is nothing to compare")
def test_it_finds_the_same_without_numba(monkeypatch):
    who, what, how, _ = planted(3000, 60, 3, seed=4, answered=0.5)
    more = np.array([1, 5000, 2]), np.array([0, 0, 70]), np.array([1, 0, -1])
    with_numba = joined(gather(np.append(who, who), np.append(what, what), np.append(-how, how)), gather(*more))
    assert with_numba.is_large
    one = landscape(with_numba)
    monkeypatch.setattr(fast, "READY", False)
    without = joined(gather(np.append(who, who), np.append(what, what), np.append(-how, how)), gather(*more))
    other = landscape(without)
    for name in ("people", "statements", "starts", "columns", "values"):
        np.testing.assert_array_equal(getattr(with_numba, name), getattr(without, name))
    np.testing.assert_allclose(one.people.x, other.people.x, atol=1e-6)
    np.testing.assert_allclose(one.people.y, other.people.y, atol=1e-6)
    np.testing.assert_array_equal(one.people.groups, other.people.groups)
    assert one.stability == pytest.approx(other.stability, abs=1e-6)
    assert len(one.groups) == 3
    assert [g.statements for g in one.groups] == [g.statements for g in other.groups]
    assert one.shared == other.shared
