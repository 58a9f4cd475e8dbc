"""No words go out without a standing yes: on no page, in no search, no file, no answer for programs."""

import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone

from alongside.ethics import actions
from alongside.ethics.models import Permission
from alongside.exchange import archive
from alongside.gatherings.models import Gathering
from alongside.sensemaking.actions import make_theme, place_voices, raise_dispute
from alongside.voices import queries
from alongside.voices.actions import make_statement, record_voice
from alongside.voices.models import Voice

WORDS = "Zinnia said the stairs are dark."


@pytest.fixture
def voice(cast) -> Voice:
    return record_voice(cast.project, words=WORDS, by=cast.amina, person=cast.amina)


def file_text(project, tmp_path) -> str:
    archive.write(project, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as found:
        return "".join(found.read(name).decode() for name in found.namelist())


def read_by(browser, cast, voice) -> list[str]:
    """Where these words are found by this reader."""
    pages = [f"/p/{cast.project.slug}/voices/", f"/p/{cast.project.slug}/voices/{voice.pk}/",
             f"/p/{cast.project.slug}/voices/?q=Zinnia", f"/p/{cast.project.slug}/statements/",
             f"/api/v1/projects/{cast.project.slug}/voices"]  # fmt: skip
    return [page for page in pages if "stairs are dark" in browser.get(page).content.decode()]


def test_a_row_without_any_permission_stays_inside(cast, as_):
    """Whatever writes a voice, and however: nobody reads it who is not told that they may."""
    bare = Voice.objects.create(project=cast.project, person=cast.amina, words=WORDS)
    for reader in (None, cast.olga, cast.bryn, cast.dev, cast.tess):
        shown = queries.show_one(bare, viewer=reader, project=cast.project)
        assert (shown.words, shown.is_withheld) == ("", True)
        assert not queries.voices_found(cast.project, reader, words="Zinnia").exists()
    for reader in (cast.amina, cast.hana):
        assert queries.show_one(bare, viewer=reader, project=cast.project).words == WORDS


def test_saying_it_where_a_page_tells_what_happens_allows_it(cast, voice, as_, tmp_path):
    assert set(Permission.objects.filter(person=cast.amina, until=None).values_list("kind", "state", "how")) == {
        (kind, "given", "saying") for kind in ("notes", "quote", "name", "publish")
    }
    assert all(row.notice.words and row.notice.sha256 for row in Permission.objects.select_related("notice"))
    assert len(read_by(as_(cast.bryn), cast, voice)) >= 2
    assert "Zinnia" in file_text(cast.project, tmp_path)


def test_taking_quote_back_reaches_every_page_and_search(cast, voice, as_, tmp_path):
    make_statement(voice, by=cast.hana)
    assert len(read_by(as_(None), cast, voice)) >= 3
    actions.withdraw(cast.project, cast.amina, ["quote"], by=cast.amina)
    for reader in (None, cast.olga, cast.bryn, cast.dev):
        assert read_by(as_(reader), cast, voice) == []
    assert len(read_by(as_(cast.hana), cast, voice)) >= 2, "hosts still read it, and it counts"
    assert queries.totals_of(cast.project).voices == 1


def test_a_dispute_stays_when_only_the_showing_ends(cast, voice):
    theme = make_theme(cast.project, by=cast.hana, title="Stairs")
    place_voices([voice], theme, by=cast.hana)
    dispute = raise_dispute(voice, theme, by=cast.amina, words="I meant the lift as well.")
    actions.withdraw(cast.project, cast.amina, ["quote"], by=cast.amina)
    dispute.refresh_from_db()
    assert dispute.words == "I meant the lift as well."
    actions.withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    dispute.refresh_from_db()
    assert dispute.words == ""


def test_publish_alone_keeps_words_out_of_files_and_on_the_pages(cast, voice, as_, tmp_path):
    actions.answer(cast.project, cast.amina, "publish", yes=False, by=cast.amina)
    assert "Zinnia" not in file_text(cast.project, tmp_path)
    assert read_by(as_(cast.bryn), cast, voice)


def test_no_always_wins_in_a_gathering_and_in_an_output(cast):
    one, two = (Gathering.objects.create(project=cast.project, title=t, on=date(2026, 3, 1)) for t in "AB")
    said = [record_voice(cast.project, words=f"{WORDS} {n}", by=cast.amina, person=cast.amina, gathering=g)
            for n, g in enumerate((one, two, None))]  # fmt: skip
    actions.answer(cast.project, cast.amina, "quote", yes=False, by=cast.amina, gathering=one)
    actions.answer(cast.project, cast.amina, "quote", yes=False, by=cast.amina, gathering=two, output="draft")
    read = {out: [bool(queries.show_one(v, viewer=cast.bryn, project=cast.project, output=out).words) for v in said]
            for out in ("pages", "draft")}  # fmt: skip
    assert read == {"pages": [False, True, True], "draft": [False, False, True]}
    for out, expected in read.items():  # the rule in Python and the rule in SQL are one
        inside = set(Voice.objects.filter(queries.withheld_in(cast.project, out)).values_list("pk", flat=True))
        assert [v.pk not in inside for v in said] == expected


def test_a_yes_that_ran_out_allows_nothing(cast, voice, as_):
    yesterday = timezone.localdate() - timedelta(days=1)
    Permission.objects.filter(kind="quote").update(ends_on=yesterday)
    assert read_by(as_(cast.bryn), cast, voice) == []
    Permission.objects.filter(kind="quote").update(ends_on=timezone.localdate())
    assert read_by(as_(cast.bryn), cast, voice)
    actions.answer(cast.project, cast.amina, "quote", yes=True, by=cast.amina)
    newest = Permission.objects.get(kind="quote", until=None)
    assert newest.state == "reaffirmed"
    assert newest.ends_on > timezone.localdate() + timedelta(days=600)


def test_a_name_stands_only_where_it_is_allowed(cast):
    voice = record_voice(cast.project, words=WORDS, by=cast.bryn, person=cast.bryn, naming="full")
    assert queries.show_one(voice, viewer=None, project=cast.project).name == "Bryn Parry"
    actions.answer(cast.project, cast.bryn, "name", yes=False, by=cast.bryn)
    shown = queries.show_one(voice, viewer=None, project=cast.project)
    assert (shown.name, shown.words) == ("A community member", WORDS)


def test_a_no_that_was_said_is_not_undone_by_saying_more(cast, voice):
    actions.withdraw(cast.project, cast.amina, ["quote"], by=cast.amina)
    more = record_voice(cast.project, words="And the lift is broken.", by=cast.amina, person=cast.amina)
    assert queries.show_one(more, viewer=cast.bryn, project=cast.project).words == ""


def test_who_wants_nothing_kept_is_not_kept(cast, voice, as_):
    actions.withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    with pytest.raises(ValueError, match="keep nothing"):
        record_voice(cast.project, words="More", by=cast.amina, person=cast.amina)
    page = as_(cast.amina).post(f"/p/{cast.project.slug}/say/", {"words": "More of it"})
    assert page.status_code == 422
    assert "More of it" in page.content.decode()
    assert "keep nothing" in page.content.decode()
    typed = as_(cast.hana).post(
        f"/p/{cast.project.slug}/record/",
        {"words": "More", "who": cast.amina.pk, "source": "live", "do": "save"},
    )
    assert typed.status_code == 422
    assert "keep nothing" in typed.content.decode()
    assert not Voice.objects.filter(words__startswith="More").exists()
