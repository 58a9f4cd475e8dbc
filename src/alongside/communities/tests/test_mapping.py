"""What hosts write onto the map; and who may not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.communities import actions
from alongside.communities.models import Community, Door
from alongside.communities.queries.doors import live_doors

HERE = "/p/warm-homes/communities/"


def test_only_hosts_write_on_the_map(cast, boats):
    today = timezone.localdate()
    for wrong in (cast.bryn, cast.dev, cast.olga):
        for verb in (
            lambda by: actions.add_community(cast.project, by=by, name="X", kind="place", why="Y", shown_to="members"),
            lambda by: actions.edit_community(boats, by=by, name="X", kind="place", why="Y", shown_to="members"),
            lambda by: actions.note_how_far(boats, by=by, how_far="some"),
            lambda by: actions.note_try(boats, by=by, on=today, who="We", what="A walk"),
            lambda by: actions.plan_next(boats, by=by, words="Go", owner=cast.hana.pk, due=today),
            lambda by: actions.ask_connector(boats, by=by, person=cast.bryn, asked_of_them="Help"),
            lambda by: actions.take_off_the_map(boats, by=by),
        ):
            with pytest.raises(PermissionDenied):
                verb(wrong)


def test_both_sides_host_it(cast, boats):
    assert actions.note_how_far(boats, by=cast.cole, how_far="some").how_far == "some"


def test_a_name_is_on_the_map_once(cast, boats):
    again = {"kind": "place", "why": "Y", "shown_to": "members"}
    with pytest.raises(ValueError, match="already"):
        actions.add_community(cast.project, by=cast.hana, name=boats.name.upper(), **again)
    actions.take_off_the_map(boats, by=cast.hana)
    assert actions.add_community(cast.project, by=cast.hana, name=boats.name, **again)


def test_a_try_is_dated_and_makes_asked_of_not_asked(cast, as_, boats):
    today = timezone.localdate()
    actions.plan_next(boats, by=cast.hana, words="Walk to the lock", owner=cast.cole.pk, due=today)
    page = as_(cast.hana).post(
        f"{HERE}{boats.pk}/tried/",
        {"on": str(today + timedelta(days=1)), "who": "Cole", "what": "Walked to the lock", "was_next": "on"},
    )
    assert page.status_code == 422
    assert "Walked to the lock" in page.content.decode()
    as_(cast.hana).post(
        f"{HERE}{boats.pk}/tried/",
        {"on": str(today), "who": "Cole", "what": "Walked to the lock", "came_of_it": "Rain.", "was_next": "on"},
    )
    boats.refresh_from_db()
    assert (boats.how_far, boats.next_words, boats.next_due) == ("asked", "", None)
    shown = as_(cast.bryn).get(HERE).content.decode()
    assert "Walked to the lock" in shown
    assert "Rain." in shown


def test_what_is_next_has_an_owner_who_hosts_and_a_day(cast, as_, boats):
    today = timezone.localdate()
    for owner, due in ((cast.bryn.pk, today), (None, today), (cast.hana.pk, None)):
        with pytest.raises(ValueError, match="which host"):
            actions.plan_next(boats, by=cast.hana, words="Go", owner=owner, due=due)
    page = as_(cast.hana).post(f"{HERE}{boats.pk}/next/", {"words": "Go there", "owner": "", "due": ""})
    assert page.status_code == 422
    assert "Go there" in page.content.decode()


def test_a_no_needs_what_they_said_and_is_not_counted_as_missing(cast, as_, boats):
    with pytest.raises(ValueError, match="what they said"):
        actions.note_how_far(boats, by=cast.hana, how_far="no")
    actions.note_how_far(boats, by=cast.hana, how_far="no", words="We told the council three times.")
    page = as_(cast.bryn).get(HERE).content.decode()
    assert "We told the council three times." in page
    missing = page.partition('id="missing"')[2].partition('id="map"')[0]
    assert boats.name not in missing


def test_off_the_map_its_doors_close(cast, as_, boats, opens):
    actions.open_door(boats, by=cast.amina, paper="poster", uses=9, days=9)
    assert live_doors(boats).count() == 1
    as_(cast.hana).post(f"{HERE}{boats.pk}/remove/")
    assert Door.objects.count() == 1
    assert not live_doors(boats).exists()
    opens.refresh_from_db()
    assert opens.stopped_at
    assert bytes(opens.contact) == b""
    assert boats.name not in as_(cast.hana).get(HERE).content.decode()
    with pytest.raises(ValueError, match="not on the map"):
        actions.note_how_far(boats, by=cast.hana, how_far="some")


def test_when_the_project_has_ended_nothing_is_written(cast, as_, boats):
    cast.project.ended_on = timezone.localdate()
    cast.project.save()
    boats = Community.objects.select_related("project").get()
    with pytest.raises(PermissionDenied):
        actions.note_how_far(boats, by=cast.hana, how_far="some")
    assert as_(cast.hana).get(HERE).status_code == 200
