"""Who may know that a community is on the map: for all others it is not there, on no page and in no file."""

import pytest

from alongside.communities import actions
from alongside.communities.models import Community

HERE = "/p/warm-homes/communities/"


@pytest.fixture
def three(cast):
    """One for everyone, one for members, one for hosts."""
    for name, shown_to in (("Zoraopen", "everyone"), ("Zoramembers", "members"), ("Zorahosts", "hosts")):
        actions.add_community(
            cast.project, by=cast.hana, name=name, kind="interest", why="They know.", shown_to=shown_to
        )
    return {one.name: one for one in Community.objects.all()}


@pytest.mark.parametrize(
    ("who", "meets"),
    [
        (None, {"Zoraopen"}),
        ("olga", {"Zoraopen"}),
        ("bryn", {"Zoraopen", "Zoramembers"}),
        ("hana", {"Zoraopen", "Zoramembers", "Zorahosts"}),
    ],
)
def test_each_sees_as_much_as_they_may_know(cast, as_, three, who, meets):
    browser = as_(getattr(cast, who) if who else None)
    for path in (HERE, HERE + "map.svg", "/p/warm-homes/"):
        answer = browser.get(path)
        text = answer.content.decode()
        assert {name for name in three if name in text} == meets, path
    for name, row in three.items():
        assert browser.get(f"{HERE}{row.pk}/").status_code == (200 if name in meets else 404), name


def test_whoever_is_asked_sees_the_one_they_are_asked_for(cast, as_, three):
    row = three["Zorahosts"]
    assert as_(cast.amina).get(f"{HERE}{row.pk}/").status_code == 404
    asked = actions.ask_connector(row, by=cast.hana, person=cast.amina, asked_of_them="Tell people.")
    assert as_(cast.amina).get(f"{HERE}{row.pk}/").status_code == 200
    assert as_(cast.bryn).get(f"{HERE}{row.pk}/").status_code == 404
    actions.stop_connecting(asked, by=cast.amina)
    assert as_(cast.amina).get(f"{HERE}{row.pk}/").status_code == 404


def test_an_experience_is_not_told_to_everyone_without_a_yes(cast, as_):
    about = {
        "name": "In recovery",
        "kind": "experience",
        "why": "They know.",
        "shown_to": "everyone",
        "how_far": "some",
    }
    answer = as_(cast.hana).post(HERE + "add/", about)
    assert answer.status_code == 422
    assert "In recovery" in answer.content.decode()
    with pytest.raises(ValueError, match="point at somebody"):
        actions.add_community(cast.project, by=cast.hana, **about)
    row = actions.add_community(cast.project, by=cast.hana, **{**about, "how_far": "asked"})
    with pytest.raises(ValueError, match="point at somebody"):
        actions.note_how_far(row, by=cast.hana, how_far="some")
    actions.edit_community(
        row, by=cast.hana, said_yes=True, name="In recovery", kind="experience", why="They know.", shown_to="everyone"
    )
    assert actions.note_how_far(row, by=cast.hana, how_far="some").is_here


def test_how_they_like_to_be_reached_is_for_members(cast, as_):
    row = actions.add_community(
        cast.project,
        by=cast.hana,
        name="Anglers",
        kind="interest",
        why="They know.",
        shown_to="everyone",
        reach="zora-bait",
    )
    assert "zora-bait" not in as_(None).get(f"{HERE}{row.pk}/").content.decode()
    assert "zora-bait" in as_(cast.bryn).get(f"{HERE}{row.pk}/").content.decode()


def test_the_history_says_it_in_words_that_point_at_nobody(cast, as_, three):
    page = as_(None).get("/p/warm-homes/history/").content.decode()
    assert "put a community on the map" in page
    assert "Zorahosts" not in page
    assert f"{HERE}{three['Zorahosts'].pk}/" not in page
