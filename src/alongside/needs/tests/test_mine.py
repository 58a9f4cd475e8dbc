"""What I need: written once, by me, sealed; changed and removed by nobody else."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from alongside.ledger.models import Step
from alongside.needs import actions
from alongside.needs.models import Need, Share, ToDo
from alongside.needs.queries.mine import MOST, needs_of
from alongside.needs.queries.words import opened
from alongside.needs.tests.conftest import WORDS


def test_nobody_else_writes_changes_or_removes_it(cast, as_, need):
    with pytest.raises(PermissionDenied):
        actions.keep_need(cast.amina, by=cast.hana, words="She needs much.")
    for verb in (actions.change_need, actions.remove_need):
        for other in (cast.bryn, cast.hana, cast.ada):
            with pytest.raises(PermissionDenied):
                verb(need, by=other, **({"words": "x"} if verb is actions.change_need else {}))
    for page in ("", "remove/"):
        for other in (cast.bryn, cast.hana, cast.ada):
            assert as_(other).get(f"/my/needs/{need.pk}/{page}").status_code == 404
            assert as_(other).post(f"/my/needs/{need.pk}/{page}", {"words": "x"}).status_code == 404
    assert needs_of(cast.amina)[0].words == WORDS


def test_it_is_kept_as_said_and_read_by_its_person(cast, as_):
    page = as_(cast.amina)
    answer = page.post("/my/needs/", {"words": "A chair\nwith arms", "kind": "getting_in"})
    assert answer.status_code == 302
    told = page.get("/my/needs/").content.decode()
    assert "A chair<br>with arms" in told
    assert "Getting in and moving about" in told
    assert "What I need to take part" in page.get("/my/").content.decode()


def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(cast, as_):
    page = as_(cast.amina)
    for words, wrong in (("", "Please fill this in"), ("x" * 1001, "1000")):
        answer = page.post("/my/needs/", {"words": words, "kind": ""})
        assert answer.status_code == 422
        assert wrong in answer.content.decode()
    assert "x" * 1001 in answer.content.decode()
    assert not Need.objects.exists()


def test_the_database_and_the_ledger_hold_neither_words_nor_kind(cast, need):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM needs_need")
        row = repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()])
    assert "zora" not in row
    assert "getting" not in row
    assert not [step for step in Step.objects.all() if "zora" in json.dumps(step.facts)]


def test_words_moved_to_another_row_are_told_politely(cast, as_, need, shared):
    thief = actions.keep_need(cast.bryn, by=cast.bryn, words="Mine")
    Need.objects.filter(pk=thief.pk).update(words=need.words)
    assert opened(Need.objects.get(pk=thief.pk)).is_broken
    page = as_(cast.bryn).get("/my/needs/")
    assert page.status_code == 200
    assert "cannot be opened" in page.content.decode()
    assert "zora-need" not in page.content.decode()
    assert as_(cast.bryn).get(f"/my/needs/{thief.pk}/").status_code == 200
    Need.objects.filter(pk=need.pk).update(words=thief.words)
    answer = shared.gathering.access_answers.get(person=cast.amina)
    told = as_(cast.hana).get(f"/p/warm-homes/access/people/{answer.pk}/")
    assert told.status_code == 200
    assert "cannot be opened" in told.content.decode()


def test_changed_words_are_what_hosts_read_and_are_new_to_them(cast, as_, shared, need):
    answer = shared.gathering.access_answers.get(person=cast.amina)
    actions.read_needs(answer, by=cast.hana)
    assert "told you what they need" not in as_(cast.hana).get("/my/").content.decode()
    as_(cast.amina).post(f"/my/needs/{need.pk}/", {"words": "A wide door", "kind": ""})
    assert "told you what they need" in as_(cast.hana).get("/my/").content.decode()
    assert "A wide door" in as_(cast.hana).get(f"/p/warm-homes/access/people/{answer.pk}/").content.decode()


def test_removed_is_gone_with_what_hosts_wrote_about_it(cast, as_, shared, need, over):
    to_do = actions.add_to_do(shared.gathering, by=cast.hana, words="Ramp for Amina", share=shared)
    actions.confirm(over(shared), by=cast.amina, outcome="not_met", words="The lift stood still")
    assert "Tea" in as_(cast.amina).get(f"/my/needs/{need.pk}/remove/").content.decode()
    assert as_(cast.amina).post(f"/my/needs/{need.pk}/remove/").status_code == 302
    assert not Need.objects.exists()
    row = ToDo.objects.get(pk=to_do.pk)
    assert (bytes(row.words), row.state, row.share) == (b"", "gone", None)
    kept = Share.objects.get()
    assert (kept.need, kept.outcome, bytes(kept.outcome_words)) == (None, "not_met", b"")


def test_there_is_an_end_to_the_list(cast):
    for n in range(MOST):
        actions.keep_need(cast.amina, by=cast.amina, words=f"Need {n}")
    with pytest.raises(ValueError, match="many"):
        actions.keep_need(cast.amina, by=cast.amina, words="One more")


def test_what_is_held_about_me_has_my_words_and_says_so_plainly(cast, as_, shared):
    mine = as_(cast.amina)
    assert "What you need to take part" in mine.get("/my/data/").content.decode()
    held = mine.get("/my/data/about-me.json").json()
    assert held["needs.need"][0]["words"] == WORDS
    assert "zora-need" not in as_(cast.hana).get("/my/data/about-me.json").content.decode()


def test_whoever_wrote_what_they_need_sees_where_to_share_it(cast, as_, coming):
    where = f"/p/warm-homes/gatherings/{coming.pk}/needs/"
    assert where not in as_(cast.olga).get("/my/needs/").content.decode()
    assert where not in as_(cast.amina).get("/my/needs/").content.decode(), "nothing is written that could be shared"
    actions.keep_need(cast.amina, by=cast.amina, words=WORDS)
    assert where in as_(cast.amina).get("/my/needs/").content.decode(), "not asked, and still no dead end"
    actions.ask_members(coming, by=cast.hana)
    assert as_(cast.amina).get("/my/needs/").content.decode().count(where) == 1, "asked and offered is one too many"
