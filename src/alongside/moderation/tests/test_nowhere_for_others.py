"""Words set aside are nowhere for others: every place where words show, by every way of looking."""

import csv
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.decisions.actions import answer_amendment, comment_on, propose_amendment, start_draft, write_passage
from alongside.decisions.models import Amendment
from alongside.exchange import archive, reading
from alongside.gatherings.actions import add_gathering
from alongside.gatherings.models import Activity
from alongside.moderation.actions import let_back
from alongside.people.actions import make_token
from alongside.room import actions as leading
from alongside.room.views.screen import screen_token
from alongside.sensemaking.actions import make_theme, place_voices
from alongside.voices.actions import make_statement, record_voice, take_stance
from alongside.voices.models import Voice

REASON = "It says what a neighbour is, and he cannot answer here."
VOICE, COMMENT, PROPOSAL = "zora-voice is a thief", "zora-comment is a fool", "zora-proposal is a pest"


@pytest.fixture
def planted(cast, put_aside):
    """A voice wherever voices stand, a comment and a proposal; all three set aside by Cole."""
    project, hana = cast.project, cast.hana
    met = add_gathering(project, by=hana, title="Tea", on="2026-01-20")
    voice = record_voice(project, words=VOICE, by=cast.amina, person=cast.amina, gathering=met)
    theme = make_theme(project, by=hana, title="Neighbours")
    place_voices([voice], theme, by=hana)
    statement = make_statement(Voice.objects.get(pk=voice.pk), by=hana)
    take_stance(statement, cast.bryn, 1)
    draft = start_draft(project, by=hana, title="The plan")
    text = f"We heard: [[voice:{voice.pk}]]"
    passage = write_passage(draft, by=hana, heading="Heard", text=text, themes=[theme], voices=[voice]).passage
    comment = comment_on(passage, by=cast.amina, words=COMMENT)
    amendment = propose_amendment(
        passage, by=cast.amina, base_number=1, heading="Heard", text=f"We heard that {PROPOSAL}.", why=PROPOSAL
    )
    activity = Activity.objects.create(gathering=met, title="Agree or not", kind="statements", question="Well?")
    room = leading.open_room(met, by=hana)
    leading.add_voices(activity, [Voice.objects.get(pk=voice.pk)], by=hana)
    live = leading.start(activity, by=hana)
    leading.show(live, by=hana, shown=True)
    asides = [
        put_aside(row, what=what, reason=REASON)
        for row, what in ((voice, "voice"), (comment, "comment"), (amendment, "proposal"))
    ]
    keys = {
        "voice": voice.pk, "theme": theme.pk, "draft": draft.pk, "passage": passage.pk, "amendment": amendment.pk,
        "statement": statement.pk, "gathering": met.pk, "activity": activity.pk,
    }  # fmt: skip
    return {"keys": keys, "asides": asides, "room": room}


PLACES = {
    "voices:list": "", "voices:voice": "voice", "voices:statements": "", "impact:trail_of_voice": "voice",
    "impact:voice_svg": "voice", "impact:voice_prov": "voice", "impact:trail_of_passage": "passage",
    "impact:passage_svg": "passage", "impact:passage_prov": "passage", "impact:trail_of_theme": "theme",
    "impact:theme_svg": "theme", "impact:theme_prov": "theme", "sensemaking:theme": "theme",
    "sensemaking:themes": "", "sensemaking:themes_svg": "", "sensemaking:landscape": "",
    "sensemaking:landscape_svg": "", "sensemaking:why": "statement", "decisions:draft": "draft",
    "decisions:draft_history": "draft", "decisions:passage": "passage", "decisions:answer_amendment": "amendment",
    "decisions:citing_theme": "theme", "projects:project": "", "projects:history": "",
    "moderation:rules_for_words": "", "moderation:report_voice": "voice", "moderation:report_proposal": "amendment",
    "room:results": "gathering", "gatherings:gathering": "gathering", "ethics:plan": "",
}  # fmt: skip


def addresses(planted):
    keys, slug, room = planted["keys"], "warm-homes", planted["room"]
    for name, key in PLACES.items():
        yield reverse(name, args=[slug, *([keys[key]] if key else [])])
    yield f"/p/{slug}/voices/?q=thief"
    for name in ("room:result_svg", "room:result_csv"):
        yield reverse(name, args=[slug, keys["gathering"], keys["activity"]])
    yield f"/r/{room.code}/"
    yield f"/screen/{screen_token(room)}/"


def text_of(client, url, **headers):
    answer = client.get(url, follow=True, **headers)
    assert answer.status_code == 200, url
    return (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")


def met(client, planted):
    """Where words of ours are found."""
    found = {url: text_of(client, url) for url in addresses(planted)}
    return {url for url, text in found.items() if "zora-" in text}


def api(person, planted):
    headers = {"HTTP_AUTHORIZATION": f"Bearer {make_token(person, by=person, name='all', scopes=['read'])}"}
    keys, here = planted["keys"], "/api/v1/projects/warm-homes/"
    paths = ("voices", f"voices/{keys['voice']}", f"voices/{keys['voice']}/trail", f"drafts/{keys['draft']}")
    return {path: text_of(Client(), here + path, **headers) for path in paths}


def test_nobody_else_meets_them_anywhere(cast, as_, planted):
    for reader in (None, cast.olga, cast.bryn, cast.dev):
        assert met(as_(reader), planted) == set(), reader
    for told in api(cast.bryn, planted).values():
        assert VOICE not in told


def test_the_marker_stands_in_their_place(cast, as_, planted):
    keys = planted["keys"]
    for name, key in (("voices:voice", "voice"), ("decisions:draft", "draft"), ("decisions:passage", "passage"),
                      ("decisions:answer_amendment", "amendment"), ("sensemaking:theme", "theme")):  # fmt: skip
        page = text_of(as_(cast.bryn), reverse(name, args=["warm-homes", keys[key]]))
        assert "Set aside by the hosts." in page, name
        assert REASON in page, name
    told = json.loads(api(cast.bryn, planted)[f"voices/{keys['voice']}"])
    assert (told["words"], told["withheld"], told["set_aside"]["reason"]) == ("", True, REASON)


def test_the_archive_keeps_their_place_with_rule_and_reason(cast, planted, tmp_path):
    archive.write(cast.project, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as file:
        texts = {name: file.read(name).decode() for name in file.namelist()}
    assert [name for name, text in texts.items() if "zora-" in text] == []
    rows = list(csv.DictReader(io.StringIO(texts["data/set_asides.csv"])))
    assert [(row["file"], row["reason"]) for row in rows] == [
        ("voices", REASON), ("comments", REASON), ("amendments", REASON)
    ]  # fmt: skip
    assert len(list(csv.DictReader(io.StringIO(texts["data/voices.csv"])))) == 1, "totals stay true"
    assert json.loads(texts["schema.json"])["files"]["data/set_asides.csv"]


def test_the_archive_is_brought_in_again(cast, planted, tmp_path):
    archive.write(cast.project, tmp_path / "out.zip")
    project = reading.bring_in(tmp_path / "out.zip").project
    assert Voice.objects.get(project=project).words == ""


def test_a_proposal_set_aside_is_not_taken_in(cast, planted):
    amendment = Amendment.objects.get()
    with pytest.raises(ValueError):
        answer_amendment(amendment, by=cast.hana, outcome="accepted", reply="It is what most of us said.")


def test_the_person_and_the_hosts_still_read_them(cast, as_, planted):
    for reader in (cast.amina, cast.hana, cast.ada):
        page = text_of(as_(reader), reverse("voices:voice", args=["warm-homes", planted["keys"]["voice"]]))
        assert VOICE in page
        assert "Set aside by the hosts." in page
        talk = text_of(as_(reader), reverse("decisions:passage", args=["warm-homes", planted["keys"]["passage"]]))
        assert COMMENT in talk


def test_when_they_come_back_they_are_back_everywhere(cast, as_, planted):
    for aside in planted["asides"]:
        let_back(aside, by=cast.hana)
    client, keys = as_(None), planted["keys"]
    found = met(client, planted)
    for name, key in (("voices:voice", "voice"), ("decisions:draft", "draft"), ("decisions:passage", "passage"),
                      ("sensemaking:theme", "theme"), ("impact:voice_svg", "voice"), ("room:results", "gathering"),
                      ("decisions:answer_amendment", "amendment")):  # fmt: skip
        assert reverse(name, args=["warm-homes", keys[key]]) in found, name
    assert f"/screen/{screen_token(planted['room'])}/" in found
    assert VOICE in api(cast.bryn, planted)["voices"]


def test_pages_ask_as_often_for_one_set_aside_as_for_many(cast, as_, say, put_aside):
    def count():
        with CaptureQueriesContext(connection) as asked:
            text_of(as_(cast.bryn), "/p/warm-homes/voices/")
        return len(asked)

    def some(number):
        for one in range(number):
            put_aside(say(cast.amina, f"He is a fool, number {one}."))

    some(1)
    first = count()
    some(9)
    assert count() == first
