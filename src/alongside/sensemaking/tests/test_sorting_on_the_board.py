"""Hosts sort voices on the board; nobody else can, and nothing is ever half done."""

import pytest

from alongside.ledger.models import Step
from alongside.sensemaking import actions, queries
from alongside.sensemaking.models import Placement, Theme

SORT = "/p/warm-homes/board/sort/"


def inside(theme):
    return set(Placement.objects.filter(theme=theme, ended_at=None).values_list("voice_id", flat=True))


@pytest.fixture
def damp(cast):
    return actions.make_theme(cast.project, by=cast.hana, title="Damp")


def test_it_opens_for_hosts_only(cast, as_):
    for wrong in (cast.amina, cast.dev, cast.sam, cast.olga):
        assert as_(wrong).get("/p/warm-homes/board/").status_code == 403
    assert as_(None).get("/p/warm-homes/board/").status_code == 302
    assert as_(cast.hana).get("/p/quiet-streets/board/").status_code == 404
    assert as_(cast.cole).get("/p/warm-homes/board/").status_code == 200
    assert as_(cast.cole).get(SORT).status_code == 405


def test_it_lets_no_member_place(cast, as_, say, damp):
    voice = say(cast.amina, "Wet walls")
    answer = as_(cast.amina).post(SORT, {"do": f"put:{voice.pk}:0", f"into-{voice.pk}-0": damp.pk})
    assert answer.status_code == 403
    assert not inside(damp)


def test_it_finds_nothing_of_another_project(cast, as_, say, damp):
    ours, theirs = say(cast.amina, "Wet walls"), say(cast.olga, "Loud lorries", project=cast.other)
    foreign = actions.make_theme(cast.other, by=cast.olga, title="Lorries")
    hana = as_(cast.hana)
    many = hana.post(SORT, {"do": "many", "voices": [ours.pk, theirs.pk], "into": damp.pk})
    new = hana.post(SORT, {"do": "new", "voices": [ours.pk, theirs.pk], "title": "Both"})
    into = hana.post(SORT, {"do": f"put:{ours.pk}:0", f"into-{ours.pk}-0": foreign.pk})
    out = hana.post(SORT, {"do": f"out:{ours.pk}:{foreign.pk}"})
    assert [a.status_code for a in (many, new, into, out)] == [404] * 4
    assert not Placement.objects.exists()
    assert not Theme.objects.filter(title="Both").exists()
    with pytest.raises(ValueError, match="another project"):
        actions.place_voices([ours, theirs], damp, by=cast.hana)
    assert not Placement.objects.exists()


def test_it_puts_in_adds_moves_and_takes_out_by_plain_buttons(cast, as_, say, damp):
    cold = actions.make_theme(cast.project, by=cast.hana, title="Cold")
    voice, hana = say(cast.amina, "Wet walls"), as_(cast.hana)
    hana.post(SORT, {"do": f"put:{voice.pk}:0", f"into-{voice.pk}-0": damp.pk})
    hana.post(SORT, {"do": f"put:{voice.pk}:0", f"into-{voice.pk}-0": damp.pk})
    assert Placement.objects.get().placed_by == cast.hana
    assert Step.objects.filter(verb="voice.placed").count() == 1
    hana.post(SORT, {"do": f"put:{voice.pk}:{damp.pk}", f"into-{voice.pk}-{damp.pk}": cold.pk})
    assert inside(damp) == inside(cold) == {voice.pk}
    assert b"Also in" in hana.get("/p/warm-homes/board/").content
    hana.post(SORT, {"do": f"out:{voice.pk}:{cold.pk}"})
    hana.post(SORT, {"do": f"move:{voice.pk}:{damp.pk}", f"into-{voice.pk}-{damp.pk}": cold.pk})
    assert (inside(damp), inside(cold)) == (set(), {voice.pk})
    answer = hana.post(f"{SORT}?theme={cold.pk}", {"do": f"out:{voice.pk}:{cold.pk}"})
    assert answer["Location"].endswith(f"/board/?theme={cold.pk}")
    assert list(queries.loose_voices(cast.project)) == [voice]


def test_it_makes_a_theme_from_ticked_voices(cast, as_, say):
    voices = [say(cast.amina, f"Voice {n}") for n in range(3)]
    hana = as_(cast.hana)
    hana.post(SORT, {"do": "new", "voices": [v.pk for v in voices], "title": "  "})
    assert not Theme.objects.exists()
    hana.post(SORT, {"do": "new", "voices": [v.pk for v in voices], "title": "Together"})
    assert inside(Theme.objects.get(title="Together")) == {v.pk for v in voices}


def test_it_answers_the_script_with_the_cards_or_a_reason(cast, as_, say, damp):
    voice, hana, script = say(cast.amina, "Wet walls"), as_(cast.hana), {"HX-Request": "true"}
    wish = {"do": f"move:{voice.pk}:0", f"into-{voice.pk}-0": damp.pk}
    answer = hana.post(SORT, wish, headers=script)
    assert f'data-card="{voice.pk}" data-from="{damp.pk}"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    actions.split_theme(damp, [("A", []), ("B", [])], by=cast.hana)
    late = hana.post(SORT, wish, headers=script)
    assert late.status_code == 409
    assert "what it became" in late.content.decode()


def test_it_never_places_words_taken_back(cast, as_, say, damp):
    from alongside.voices.actions import take_back

    voice = say(cast.amina, "Wet walls")
    take_back(voice, by=cast.amina)
    as_(cast.hana).post(SORT, {"do": f"put:{voice.pk}:0", f"into-{voice.pk}-0": damp.pk})
    assert not inside(damp)


@pytest.mark.parametrize("path", ["/p/warm-homes/board/", "/p/warm-homes/themes/"])
def test_it_asks_as_much_of_the_database_for_many_as_for_few(cast, as_, say, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = as_(cast.hana)

    def fill(n):
        voices = [say(cast.amina, f"Voice {i}") for i in range(n)]
        for i in range(n):
            theme = actions.make_theme_of(cast.project, voices[:3], by=cast.hana, title=f"T{i}")
            if n > 1 and i % 5 == 0:
                actions.raise_dispute(voices[0], theme, by=cast.amina, words="No")
        say(cast.bryn, "Loose")

    def cost():
        browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        return len(asked)

    fill(2)
    few = cost()
    fill(30)
    assert cost() == few


def test_it_pages_one_theme_to_its_end(cast, as_, say, damp):
    voices = [say(cast.amina, f"Voice number {n:03}") for n in range(50)]
    actions.place_voices(voices, damp, by=cast.hana)
    browser, url, seen = as_(cast.hana), f"/p/warm-homes/board/?theme={damp.pk}", set()
    for _page in range(3):
        answer = browser.get(url)
        column = answer.context["board"].columns[0]
        seen |= {card.voice.id for card in column.cards}
        url = f"/p/warm-homes/board/{column.more_url}"
    assert seen == {v.pk for v in voices}
    assert column.more_url == ""


@pytest.mark.parametrize(
    "query", ["theme=x", "theme=-1", "theme=99999999999999999999", "later=zz", "after=%00", "find=%00<b>"]
)
def test_it_shrugs_off_nonsense_in_the_address(cast, as_, damp, query):
    assert as_(cast.hana).get(f"/p/warm-homes/board/?{query}").status_code == 200


@pytest.mark.parametrize("do", ["", "put", "put:x:y", "move:1:2:3", "burn:1:1", "many", "new"])
def test_it_answers_nonsense_wishes_without_breaking(cast, as_, damp, do):
    assert as_(cast.hana).post(SORT, {"do": do}).status_code in {302, 404}
    assert not Placement.objects.exists()
