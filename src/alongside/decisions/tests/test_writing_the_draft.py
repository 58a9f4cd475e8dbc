"""Hosts write; two who write at once lose nothing; nobody else can write."""

from typing import Any

import pytest

from alongside.decisions import actions, queries
from alongside.decisions.models import Citation, Draft, Passage, PassageVersion
from alongside.people.models import Naming
from alongside.sensemaking.actions import make_theme, place_voice
from alongside.sensemaking.models import Theme


@pytest.fixture
def version(cast: Any) -> PassageVersion:
    draft = actions.start_draft(cast.project, by=cast.hana, title="The plan")
    text = "We mend the windows first. Then we mend the doors."
    return actions.write_passage(draft, by=cast.hana, heading="Repairs", text=text)


def url(version: PassageVersion, more: str = "revise/") -> str:
    return f"/p/warm-homes/draft/passages/{version.passage_id}/{more}"


def sent(text: str, base: int = 1, **more: Any) -> dict[str, Any]:
    return {"heading": "Repairs", "text": text, "why": "We were asked", "base_number": base, **more}


def newest(version: PassageVersion) -> PassageVersion:
    return queries.newest_version(version.passage_id)


def test_it_lets_only_hosts_write(cast: Any, as_: Any, version: PassageVersion) -> None:
    draft = version.passage.draft
    pages = [url(version), f"/p/warm-homes/draft/{draft.pk}/write/", "/p/warm-homes/draft/start/"]
    for where in [*pages, url(version, "leave-out/"), url(version, "move/")]:
        assert as_(None).post(where).status_code == 302
        for wrong in (cast.amina, cast.dev, cast.olga):
            assert as_(wrong).post(where, sent("Mine now")).status_code == 403
    for where in pages:
        assert as_(cast.cole).get(where).status_code == 200
    assert PassageVersion.objects.count() == 1
    assert Passage.objects.filter(ended_at__isnull=True).count() == 1


def test_it_answers_404_for_what_is_foreign(cast: Any, as_: Any, version: PassageVersion) -> None:
    hana = as_(cast.hana)
    draft = actions.start_draft(cast.other, by=cast.olga, title="Elsewhere")
    foreign = actions.write_passage(draft, by=cast.olga, heading="", text="Elsewhere")
    for more in ("", "revise/", "propose/"):
        assert hana.get(url(foreign, more)).status_code == 404
    for more in ("revise/", "leave-out/", "move/", "comment/", "propose/"):
        assert hana.post(url(foreign, more), sent("Mine now")).status_code == 404
    assert hana.post(f"/p/warm-homes/draft/{draft.pk}/write/", sent("Mine")).status_code == 404
    assert foreign.passage.versions.count() == 1


def test_it_writes_from_start_to_first_passage(cast: Any, as_: Any, say: Any) -> None:
    hana, voice = as_(cast.hana), say(cast.amina, "Mend it")
    theme = make_theme(cast.project, by=cast.hana, title="Cold")
    answer = hana.post("/p/warm-homes/draft/start/", {"title": "A leaflet"})
    draft = Draft.objects.get(title="A leaflet")
    assert answer["Location"] == f"/p/warm-homes/draft/{draft.pk}/write/"
    hana.post(answer["Location"], {"heading": "One", "text": "Text", "themes": [theme.pk], "voices": [voice.pk]})
    row = PassageVersion.objects.get()
    assert set(row.citations.values_list("theme", "voice")) == {(theme.pk, None), (None, voice.pk)}
    hana.post(answer["Location"], {"heading": "Three", "text": "Text"})
    hana.post(answer["Location"], {"heading": "Two", "text": "Text", "after": row.passage_id})
    assert [one.heading for one in queries.current_versions(draft)] == ["One", "Two", "Three"]


@pytest.mark.parametrize("kind", ["themes", "voices"])
@pytest.mark.parametrize("wrong", ["foreign", "0", "abc", "9" * 400, "-1"])
def test_it_saves_nothing_when_something_ticked_is_not_ours(
    cast: Any, as_: Any, say: Any, version: PassageVersion, kind: str, wrong: str
) -> None:
    foreign = {
        "themes": make_theme(cast.other, by=cast.olga, title="Elsewhere").pk,
        "voices": say(cast.olga, "Elsewhere words", project=cast.other).pk,
    }
    given = sent("Typed words stay", **{kind: [foreign[kind] if wrong == "foreign" else wrong]})
    answer = as_(cast.hana).post(url(version), given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "not in this project" in page
    assert "Typed words stay" in page
    assert "Elsewhere" not in page
    assert newest(version).number == 1


def test_it_says_by_the_field_that_somebody_is_not_to_be_quoted(
    cast: Any, as_: Any, say: Any, version: PassageVersion
) -> None:
    quiet = say(cast.amina, "Between us two", naming=Naming.DO_NOT_QUOTE)
    answer = as_(cast.hana).post(url(version), sent(f"She says [[voice:{quiet.pk}]]"))
    assert answer.status_code == 422
    assert "asked not to be quoted" in str(answer.context["form"].errors["text"])
    assert newest(version).number == 1


def test_it_asks_for_the_reason_of_a_change(cast: Any, as_: Any, version: PassageVersion) -> None:
    answer = as_(cast.hana).post(url(version), {**sent("Typed words stay"), "why": " "})
    assert answer.status_code == 422
    assert "Typed words stay" in answer.content.decode()


def test_it_looks_for_more_and_keeps_what_is_typed(cast: Any, as_: Any, say: Any, version: PassageVersion) -> None:
    voice = say(cast.amina, "The boiler growls at night")
    theme = make_theme(cast.project, by=cast.hana, title="Boilers and heat")
    ticked = make_theme(cast.project, by=cast.hana, title="Ticked before")
    find = {"do": "find", "find_theme": "boil", "find_voice": "growls", "themes": [ticked.pk]}
    answer = as_(cast.hana).post(url(version), {**sent("Typed words stay"), **find})
    assert answer.status_code == 200
    page = answer.content.decode()
    for part in ("Typed words stay", "The boiler growls", f"[[voice:{voice.pk}]]", theme.title, "Ticked before"):
        assert part in page
    assert newest(version).number == 1


def test_it_joins_two_changes_and_loses_neither(cast: Any, as_: Any, say: Any, version: PassageVersion) -> None:
    mine, theirs = say(cast.amina, "Mine is cited"), say(cast.bryn, "Theirs is cited")
    hana, cole = as_(cast.hana), as_(cast.cole)
    first = "We mend the windows now. Then we mend the doors."
    assert cole.post(url(version), sent(first, voices=[theirs.pk])).status_code == 302
    typed = "We mend the windows first. Then we mend the roofs."
    answer = hana.post(url(version), sent(typed, voices=[mine.pk]))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert typed in page
    assert first in page
    assert newest(version).text == first
    form = answer.context["form"]
    again = {name: form[name].value() for name in ("heading", "text", "why", "base_number", "themes", "voices")}
    assert again["text"] == "We mend the windows now. Then we mend the roofs."
    assert hana.post(url(version), again).status_code == 302
    row = newest(version)
    assert (row.number, row.text) == (3, "We mend the windows now. Then we mend the roofs.")
    assert set(row.citations.values_list("voice", flat=True)) == {mine.pk, theirs.pk}


def test_two_at_once_compare_words_not_codes(cast: Any, as_: Any, say: Any, version: PassageVersion) -> None:
    hana, cole, said = as_(cast.hana), as_(cast.cole), say(cast.amina, "The boiler growls")
    cole.post(url(version), sent("We mend the windows now. Then we mend the doors."))
    page = hana.post(url(version), sent(f"We mend the windows first. [[voice:{said.pk}]] So we act.")).content.decode()
    compared = page.partition("al-diff")[2].partition("</details>")[0]
    assert "“The boiler growls” (Amina)" in compared
    assert "[[voice:" not in compared


def test_a_passage_that_begins_with_a_quote_is_named_without_its_code(
    cast: Any, as_: Any, say: Any, version: PassageVersion
) -> None:
    said, draft = say(cast.amina, "The boiler growls"), version.passage.draft
    actions.write_passage(draft, by=cast.hana, heading="", text=f"[[voice:{said.pk}]] So we act.")
    page = as_(cast.hana).get(f"/p/warm-homes/draft/{draft.pk}/write/").content.decode()
    assert ">So we act.</option>" in page


def test_it_keeps_both_texts_when_they_touch_the_same_words(cast: Any, as_: Any, version: PassageVersion) -> None:
    hana, cole = as_(cast.hana), as_(cast.cole)
    cole.post(url(version), sent("We mend the lifts first. Then we mend the doors."))
    typed = "We mend the roofs first. Then we mend the doors."
    answer = hana.post(url(version), sent(typed))
    assert answer.status_code == 409
    assert answer.context["form"]["text"].value() == typed
    assert "the lifts first" in answer.content.decode()
    cole.post(url(version), sent("We mend nothing.", base=2))
    assert hana.post(url(version), sent(typed, base=2)).status_code == 409
    assert hana.post(url(version), sent(typed, base=3)).status_code == 302
    assert newest(version).text == typed


@pytest.mark.parametrize("base", ["0", "-3", "99", "x", "", "1" * 30])
def test_it_never_writes_over_for_a_wrong_base(cast: Any, as_: Any, version: PassageVersion, base: str) -> None:
    answer = as_(cast.hana).post(url(version), sent("Typed words stay", base=base))
    assert answer.status_code in (409, 422)
    assert "Typed words stay" in answer.content.decode()
    assert newest(version).number == 1


def test_it_moves_and_leaves_out(cast: Any, as_: Any, version: PassageVersion) -> None:
    draft = version.passage.draft
    other = actions.write_passage(draft, by=cast.hana, heading="Roofs", text="Roofs too")
    hana = as_(cast.hana)
    assert hana.get(url(other, "move/")).status_code == 405
    hana.post(url(other, "move/"), {"to": "up"})
    assert [row.heading for row in queries.current_versions(draft)] == ["Roofs", "Repairs"]
    hana.post(url(other, "leave-out/"))
    assert [row.heading for row in queries.current_versions(draft)] == ["Repairs"]
    page = as_(None).get(url(other, "")).content.decode()
    assert "was left out" in page
    assert "Roofs too" in page
    assert hana.get(url(other)).status_code == 404


def test_it_tells_where_a_theme_went(cast: Any, as_: Any, version: PassageVersion) -> None:
    theme = make_theme(cast.project, by=cast.hana, title="Cold")
    foreign = make_theme(cast.other, by=cast.olga, title="Elsewhere")
    where = f"/p/warm-homes/themes/{theme.pk}/cited/"
    assert as_(cast.hana).get(f"/p/warm-homes/themes/{foreign.pk}/cited/").status_code == 404
    assert "No passage" in as_(None).get(where).content.decode()
    as_(cast.hana).post(url(version), sent("Rests on it now", themes=[theme.pk]))
    assert "Repairs" in as_(None).get(where).content.decode()
    part = as_(None).get(where, headers={"HX-Request": "true"}).content.decode()
    assert "Repairs" in part
    assert "<html" not in part
    as_(cast.hana).post(url(version), sent("Rests on it no more", base=2))
    assert "Repairs" not in as_(None).get(where).content.decode()
    assert Citation.objects.count() == 1


def test_it_offers_the_voices_of_ticked_themes(cast: Any, as_: Any, say: Any, version: PassageVersion) -> None:
    inside, outside = say(cast.amina, "Inside the theme"), say(cast.amina, "Outside of it")
    theme = make_theme(cast.project, by=cast.hana, title="Cold")
    place_voice(inside, theme, by=cast.hana)
    foreign = make_theme(cast.other, by=cast.olga, title="Elsewhere")
    place_voice(say(cast.olga, "Foreign words", project=cast.other), foreign, by=cast.olga)
    ticked = sent("Typed", do="find", themes=[theme.pk, foreign.pk])
    page = as_(cast.hana).post(url(version), ticked).content.decode()
    assert "Inside the theme" in page
    assert outside.words not in page
    assert "Foreign words" not in page


def test_it_shows_few_of_many_themes(cast: Any, as_: Any, version: PassageVersion) -> None:
    Theme.objects.bulk_create(Theme(project=cast.project, title=f"Theme {n}") for n in range(200))
    page = as_(cast.hana).get(url(version)).content.decode()
    assert page.count('name="themes"') == 30
