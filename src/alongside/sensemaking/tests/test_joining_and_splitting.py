"""Themes join and split; no voice vanishes, and every way stays known in both directions."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.ledger.models import Step
from alongside.sensemaking import actions, queries
from alongside.sensemaking.models import Placement, Theme


def inside(theme):
    return set(Placement.objects.filter(theme=theme, ended_at=None).values_list("voice_id", flat=True))


def standing(theme):
    return set(queries.standing_placements([theme.pk]).values_list("voice_id", flat=True))


@pytest.fixture
def two(cast, say):
    """Damp holds 1 and 2, cold holds 2 and 3."""
    voices = [say(cast.amina, f"Voice {n}") for n in range(4)]
    damp = actions.make_theme_of(cast.project, voices[1:3], by=cast.hana, title="Damp")
    cold = actions.make_theme_of(cast.project, voices[2:4], by=cast.cole, title="Cold")
    return damp, cold, voices


def test_it_lets_only_hosts_join_and_split(cast, two):
    damp, cold, _voices = two
    for wrong in (cast.amina, cast.dev, cast.olga):
        with pytest.raises(PermissionDenied):
            actions.merge_themes([damp, cold], by=wrong, title="Home")
        with pytest.raises(PermissionDenied):
            actions.split_theme(damp, [("A", []), ("B", [])], by=wrong)
    assert not Theme.objects.exclude(ended_at=None).exists()


def test_it_refuses_themes_of_another_project(cast, two):
    theirs = actions.make_theme(cast.other, by=cast.olga, title="Theirs")
    with pytest.raises(ValueError, match="different projects"):
        actions.merge_themes([two[0], theirs], by=cast.hana, title="Home")
    with pytest.raises(ValueError, match="two or more"):
        actions.merge_themes([two[0], two[0]], by=cast.hana, title="Home")
    assert not Theme.objects.exclude(ended_at=None).exists()


def test_it_joins_and_carries_each_voice_once(cast, two):
    damp, cold, voices = two
    home = actions.merge_themes([damp, cold], by=cast.cole, title="Warm and dry")
    assert inside(home) == {v.pk for v in voices[1:]}
    assert inside(damp) == inside(cold) == set()
    assert standing(damp) == {voices[1].pk, voices[2].pk}
    assert standing(cold) == {voices[2].pk, voices[3].pk}
    shared = Placement.objects.get(theme=home, voice=voices[2])
    assert shared.carried_from.theme == damp
    assert shared.placed_by == cast.hana
    _themes, edges = queries.lineage([damp.pk])
    assert edges == [(damp.pk, home.pk, "merge")]
    assert set(queries.lineage([home.pk])[0]) == {damp.pk, cold.pk, home.pk}
    assert Step.objects.get(verb="theme.merged").facts == {"from_ids": [damp.pk, cold.pk]}
    with pytest.raises(ValueError, match="what it became"):
        actions.place_voice(voices[0], damp, by=cast.hana)
    with pytest.raises(ValueError, match="what it became"):
        actions.merge_themes([damp, home], by=cast.hana, title="Again")


def test_it_leaves_out_what_was_taken_out_before(cast, two):
    damp, cold, voices = two
    actions.take_out(voices[1], damp, by=cast.hana)
    home = actions.merge_themes([damp, cold], by=cast.hana, title="Home")
    assert standing(damp) == {voices[2].pk}
    assert voices[1].pk not in inside(home)
    assert voices[1] in queries.loose_voices(cast.project)


def test_it_tells_taking_out_from_ending_in_the_same_moment(cast, two):
    import time_machine

    damp, cold, voices = two
    with time_machine.travel("2026-05-01T10:00:00Z", tick=False):
        actions.take_out(voices[1], damp, by=cast.hana)
        actions.merge_themes([damp, cold], by=cast.hana, title="Home")
    assert standing(damp) == {voices[2].pk}


def test_it_splits_and_leaves_the_rest_in_the_first_part(cast, two):
    damp, cold, voices = two
    home = actions.merge_themes([damp, cold], by=cast.hana, title="Home")
    with pytest.raises(ValueError, match="not in this theme"):
        actions.split_theme(home, [("A", []), ("B", [voices[0].pk])], by=cast.hana)
    with pytest.raises(ValueError, match="at least two"):
        actions.split_theme(home, [("A", [])], by=cast.hana)
    first, second = actions.split_theme(
        home, [("Walls", [voices[1].pk]), ("Heat", [voices[1].pk, voices[2].pk])], by=cast.hana
    )
    assert inside(first) == {voices[1].pk, voices[3].pk}
    assert inside(second) == {voices[1].pk, voices[2].pk}
    _themes, edges = queries.lineage([damp.pk])
    assert set(edges) == {(damp.pk, home.pk, "merge"), (home.pk, first.pk, "split"), (home.pk, second.pk, "split")}


def test_it_reads_any_lineage_in_two_queries(cast, two, django_assert_num_queries):
    theme = actions.merge_themes(two[:2], by=cast.hana, title="Home")
    for n in range(10):
        theme = actions.merge_themes(
            actions.split_theme(theme, [("A", []), ("B", [])], by=cast.hana), by=cast.hana, title=f"{n}"
        )
    with django_assert_num_queries(2):
        themes, edges = queries.lineage([two[0].pk])
    assert theme.pk in themes
    assert len(edges) == 1 + 10 * 4
