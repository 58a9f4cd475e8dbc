"""What a host looks at first is read by nobody else before: not in the room, and not on any other page."""

import csv
import io
import zipfile

from alongside.exchange import archive
from alongside.room.models import Item
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


def test_a_host_lets_everybody_read_it_or_hides_it(workshop, cast, as_):
    said_and_waiting(workshop)
    assert settle(workshop, as_(cast.bryn), "shown").status_code == 403
    settle(workshop, as_(cast.hana), "shown")
    assert RUDE in voices_page(cast, as_(cast.bryn))
    settle(workshop, as_(cast.hana), "hidden")
    assert RUDE not in voices_page(cast, as_(cast.bryn))
    desk = as_(cast.hana).get(f"/p/{cast.project.slug}/desk/").content.decode()
    assert "to look at that" not in desk


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
