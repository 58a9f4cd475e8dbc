"""A connector says yes themselves, or it is written down and read back; and stops in one step."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.communities import actions
from alongside.communities.models import Connector, Door
from alongside.communities.queries.doors import live_doors
from alongside.communities.tests.conftest import CONTACT
from alongside.projects.actions import remove_member


def page_of(row: Connector) -> str:
    return f"/p/warm-homes/connectors/{row.pk}/"


@pytest.fixture
def keeper(cast, boats) -> Connector:
    """Somebody without an account."""
    return actions.ask_connector(boats, by=cast.hana, name="Zorakeeper", contact=CONTACT, asked_of_them="Tell people.")


def test_nobody_says_yes_for_a_member(cast, asked):
    for wrong in (cast.bryn, cast.hana, cast.olga, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.answer_connecting(asked, by=wrong, yes=True)
    asked.refresh_from_db()
    assert asked.waits


def test_a_member_answers_on_one_page(cast, as_, asked):
    page = as_(cast.amina).get(page_of(asked)).content.decode()
    assert "Give people a letter." in page
    wrong = as_(cast.amina).post(page_of(asked), {"contact": "Ring the bell"})
    assert wrong.status_code == 422
    assert "Ring the bell" in wrong.content.decode()
    as_(cast.amina).post(page_of(asked), {"answer": "no", "contact": "Ring the bell"})
    asked.refresh_from_db()
    assert asked.answer == "no"
    assert bytes(asked.contact) == b""
    assert "Will you open a door" not in as_(cast.amina).get("/my/").content.decode()


def test_a_no_can_be_asked_again_and_a_yes_cannot(cast, boats, asked):
    with pytest.raises(ValueError, match="asked already"):
        actions.ask_connector(boats, by=cast.hana, person=cast.amina, asked_of_them="Again")
    actions.answer_connecting(asked, by=cast.amina, yes=False)
    again = actions.ask_connector(boats, by=cast.hana, person=cast.amina, asked_of_them="Again")
    assert again.pk == asked.pk
    assert again.waits


def test_without_an_account_a_host_writes_it_down_and_reads_it_back(cast, as_, keeper):
    told = {"answer": "yes", "told": "phone", "contact": CONTACT, "is_named": "on"}
    page = as_(cast.hana).post(page_of(keeper) + "said/", told)
    assert page.status_code == 422
    assert "Read it back to them first." in page.content.decode()
    with pytest.raises(ValueError, match="Read it back"):
        actions.write_down_answer(keeper, by=cast.hana, yes=True, told="phone", read_back=False)
    as_(cast.hana).post(page_of(keeper) + "said/", {**told, "read_back": "on"})
    keeper.refresh_from_db()
    assert keeper.opens
    assert (keeper.told, keeper.typed_by) == ("phone", cast.hana)


def test_nothing_is_written_over_what_they_answered_themselves(cast, opens):
    with pytest.raises(ValueError, match="themselves"):
        actions.write_down_answer(opens, by=cast.hana, yes=False, told="phone", read_back=True)
    opens.refresh_from_db()
    assert opens.opens


def test_how_to_reach_them_is_for_hosts_and_themselves(cast, as_, boats, opens, keeper):
    for who, opened in ((cast.bryn, False), (cast.ada, False), (cast.hana, True), (cast.cole, True)):
        found = as_(who).get(f"/p/warm-homes/communities/{boats.pk}/").content.decode()
        assert ("zora-lock" in found) is opened, who.nickname
    assert "zora-lock" in as_(cast.amina).get(page_of(opens)).content.decode()
    assert as_(cast.amina).get(page_of(keeper)).status_code == 404
    assert "zora-lock" not in as_(cast.ada).get(page_of(keeper)).content.decode()
    row = Connector.objects.get(pk=keeper.pk)
    assert b"zora" not in bytes(row.contact).lower() + bytes(row.name).lower()


def test_a_name_is_told_to_members_only_with_a_yes(cast, as_, boats, opens):
    here = f"/p/warm-homes/communities/{boats.pk}/"
    assert "Amina" not in as_(cast.bryn).get(here).content.decode()
    with pytest.raises(PermissionDenied):
        actions.change_connector(opens, by=cast.hana, is_named=True, contact="")
    as_(cast.amina).post(page_of(opens) + "change/", {"is_named": "on", "contact": CONTACT})
    assert "Amina" in as_(cast.bryn).get(here).content.decode()


def test_they_stop_in_one_step_and_what_was_known_of_them_goes(cast, as_, boats, opens):
    actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)
    assert as_(cast.bryn).post(page_of(opens) + "stop/").status_code == 404
    as_(cast.amina).post(page_of(opens) + "stop/")
    opens.refresh_from_db()
    assert opens.stopped_at
    assert bytes(opens.contact) == b""
    assert not live_doors(boats).exists()
    assert as_(cast.amina).get(page_of(opens)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)


def test_if_they_wish_what_they_gave_away_still_works(cast, as_, boats, opens):
    actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)
    as_(cast.amina).post(page_of(opens) + "stop/", {"keep_doors": "on"})
    assert live_doors(boats).count() == 1


def test_one_without_an_account_is_forgotten_by_a_host(cast, as_, keeper):
    as_(cast.hana).post(page_of(keeper) + "stop/")
    keeper.refresh_from_db()
    assert (bytes(keeper.name), bytes(keeper.contact)) == (b"", b"")


@pytest.mark.parametrize("by", ["amina", "hana"])
def test_who_is_not_in_the_project_any_more_opens_nothing(cast, as_, deliver, boats, opens, by):
    actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)
    remove_member(cast.project.memberships.get(person=cast.amina), by=getattr(cast, by))
    cast.amina.__dict__.pop("_memberships", None)
    with pytest.raises(PermissionDenied):
        actions.open_door(boats, by=cast.amina, paper="letter", uses=5, days=9)
    deliver()
    opens.refresh_from_db()
    assert opens.stopped_at
    assert not live_doors(boats).exists()
    assert Door.objects.count() == 1
