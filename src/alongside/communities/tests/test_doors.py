"""Ways in: who may make them, what they say, and how many came, as far as it may be told."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.communities import actions
from alongside.communities.models import Door
from alongside.communities.queries.doors import came_through, doors_of, roughly
from alongside.projects.actions import join_as_new_person

FULL = {
    "heading": "Is your boat cold?",
    "words": "Tell us.",
    "gets": "Soup.",
    "access": "A ramp.",
    "offline": "Ring 555 0101 on Fridays.",
}


def ways_in(row) -> str:
    return f"/p/warm-homes/communities/{row.pk}/ways-in/"


def test_only_hosts_and_the_connector_make_ways_in(cast, as_, boats, asked):
    for wrong in (cast.bryn, cast.amina, cast.dev, cast.olga):  # Amina is asked and has not said yes
        with pytest.raises(PermissionDenied):
            actions.open_door(boats, by=wrong, paper="letter", uses=5, days=9)
        with pytest.raises(PermissionDenied):
            actions.write_paper_words(boats, by=wrong, **FULL)
    assert as_(cast.amina).get(ways_in(boats)).status_code == 404
    door, _code = actions.open_door(boats, by=cast.cole, paper="letter", uses=5, days=9)
    assert door.connector is None


def test_a_connectors_way_in_gives_no_role_and_comes_through_them(cast, as_, boats, opens):
    sent = {"paper": "poster", "uses": 5, "days": 9, "roles": "host", "side": "staff", "connector": "x"}
    assert as_(cast.amina).post(ways_in(boats), sent).status_code == 200
    door = Door.objects.get()
    assert (door.connector, door.invitation.roles, door.invitation.side) == (opens, [], "community")


def test_nobody_makes_too_many(cast, as_, boats, opens):
    for uses, days in ((0, 9), (201, 9), (5, 0), (5, 366)):
        answer = as_(cast.amina).post(ways_in(boats), {"paper": "letter", "uses": uses, "days": days})
        assert answer.status_code == 422
        assert any(f"write {end}" in answer.content.decode() for end in ("1 or more", "200 or less", "365 or less"))
        with pytest.raises(ValueError, match="Between"):
            actions.open_door(boats, by=cast.amina, paper="letter", uses=uses, days=days)
    for _n in range(30):
        actions.open_door(boats, by=cast.amina, paper="cards", uses=1, days=9)
    with pytest.raises(ValueError, match="Thirty"):
        actions.open_door(boats, by=cast.amina, paper="cards", uses=1, days=9)


@pytest.mark.parametrize(
    ("count", "host", "other"),
    [
        (0, "Nobody yet", ""), (1, "A few", ""), (4, "A few", ""), (5, "At least 5", "At least 5"),
        (9, "At least 5", "At least 5"), (23, "At least 20", "At least 20"),
    ],
)  # fmt: skip
def test_small_numbers_are_told_to_nobody(count, host, other):
    assert roughly(count, may_know_few=True) == host
    assert roughly(count, may_know_few=False) == other


def test_five_who_came_are_told_to_all_who_see_the_community(cast, as_, boats, opens):
    _door, code = actions.open_door(boats, by=cast.amina, paper="poster", uses=50, days=9)
    here = f"/p/warm-homes/communities/{boats.pk}/"
    for number in range(5):
        assert "At least" not in as_(cast.bryn).get(here).content.decode(), number
        join_as_new_person(code, f"Boat {number}")
    assert came_through(doors_of(boats)) == 5
    assert "At least 5" in as_(cast.bryn).get(here).content.decode()
    assert "At least 5" in as_(cast.bryn).get("/p/warm-homes/communities/").content.decode()


def test_a_connector_closes_their_own_ways_in_only(cast, as_, boats, opens):
    theirs, _code = actions.open_door(boats, by=cast.hana, paper="letter", uses=5, days=9)
    own, code = actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)
    close = "/p/warm-homes/communities/doors/{}/close/"
    assert as_(cast.amina).post(close.format(theirs.pk)).status_code == 404
    assert as_(cast.bryn).post(close.format(own.pk)).status_code == 404
    assert as_(cast.amina).post(close.format(own.pk)).status_code == 302
    assert as_(None).get(f"/join/{code}/").status_code == 404


@pytest.mark.parametrize("paper", ["letter", "poster", "poster_a3", "strips", "cards"])
def test_each_paper_says_how_to_come_in_with_and_without_internet(cast, as_, boats, opens, paper):
    as_(cast.amina).post(f"/p/warm-homes/communities/{boats.pk}/paper/", FULL)
    page = as_(cast.amina).post(ways_in(boats), {"paper": paper, "uses": 5, "days": 9}).content.decode()
    for words in ("Is your boat cold?", "Ring 555 0101 on Fridays.", 'class="cm-code"', "join/"):
        assert words in page, words
    assert ("data:image/svg" in page) is (paper != "strips")


def test_a_letter_names_who_knows_you_if_they_allow_it(cast, as_, boats, opens):
    def letter() -> str:
        return as_(cast.amina).post(ways_in(boats), {"paper": "letter", "uses": 5, "days": 9}).content.decode()

    assert "who knows you" not in letter()
    actions.change_connector(opens, by=cast.amina, is_named=True, contact="")
    assert "from Amina, who knows you" in letter()


def test_words_on_paper_are_kept_and_a_mistake_stands_beside_its_field(cast, as_, boats):
    path = f"/p/warm-homes/communities/{boats.pk}/paper/"
    page = as_(cast.hana).post(path, {**FULL, "heading": ""})
    assert page.status_code == 422
    assert "Soup." in page.content.decode()
    as_(cast.hana).post(path, FULL)
    assert "Is your boat cold?" in as_(cast.hana).get(ways_in(boats)).content.decode()


def test_a_host_who_opens_the_door_begins_with_themselves(cast, as_, boats):
    row = actions.ask_connector(boats, by=cast.hana, person=cast.cole, asked_of_them="Help.")
    actions.answer_connecting(row, by=cast.cole, yes=True)
    assert f'value="{row.pk}" selected' in as_(cast.cole).get(ways_in(boats)).content.decode()
    assert f'value="{row.pk}" selected' not in as_(cast.hana).get(ways_in(boats)).content.decode()
    sent = {"paper": "letter", "uses": 5, "days": 9, "connector": str(row.pk)}
    as_(cast.hana).post(ways_in(boats), sent)
    assert Door.objects.get().connector == row
