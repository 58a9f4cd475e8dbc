"""Words taken back that are on their way, or out already: told before, listed for hosts, kept as a receipt."""

from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from alongside.decisions.actions import record_decision, revise_passage, start_draft, write_passage
from alongside.ethics import actions
from alongside.ethics.models import OnPaper, TakingBack
from alongside.exchange.files import EXPORT, file_of
from alongside.impact.actions import issue_receipts, mark_letters_printed, wish_receipts_by_email
from alongside.impact.letters import message_key
from alongside.impact.models import Receipt
from alongside.impact.tasks import email_receipts
from alongside.ledger.models import Job
from alongside.projects.parts import what_waits
from alongside.projects.withdrawals import Withdrawal, all_reached
from alongside.voices.actions import record_voice, take_back

WORDS = "Zinnia said that the stairs are dark and steep."


@pytest.fixture(autouse=True)
def _erased(settings, tmp_path):
    settings.ERASED_FILE, settings.EXPORT_FOLDER = tmp_path / "erased.jsonl", tmp_path


def decided(cast, *voices):
    decision = record_decision(
        cast.project, by=cast.dev, title="Lights", outcome="no", reason="There is no money this year.",
        decided_by="The board", side="staff", community_part="none", decided_on=date(2026, 3, 2), voices=list(voices),
    )  # fmt: skip
    issue_receipts(decision)
    return decision


def reached(cast, person, *kinds) -> dict[str, tuple[int | None, str]]:
    found = all_reached(Withdrawal(person, cast.project, frozenset(kinds), person))
    return {one.what: (one.count, one.words) for one in found}


def test_a_letter_that_is_out_is_told_and_somebody_goes_after_it(cast, as_):
    voice = record_voice(cast.project, words=WORDS, by=cast.amina, person=cast.amina)
    decided(cast, voice)
    assert "letters_printed" not in reached(cast, cast.amina, "notes")
    mark_letters_printed(cast.project, [cast.amina.pk], by=cast.hana)
    count, words = reached(cast, cast.amina, "notes")["letters_printed"]
    assert count == 1
    assert "cannot be called back" in words
    assert "letters_printed" not in reached(cast, cast.bryn, "notes")
    actions.withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    row = OnPaper.objects.get()
    assert (row.kind, row.person, row.printed_on) == ("letter", cast.amina, timezone.localdate())
    assert any("1 paper has words" in one.words for one in what_waits(cast.project, cast.hana))
    assert not any("paper" in one.words for one in what_waits(cast.project, cast.dev))
    for other in (cast.bryn, cast.olga, cast.dev):
        with pytest.raises(PermissionDenied):
            actions.settle_paper(row, by=other, done="Shredded")
    url = f"/p/warm-homes/permissions/paper/{row.pk}/"
    assert as_(cast.bryn).post(url, {"do": "take"}).status_code == 403
    as_(cast.cole).post(url, {"do": "take"})
    assert as_(cast.hana).post(url, {"done": " "}).status_code == 422
    as_(cast.hana).post(url, {"done": "Amina gave it back; shredded."})
    row.refresh_from_db()
    assert (row.owner, row.done) == (cast.cole, "Amina gave it back; shredded.")
    assert "stairs" not in as_(cast.hana).get("/p/warm-homes/permissions/paper/").content.decode()


def test_a_draft_that_quoted_them_may_be_printed_somewhere(cast):
    voice = record_voice(cast.project, words=WORDS, by=cast.amina, person=cast.amina)
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    for n in range(2):
        write_passage(draft, by=cast.hana, heading=f"H{n}", text=f"One said: {WORDS}", voices=[voice])
    take_back(voice, by=cast.amina)
    row = OnPaper.objects.get()
    assert (row.kind, row.url) == ("draft", f"/p/warm-homes/draft/{draft.pk}/")


def test_taking_one_voice_back_tells_first_where_its_words_are(cast, as_):
    voice = record_voice(cast.project, words=WORDS, by=cast.bryn, person=cast.bryn)
    other = record_voice(cast.project, words="The bus is late.", by=cast.bryn, person=cast.bryn)
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    version = write_passage(draft, by=cast.hana, heading="H", text=f"[[voice:{voice.pk}]]", voices=[voice])
    revise_passage(
        version.passage, by=cast.hana, base_number=1, heading="H", text="Light", voices=[voice], themes=(), why=""
    )  # fmt: skip
    both, alone = decided(cast, voice, other), decided(cast, voice)
    wish_receipts_by_email(cast.bryn, wants=True, by=cast.bryn)
    job = Job.objects.create(
        project_id=cast.project.pk, kind=EXPORT, state=Job.State.FINISHED, result={"taken": ["2026-03-04"]}
    )
    file_of(job).write_text(WORDS)
    foreign = record_voice(cast.other, words="Elsewhere it is dark too.", by=cast.olga, person=cast.olga)

    def told(person, one):
        return as_(person).get(reverse("voices:take_back", args=[one.pk])).content.decode()

    for page in (told(cast.bryn, other), told(cast.olga, foreign)):
        assert "passage of a draft" not in page
        assert "not sent any more" not in page
    assert "copy of a file" not in told(cast.olga, foreign)
    page = told(cast.bryn, voice)
    assert "1 passage of a draft rests on your words." in page, "counted once, with its old version"
    assert "1 email with answers is not sent any more." in page, "the other email still has an answer to tell"
    assert "1 file made for download is deleted." in page
    assert "1 copy of a file with what people said here was taken away, the last on 4 March 2026." in page
    Receipt.objects.filter(decision=both).update(emailed_at=timezone.now())
    Receipt.objects.filter(decision=alone).update(printed_at=timezone.now())
    page = told(cast.bryn, voice)
    assert "1 email with answers was sent to you." in page
    assert "1 letter with your words was printed or read out" in page
    assert "1 letter" not in told(cast.bryn, other)


def test_an_email_that_waits_is_not_sent_and_one_that_went_is_told(cast):
    wish_receipts_by_email(cast.bryn, wants=True, by=cast.bryn)
    one = decided(cast, record_voice(cast.project, words=WORDS, by=cast.bryn, person=cast.bryn))
    email_receipts.call(cast.bryn.pk, one.pk)
    two = decided(cast, record_voice(cast.project, words=WORDS + " Yes.", by=cast.bryn, person=cast.bryn))
    told = reached(cast, cast.bryn, "notes")
    assert (told["emails_waiting"][0], told["emails_sent"][0]) == (1, 1)
    assert reached(cast, cast.bryn, "email")["emails_waiting"][0] == 1
    actions.withdraw(cast.project, cast.bryn, ["notes"], by=cast.bryn)
    mail.outbox.clear()
    assert email_receipts.call(cast.bryn.pk, two.pk) is False
    assert mail.outbox == []


def test_an_email_kept_as_a_file_goes_with_the_words(cast, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    voice = record_voice(cast.project, words=WORDS, by=cast.bryn, person=cast.bryn)
    decision = decided(cast, voice)
    Receipt.objects.update(emailed_at=timezone.now())
    mine, other = tmp_path / "1.log", tmp_path / "2.log"
    mine.write_text(f"Message-ID: <{message_key(cast.bryn.pk, decision.pk)}@alongside>\n{WORDS}")
    other.write_text("Message-ID: <another@alongside>\nKept.")
    take_back(voice, by=cast.bryn)
    assert not mine.exists()
    assert other.exists()


def test_copies_that_were_taken_are_counted_and_nobody_is_named(cast, as_):
    record_voice(cast.project, words=WORDS, by=cast.amina, person=cast.amina)
    job = Job.objects.create(kind=EXPORT, project_id=cast.project.pk, state=Job.State.FINISHED)
    Path(file_of(job)).write_bytes(b"PK")
    assert "copies_taken" not in reached(cast, cast.amina, "publish")
    url = reverse("exchange:download", args=["warm-homes", job.pk])
    host = as_(cast.hana)
    assert as_(cast.bryn).get(url).status_code == 403
    host.head(url)
    for _n in range(2):
        b"".join(host.get(url))
    told = reached(cast, cast.amina, "publish")
    assert (told["files"][0], told["copies_taken"][0]) == (1, 2)
    assert "Hana" not in told["copies_taken"][1]
    job.refresh_from_db()
    assert job.result == {"taken": [timezone.localdate().isoformat()] * 2}


def test_the_log_and_backups_are_told_where_words_go(cast):
    assert {"log", "backups"} <= set(reached(cast, cast.amina, "notes"))
    assert not {"log", "backups"} & set(reached(cast, cast.amina, "photo_of_me"))


def test_the_person_keeps_a_receipt_with_numbers_and_no_words(cast, as_):
    record_voice(cast.project, words=WORDS, by=cast.amina, person=cast.amina)
    place = cast.project.memberships.get(person=cast.amina).pk
    page = as_(cast.amina).post(f"/my/permissions/{place}/notes/take-back/", follow=True)
    row = TakingBack.objects.get()
    assert page.redirect_chain == [(f"/my/permissions/{place}/taken-back/{row.pk}/", 302)]
    text = page.content.decode()
    assert "1 voice is removed" in text
    assert "Zinnia" not in text + str(row.reached)
    assert {one["what"]: one["count"] for one in row.reached}["voices"] == 1
    for other in (cast.bryn, cast.hana, cast.ada):
        assert as_(other).get(f"/my/permissions/{place}/taken-back/{row.pk}/").status_code == 404
    assert "what happened" in as_(cast.amina).get(f"/my/permissions/{place}/").content.decode()
