"""What a host looks at first is read by nobody else before: not in the room, and not on any other page."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.exchange import archive
from alongside.moderation.actions import end_lapsed, let_back, set_aside
from alongside.moderation.models import SetAside
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.room.models import Item
from alongside.room.queries import items_of, show_items
from alongside.voices.models import Voice
from alongside.voices.queries import show_one, voices_found

RUDE = "The man at number nine is a thief."


def voices_page(cast, client):
    return client.get(f"/p/{cast.project.slug}/voices/").content.decode()


def place(workshop):
    return f"/p/{workshop.gathering.project.slug}/gatherings/{workshop.gathering.pk}/room"


def settle(workshop, client, state):
    return client.post(
        f"{place(workshop)}/do/", {"do": "item", "back": "parked", "item": Item.objects.get().pk, "state": state}
    )


def said_and_waiting(workshop):
    activity = workshop.run("open", approve=True)
    workshop.say(workshop.phone(), activity, RUDE)
    return Voice.objects.get()


def test_no_page_shows_it_but_to_hosts_and_it_waits_on_their_desk(workshop, cast, as_, client):
    said_and_waiting(workshop)
    for reader in (client, as_(cast.bryn), as_(cast.dev)):
        page = voices_page(cast, reader)
        assert RUDE not in page
    assert "A host looks at these words before others read them." in voices_page(cast, as_(cast.bryn))
    assert RUDE in voices_page(cast, as_(cast.hana))
    desk = as_(cast.hana).get(f"/p/{cast.project.slug}/desk/").content.decode()
    assert "1 thing to look at that was said in" in desk
    assert f'href="{place(workshop)}/parked/"' in desk
    assert RUDE in as_(cast.cole).get(f"{place(workshop)}/parked/").content.decode()


def test_no_search_finds_it_and_no_archive_has_it(workshop, cast, tmp_path):
    voice = said_and_waiting(workshop)
    assert not voices_found(cast.project, cast.bryn, words="thief").exists()
    assert voices_found(cast.project, cast.hana, words="thief").exists()
    assert show_one(voice, viewer=None, project=cast.project).words == ""
    archive.write(cast.project, tmp_path / "project.zip")
    with zipfile.ZipFile(tmp_path / "project.zip") as file:
        rows = list(csv.DictReader(io.StringIO(file.read("data/voices.csv").decode())))
    assert [(row["words"], row["is_held"]) for row in rows] == [("", "yes")]


def test_a_host_lets_everybody_read_it_and_hides_nothing_quietly(workshop, cast, as_):
    said_and_waiting(workshop)
    assert settle(workshop, as_(cast.bryn), "shown").status_code == 403
    settle(workshop, as_(cast.hana), "shown")
    assert RUDE in voices_page(cast, as_(cast.bryn))
    settle(workshop, as_(cast.hana), "hidden")
    assert RUDE in voices_page(cast, as_(cast.bryn))


def set_it_aside(cast, voice, by):
    said = {"rule": rules_in_force(cast.project).lines[0], "reason": "It names a neighbour as a criminal."}
    return set_aside(cast.project, "voice", voice.pk, by=by, is_about_hosts=False, **said)


def test_what_a_host_does_not_let_through_has_a_rule_and_a_reason(workshop, cast, as_):
    voice = said_and_waiting(workshop)
    with pytest.raises(PermissionDenied):
        set_it_aside(cast, voice, cast.bryn)
    aside = set_it_aside(cast, voice, cast.cole)
    page = voices_page(cast, as_(cast.bryn))
    assert RUDE not in page
    assert "It names a neighbour as a criminal." in page
    assert "to look at that" not in as_(cast.hana).get(f"/p/{cast.project.slug}/desk/").content.decode()
    settle(workshop, as_(cast.hana), "shown")
    assert RUDE not in voices_page(cast, as_(cast.bryn)), "it comes back there, and not by the way"
    let_back(aside, by=cast.hana)
    assert RUDE in voices_page(cast, as_(cast.bryn))
    assert [one.words for one in show_items(items_of(workshop.gathering.activities.get()))] in ([], [RUDE])
    assert Item.objects.get().state == "shown"


def test_what_nobody_agreed_to_waits_for_a_host_again(workshop, cast, as_):
    voice = said_and_waiting(workshop)
    aside = set_it_aside(cast, voice, cast.hana)
    SetAside.objects.filter(pk=aside.pk).update(at=timezone.now() - timedelta(days=3))
    end_lapsed()
    assert RUDE not in voices_page(cast, as_(cast.bryn)), "no host has ever let others read it"
    assert "1 thing to look at that was said in" in as_(cast.cole).get(f"/p/{cast.project.slug}/desk/").content.decode()


def test_who_said_it_reads_it(workshop, cast, as_):
    activity = workshop.run("open", approve=True)
    amina = as_(cast.amina)
    amina.post(f"/r/{workshop.room.code}/join/", {"how": "me"})
    workshop.say(amina, activity, RUDE)
    assert RUDE in voices_page(cast, amina)
    assert RUDE not in voices_page(cast, as_(cast.bryn))


def test_parked_by_nobody_known_it_waits_and_by_a_member_it_does_not(workshop, cast, as_):
    workshop.phone().post(f"/r/{workshop.room.code}/park/", {"words": RUDE, "key": "p1"})
    amina = as_(cast.amina)
    amina.post(f"/r/{workshop.room.code}/join/", {"how": "me"})
    amina.post(f"/r/{workshop.room.code}/park/", {"words": "What about the stairs?", "key": "p2"})
    page = voices_page(cast, as_(cast.bryn))
    assert RUDE not in page
    assert "What about the stairs?" in page
    assert "(1 to look at)" in as_(cast.hana).get(f"{place(workshop)}/").content.decode()
    parked = as_(cast.hana).get(f"{place(workshop)}/parked/").content.decode()
    assert parked.index("Look at these first") < parked.index(RUDE) < parked.index("What about the stairs?")


def test_a_voice_brought_in_is_only_taken_off_the_activity(workshop, cast, as_, say):
    voice = say(cast.amina, "A visit is worth more than a call.")
    activity = workshop.run("dots")
    Item.objects.create(activity=activity, voice=voice, number=1)
    settle(workshop, as_(cast.hana), "hidden")
    assert "A visit is worth more than a call." in voices_page(cast, as_(cast.bryn))
