"""A name that may be told to members is told to no stranger; a no closes the door that was only ajar."""

import pytest

from alongside.communities import actions
from alongside.communities.queries.doors import live_doors
from alongside.projects.actions import accept_invitation
from alongside.projects.models import Project


@pytest.fixture
def everywhere(cast, boats):
    about = {"name": boats.name, "kind": boats.kind, "why": boats.why}
    return actions.edit_community(boats, by=cast.hana, shown_to="everyone", **about)


@pytest.mark.parametrize("who", [None, "olga"])
def test_who_opens_the_door_is_named_to_members_alone(cast, as_, everywhere, opens, who):
    assert cast.project.visibility == Project.Visibility.EVERYONE
    actions.change_connector(opens, by=cast.amina, is_named=True, contact="")
    here = f"/p/warm-homes/communities/{everywhere.pk}/"
    page = as_(getattr(cast, who) if who else None).get(here)
    assert page.status_code == 200
    assert "Amina" not in page.content.decode(), "“Never for strangers”, the form says"
    assert "Amina" in as_(cast.bryn).get(here).content.decode()


def test_who_said_no_knows_of_it_no_more_than_others(cast, as_, boats, asked):
    about = {"name": boats.name, "kind": boats.kind, "why": boats.why}
    actions.edit_community(boats, by=cast.hana, shown_to="hosts", **about)
    here = f"/p/warm-homes/communities/{boats.pk}/"
    assert as_(cast.bryn).get(here).status_code == 404
    assert as_(cast.amina).get(here).status_code == 200, "who is asked may look at what for"
    actions.answer_connecting(asked, by=cast.amina, yes=False)
    assert as_(cast.amina).get(here).status_code == 404
    assert boats.name not in as_(cast.amina).get("/p/warm-homes/communities/").content.decode()


def test_a_paper_for_one_does_not_tell_that_it_was_used(cast, as_, boats, opens):
    _door, code = actions.open_door(boats, by=cast.amina, paper="letter", uses=1, days=9)
    actions.open_door(boats, by=cast.amina, paper="letter", uses=1, days=9)
    here = f"/p/warm-homes/communities/{boats.pk}/ways-in/"
    before = {who: as_(who).get(here).content.decode().count("/close/") for who in (cast.amina, cast.hana)}
    accept_invitation(code, cast.olga)
    for who, count in before.items():
        assert as_(who).get(here).content.decode().count("/close/") == count == 2, "no paper vanishes with its use"
    assert live_doors(boats).count() == 1
    page = as_(cast.hana).get("/p/warm-homes/invitations/").content.decode()
    assert page.replace("&#x27;", "'").count("A community's door") == 2


def test_a_yes_that_became_a_no_closes_what_was_given_away(cast, as_, boats, opens):
    actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)
    as_(cast.amina).post(f"/p/warm-homes/connectors/{opens.pk}/", {"answer": "no"})
    assert not live_doors(boats).exists()
