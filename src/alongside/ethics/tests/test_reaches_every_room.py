"""Taking back everything reaches rooms that know nothing of each other: the agreement, and access needs."""

from datetime import date

import pytest

from alongside.care.actions import propose_change
from alongside.care.models import Proposal
from alongside.decisions.actions import start_draft, write_passage
from alongside.decisions.models import PassageVersion
from alongside.ethics import actions
from alongside.ethics.models import NotedRisk, PlanReview
from alongside.gatherings.models import Gathering
from alongside.ledger.actions import replay_erasures
from alongside.ledger.models import Erasure
from alongside.needs.actions.needs import keep_need
from alongside.needs.models import Share
from alongside.projects.withdrawals import Withdrawal, what_it_reaches
from alongside.sensemaking.actions import make_theme
from alongside.voices.actions import record_voice


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.KEYS_FOLDER, settings.ERASED_FILE = tmp_path, tmp_path / "erased.jsonl"


def test_proposals_and_shared_needs_go_too(cast, django_capture_on_commit_callbacks):
    proposal = propose_change(cast.project, by=cast.amina, words="We eat first.", why="I come hungry.")
    other = propose_change(cast.project, by=cast.bryn, words="We begin late.", why="The bus.")
    need = keep_need(cast.amina, by=cast.amina, words="A ramp")
    meeting = Gathering.objects.create(project=cast.project, title="Tea", on=date(2026, 3, 1))
    share = Share.objects.create(need=need, person=cast.amina, gathering=meeting)
    told = what_it_reaches(Withdrawal(cast.amina, cast.project, frozenset({"notes"}), cast.amina))
    assert any("1 proposal for the agreement" in line for line in told)
    assert any("1 need that you shared" in line for line in told)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    proposal.refresh_from_db()
    share.refresh_from_db()
    assert (proposal.words, proposal.why) == ("", "")
    assert share.ended_at is not None
    assert Proposal.objects.get(pk=other.pk).words == "We begin late."
    Erasure.objects.all().delete()  # a backup from before brings it back
    Proposal.objects.filter(pk=proposal.pk).update(words="We eat first.", outcome="", ended_at=None)
    assert replay_erasures() == 1
    assert Proposal.objects.get(pk=proposal.pk).words == ""


def test_words_in_the_ethics_plan_go_too(cast, as_, django_capture_on_commit_callbacks):
    other = actions.note_risk(cast.project, by=cast.bryn, words="The bus is late.")
    risk = actions.note_risk(cast.project, by=cast.amina, words="zinnia may be locked.", done="zinnia asks.")
    over = actions.note_risk(cast.project, by=cast.amina, words="zinnia was dark.")
    actions.answer_risk(over, by=cast.hana, done="zinnia has a lamp.", is_over=True)
    look = actions.review_plan(cast.project, by=cast.amina, is_fine=False, words="zinnia should change.")
    told = what_it_reaches(Withdrawal(cast.amina, cast.project, frozenset({"notes"}), cast.amina))
    assert any("ethics plan is removed: 3 texts" in line for line in told)
    assert not what_it_reaches(Withdrawal(cast.amina, cast.project, frozenset({"photo_of_me"}), cast.amina))
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    assert "zinnia" not in as_(None).get(f"/p/{cast.project.slug}/ethics-plan/").content.decode()
    assert not NotedRisk.objects.filter(words__contains="zinnia").exists()
    assert not NotedRisk.objects.filter(done__contains="zinnia").exists()
    assert NotedRisk.objects.get(pk=other.pk).words == "The bus is late."
    Erasure.objects.all().delete()  # a backup from before brings them back
    NotedRisk.objects.filter(pk=risk.pk).update(words="zinnia may be locked.", by=cast.amina, ended_at=None)
    PlanReview.objects.filter(pk=look.pk).update(words="zinnia should change.", by=cast.amina)
    assert replay_erasures() == 2
    assert not NotedRisk.objects.filter(words__contains="zinnia").exists()
    assert not PlanReview.objects.filter(words__contains="zinnia").exists()


SAID = "The stairs are dark and the door sticks."
GONE = {  # a no for one output -> from where the copies go, and what the person reads before
    ("quote", "pages"): ({"theme"}, "1 voice is not shown on the project&#x27;s pages."),
    ("quote", "draft"): ({"passage"}, "1 voice is not shown in the draft."),
    ("quote", "report"): ({"theme", "passage"}, "1 voice is not shown in reports and files."),  # they tell both whole
    ("publish", "pages"): (set(), "Nothing has to go."),
    ("publish", "report"): ({"theme", "passage"}, "1 voice is not shown in reports and files."),
}


@pytest.mark.parametrize(("kind", "output"), GONE)
def test_a_no_for_one_output_leaves_copies_in_the_others_and_says_so_first(cast, as_, kind, output):
    gone, told = GONE[kind, output]
    voice = record_voice(cast.project, words=SAID, by=cast.amina, person=cast.amina)
    theme = make_theme(cast.project, by=cast.hana, title="Stairs", about=f"One said: {SAID}")
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    write_passage(draft, by=cast.hana, heading="H", text=f"One said: {SAID}", voices=[voice])
    url = f"/my/permissions/{cast.project.memberships.get(person=cast.amina).pk}/{kind}/"
    page = as_(cast.amina).post(url, {"output": output, "answer": "no"}).content.decode()
    assert told in page
    assert ("rests on your words" in page) is ("passage" in gone)
    for everywhere in ("by you and the hosts only", "No means:"):
        assert everywhere not in page
    as_(cast.amina).post(url, {"output": output, "answer": "no", "sure": "yes"})
    theme.refresh_from_db()
    copies = {"theme": theme.about, "passage": PassageVersion.objects.get().text}
    assert {where for where, text in copies.items() if SAID not in text} == gone
    voice.refresh_from_db()
    assert voice.words == SAID
