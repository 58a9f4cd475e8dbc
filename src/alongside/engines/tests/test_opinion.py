"""The landscape as a whole: what is planted is found, what is not there is not shown, and order does not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.opinion import WHY, gather, landscape, next_statements
from alongside.engines.opinion.groups import alike
from alongside.engines.opinion.whole import LEAST_IN_GROUP


def planted(people: int, statements: int, groups: int, *, seed: int, answered: float = 0.7):
    """(who, what, how, each person's true group): a group leans strongly one way on each statement."""
    rng = np.random.default_rng(seed)
    group = np.arange(people) % groups
    leans = rng.choice([-1, 1], (groups, statements))
    sure = rng.random((people, statements)) < 0.85
    values = np.where(sure, leans[group], rng.integers(-1, 2, (people, statements)))
    who, what = np.nonzero(rng.random((people, statements)) < answered)
    return who, what, values[who, what], group


def noise(people: int, statements: int, seed: int):
    rng = np.random.default_rng(seed)
    who, what = np.nonzero(np.ones((people, statements), bool))
    return who, what, rng.integers(-1, 2, who.size)


@pytest.mark.parametrize("groups", [2, 3, 4])
def test_it_finds_the_planted_groups(groups):
    who, what, how, true = planted(200, 40, groups, seed=groups)
    found = landscape(gather(who, what, how))
    assert found.stable
    assert found.stability > 0.8
    assert len(found.groups) == groups
    assert alike(found.people.groups, true) > 0.97
    assert sum(group.size for group in found.groups) == 200
    assert all(group.statements for group in found.groups)


@pytest.mark.parametrize(("people", "statements"), [(200, 30), (30, 20)])
def test_it_shows_no_groups_in_noise(people, statements):
    stable = [landscape(gather(*noise(people, statements, seed))).stable for seed in range(20)]
    assert sum(stable) <= 1


@pytest.mark.parametrize("people", [2500, 6000])
def test_it_finds_them_among_many_who_come_in_turns(people):
    who, what, how, true = planted(people, 30, 3, seed=3, answered=0.6)
    found = landscape(gather(who, what, how))
    assert found.stable
    assert len(found.groups) == 3
    assert alike(found.people.groups, true) > 0.9


def test_it_shows_none_where_none_is_stable():
    found = landscape(gather(*noise(100, 20, 1)))
    assert not found.stable
    assert found.groups == ()
    assert found.why == ("not_stable",)
    assert all(person.group is None for person in found.people)
    assert found.counts.by_group.shape == (0, 20, 3)


def test_it_finds_the_same_whatever_order_the_answers_come_in():
    who, what, how, _ = planted(80, 20, 3, seed=5)
    first = landscape(gather(who, what, how))
    order = np.random.default_rng(1).permutation(who.size)
    again = landscape(gather(who[order], what[order], how[order]))
    assert np.array_equal(first.people.x, again.people.x)
    assert np.array_equal(first.people.groups, again.people.groups)
    assert first.groups == again.groups
    assert first.shared == again.shared
    assert first.stability == again.stability


def test_it_finds_the_same_groups_when_people_and_statements_get_other_numbers():
    who, what, how, _ = planted(150, 30, 3, seed=6)
    rng = np.random.default_rng(2)
    people, statements = rng.permutation(150) * 7 + 3, rng.permutation(30) * 1000
    one = landscape(gather(who, what, how))
    other = landscape(gather(people[who], statements[what], how))
    at = np.searchsorted(other.people.ids, people)
    assert alike(one.people.groups, other.people.groups[at]) == 1
    np.testing.assert_allclose(one.people.x, other.people.x[at], atol=1e-4)
    assert {(statements[h.statement], h.side) for h in one.shared} == {(h.statement, h.side) for h in other.shared}


def test_it_turns_agree_into_disagree_when_every_sign_is_turned():
    who, what, how, _ = planted(100, 25, 2, seed=7)
    one, other = landscape(gather(who, what, how)), landscape(gather(who, what, -how))
    assert alike(one.people.groups, other.people.groups) == 1
    other_side = {"agree": "disagree", "disagree": "agree"}
    assert {(h.statement, other_side[h.side]) for h in one.shared} == {(h.statement, h.side) for h in other.shared}
    for person, turned in zip(one.people, other.people, strict=True):
        assert abs(person.x) == pytest.approx(abs(turned.x), abs=1e-4)


def test_it_repeats_itself_with_the_same_seed_and_tells_it():
    answers = gather(*noise(60, 20, 8))
    one, same, other = (landscape(answers, seed=seed) for seed in (3, 3, 4))
    assert one.stability == same.stability != other.stability
    assert one.seed == 3
    assert one.engine
    np.testing.assert_array_equal(one.people.x, other.people.x)


def test_it_says_nothing_of_statements_that_were_taken_out():
    answers = gather(*planted(100, 25, 2, seed=9)[:3])
    for compatible in (False, True):
        found = landscape(answers, moderated_out=[0, 3, 99], compatible=compatible)
        told = {h.statement for h in found.shared} | {s.statement for g in found.groups for s in g.statements}
        told |= {p.statement for p in found.divides} | {pk for pk, _ in next_statements(found)}
        assert told
        assert not told & {0, 3}


def test_it_never_shows_a_group_of_a_few():
    who, what, how, _ = planted(60, 20, 2, seed=10)
    odd = np.repeat(np.arange(60, 63), 20)  # three who answer the reverse of everybody's middle, all alike
    who, what = np.concatenate([who, odd]), np.concatenate([what, np.tile(np.arange(20), 3)])
    how = np.concatenate([how, np.tile(np.resize([1, 1, -1], 20), 3)])
    found = landscape(gather(who, what, how))
    assert found.groups
    assert min(group.size for group in found.groups) >= LEAST_IN_GROUP


def test_it_tells_nothing_about_a_group_of_a_few_in_the_compatible_mode_either():
    who, what, how, _ = planted(40, 20, 2, seed=11)
    odd = np.repeat(np.arange(40, 43), 20)
    how = np.concatenate([how, np.tile(np.where(np.arange(20) % 2, 1, -1), 3)])
    answers = gather(np.concatenate([who, odd]), np.concatenate([what, np.tile(np.arange(20), 3)]), how)
    for count in (3, 4, 5):
        found = landscape(answers, compatible=True, groups=count)
        small = [group for group in found.groups if group.size < LEAST_IN_GROUP]
        assert all(group.statements == () for group in small)
        assert len(found.counts.by_group) == len(found.groups) - len(small)
        told = {one for parted in found.divides for one in (parted.most, parted.least)}
        assert not told & {group.id for group in small}


@pytest.mark.parametrize(("people", "statements", "why"), [(10, 20, "too_few_people"), (50, 4, "too_few_statements")])
def test_it_says_why_there_are_no_groups(people, statements, why):
    found = landscape(gather(*planted(people, statements, 2, seed=1, answered=1)[:3]))
    assert found.why == (why,)
    assert not found.stable
    assert found.groups == ()
    assert why in WHY


def test_it_says_so_when_everybody_answers_the_same():
    who, what = np.divmod(np.arange(400), 20)
    found = landscape(gather(who, what, np.ones(400, int)))
    assert found.why == ("all_alike",)
    assert not found.groups
    assert {(h.statement, h.side) for h in found.shared} == {(j, "agree") for j in range(20)}
    assert not found.people.x.any()
    assert not found.people.y.any()


def test_it_takes_the_later_of_two_answers():
    one = gather([1, 1, 2], [5, 5, 5], [1, -1, 0])
    assert one.values.tolist() == [-1, 0]
    assert one.each.tolist() == [1, 1]


@pytest.mark.parametrize(
    "lists", [([1], [1, 2], [1]), ([1], [1], [2]), ([1.5], [1], [1]), ([1], [1], [float("nan")]), (["a"], [1], [1])]
)
def test_it_refuses_what_are_no_answers(lists):
    with pytest.raises(ValueError):
        gather(*lists)


def test_it_keeps_a_place_for_who_answered_nothing():
    who, what, how, _ = planted(40, 20, 2, seed=12)
    found = landscape(gather(who, what, how, everyone=[77], every_statement=[500]))
    nobody = next(person for person in found.people if person.id == 77)
    assert (nobody.x, nobody.y, nobody.group) == (0, 0, None)
    assert next_statements(found)[0][0] == 500  # nobody has answered it yet, so it teaches most


AN_ANSWER = st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from([-1, 0, 1]))


@settings(max_examples=60, deadline=None)
@given(st.lists(AN_ANSWER, max_size=300), st.booleans(), st.sets(st.integers(0, 12), max_size=13))
def test_it_stands_anything(listed, compatible, out):
    lists = np.array(listed, int).reshape(-1, 3).T
    found = landscape(gather(*lists), moderated_out=out, compatible=compatible)
    assert np.isfinite([found.people.x, found.people.y]).all()
    assert 0 <= found.stability <= 1
    assert np.isfinite(found.explained).all()
    assert 0 <= sum(found.explained) <= 1 + 1e-9
    assert {person.id for person in found.people} == {who for who, _, _ in listed}
    assert found.stable or compatible or not found.groups
    assert not out & {held.statement for held in found.shared}
    assert all(np.isfinite(worth) for _, worth in next_statements(found))


@settings(max_examples=25, deadline=None)
@given(st.lists(AN_ANSWER, min_size=1, max_size=300), st.randoms(use_true_random=False))
def test_it_does_not_mind_the_order_of_anything(listed, random):
    last = {(who, what): how for who, what, how in listed}
    lists = [(*key, how) for key, how in last.items()]
    shuffled = random.sample(lists, len(lists))
    one, other = (landscape(gather(*np.array(rows).T)) for rows in (listed, shuffled))
    assert np.array_equal(one.people.x, other.people.x)
    assert one.groups == other.groups
    assert one.shared == other.shared
