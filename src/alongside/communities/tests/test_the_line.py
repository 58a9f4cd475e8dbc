"""From a community on the map, through its connector, to somebody who came in: and nobody can look up who."""

import re

import pytest

from alongside.communities.models import Connector, Door
from alongside.ledger.models import Step
from alongside.people.models import Person
from alongside.projects.models import Invitation, Membership

HERE = "/p/warm-homes/communities/"
ABOUT = {
    "name": "People who live on the boats",
    "kind": "place",
    "why": "No bus goes to the lock.",
    "shown_to": "members",
    "how_far": "not_asked",
}


def code_in(page: str) -> str:
    return re.search(r'cm-code">([\w-]+)<', page)[1].replace("-", "")


@pytest.fixture
def letter(cast, as_):
    """Through the pages alone: Hana puts it on the map and asks Amina, who says yes and makes a letter."""
    hana, amina = as_(cast.hana), as_(cast.amina)
    one = hana.post(HERE + "add/", ABOUT)["Location"]
    ask = {"member": cast.amina.handle, "asked_of_them": "Give people a letter.", "what_they_get": "Tea."}
    assert hana.post(one + "ask/", ask)["Location"] == one
    mine = f"/p/warm-homes/connectors/{Connector.objects.get().pk}/"
    assert mine in amina.get("/my/").content.decode()
    assert amina.post(mine, {"answer": "yes", "contact": "At the lock"})["Location"] == mine
    made = amina.post(one + "ways-in/", {"paper": "letter", "uses": 20, "days": 30, "submit_key": "one"})
    return one, mine, made.content.decode()


def test_a_letter_through_a_connector_brings_somebody_in(cast, as_, letter):
    one, mine, page = letter
    code = code_in(page)
    stranger = as_(None)
    assert stranger.get(f"/join/{code}/").status_code == 200
    stranger.post(f"/join/{code}/", {"nickname": "Wren"})
    wren = Person.objects.get(nickname="Wren")
    assert Membership.objects.get(person=wren).side == "community"
    for browser, path in ((as_(cast.hana), one), (as_(cast.hana), HERE), (as_(cast.amina), mine)):
        assert re.search(r"through this door:?</(dt|strong)>\s*(<dd>)?\s*A few", browser.get(path).content.decode()), (
            path
        )
    for path in (one, HERE):
        told = as_(cast.bryn).get(path).content.decode()
        assert "through this door" not in told
        assert "A few" not in told


def test_who_came_through_a_door_is_written_nowhere(cast, as_, letter):
    _one, mine, page = letter
    as_(None).post(f"/join/{code_in(page)}/", {"nickname": "Wren"})
    wren, door = Person.objects.get(nickname="Wren"), Door.objects.get()
    assert door.uses - door.invitation.uses_left == 1
    assert not Step.objects.filter(verb="invitation.used").exists()
    about = Step.objects.filter(subject_kind__in=["projects.invitation", "communities.community"])
    assert wren.pk not in set(about.values_list("actor_id", flat=True))
    assert "Wren" not in as_(cast.amina).get(mine).content.decode()
    listed = as_(cast.hana).get("/p/warm-homes/invitations/").content.decode()
    assert "A community" in listed
    assert "uses left" not in listed


def test_the_same_paper_is_not_made_twice(cast, as_, letter):
    one, _mine, _page = letter
    again = as_(cast.amina).post(one + "ways-in/", {"paper": "letter", "uses": 20, "days": 30, "submit_key": "one"})
    assert again.status_code == 302
    assert Invitation.objects.count() == 1
