"""The list for the door: who may be photographed at one gathering, by name; a no for it alone counts."""

import pytest

from alongside.ethics.actions import answer, ask
from alongside.ethics.queries import door_lists


@pytest.fixture
def tea(cast):
    return cast.project.gatherings.create(title="Tea", on="2026-03-01")


def names(gathering, kind="photo_of_me"):
    [found] = [one for one in door_lists(gathering) if one.kind == kind]
    return {"no": set(found.no), "yes": set(found.yes), "unknown": set(found.unknown)}


def test_only_hosts_see_it_and_of_their_own_gatherings(cast, as_, tea):
    path = f"/p/warm-homes/gatherings/{tea.pk}/door/"
    for other in (cast.olga, cast.amina, cast.dev):
        assert as_(other).get(path).status_code == 403
        assert path not in as_(other).get(f"/p/warm-homes/gatherings/{tea.pk}/").content.decode()
    assert as_(cast.hana).get(path).status_code == 200
    assert path in as_(cast.hana).get(f"/p/warm-homes/gatherings/{tea.pk}/").content.decode()
    foreign = cast.other.gatherings.create(title="Theirs", on="2026-03-01")
    assert as_(cast.hana).get(f"/p/warm-homes/gatherings/{foreign.pk}/door/").status_code == 404


def test_a_no_for_this_gathering_alone_stands_under_no(cast, tea):
    other = cast.project.gatherings.create(title="Cake", on="2026-03-02")
    answer(cast.project, cast.amina, "photo_of_me", yes=True, by=cast.amina)
    answer(cast.project, cast.amina, "photo_of_me", yes=False, by=cast.amina, gathering=tea)
    answer(cast.project, cast.bryn, "recording", yes=True, by=cast.bryn)
    assert "Amina" in names(tea)["no"]
    assert "Amina" in names(other)["yes"]
    assert "Bryn" in names(tea)["unknown"], "a yes to sound is no yes to photos"
    assert "Bryn" in names(tea, "recording")["yes"]


def test_asked_and_silent_is_no_yes_and_who_left_is_gone(cast, as_, tea):
    ask(cast.project, [cast.amina, cast.bryn], ["photo_of_me"], by=cast.hana)
    assert {"Amina", "Bryn"} <= names(tea)["unknown"]
    cast.project.memberships.filter(person=cast.bryn).update(left_at="2026-01-01T00:00Z")
    assert not any("Bryn" in found for found in names(tea).values())
    assert "Amina" not in as_(cast.hana).get(f"/p/warm-homes/gatherings/{tea.pk}/door/").content.decode()


def test_it_asks_the_database_the_same_few_times(cast, tea, django_assert_num_queries):
    for person in (cast.amina, cast.bryn, cast.dev):
        answer(cast.project, person, "photo_of_me", yes=True, by=person)
    with django_assert_num_queries(2):
        door_lists(tea)
