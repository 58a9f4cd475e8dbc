"""Answers reach people in the end: mail that was not taken, jobs that a crash broke off, more than one decision."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alongside.decisions.actions import record_decision
from alongside.impact.actions import issue_receipts, start_issuing, wish_receipts_by_email
from alongside.impact.models import Receipt
from alongside.impact.tasks import WAITS, email_receipts, issue_in_job
from alongside.ledger.actions import cancel_job
from alongside.ledger.followers import take_up_again
from alongside.ledger.models import Job
from alongside.trust.outcomes import what_came
from alongside.voices.actions import take_back


class DownServer(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError


def decide(cast, voices, title="Heat the hall", outcome="no", reason="It cannot be paid for this year.", **more):
    return record_decision(
        cast.project,
        by=cast.dev,
        title=title,
        outcome=outcome,
        reason=reason,
        decided_by="The board",
        side="staff",
        community_part="none",
        decided_on=timezone.localdate(),
        voices=voices,
        **more,
    )


@pytest.fixture
def answered(cast, say):
    """Bryn wishes emails; one of his voices and one of Amina's are answered."""
    wish_receipts_by_email(cast.bryn, wants=True, by=cast.bryn)
    decision = decide(cast, [say(cast.bryn, "The hall is cold."), say(cast.amina, "So are the stairs.")])
    issue_receipts(decision)
    return decision


def waiting_tasks(path):
    return DBTaskResult.objects.filter(task_path=f"alongside.impact.tasks.{path}")


def test_mail_that_was_not_taken_is_tried_again_later(cast, answered, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = f"{__name__}.DownServer"
    with django_capture_on_commit_callbacks(execute=True):
        assert email_receipts.call(cast.bryn.pk, answered.pk) is False
    assert Receipt.objects.filter(decision=answered, emailed_at=None).count() == 2
    again = waiting_tasks("email_receipts").get()
    assert again.run_after > timezone.now() + WAITS[0] - timedelta(minutes=1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert email_receipts.call(*again.args_kwargs["args"]) is True
    assert email_receipts.call(*again.args_kwargs["args"]) is False
    assert [message.to for message in mail.outbox] == [["bryn@example.org"]]


def test_mail_is_not_tried_for_ever(cast, answered, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DownServer"
    with pytest.raises(ConnectionRefusedError):
        email_receipts.call(cast.bryn.pk, answered.pk, len(WAITS))
    assert not waiting_tasks("email_receipts").exists()


def test_words_taken_back_while_the_email_waited_are_not_in_it(cast, answered):
    take_back(Receipt.objects.get(voice__person=cast.bryn).voice, by=cast.bryn)
    assert email_receipts.func(cast.bryn.pk, answered.pk) is False
    assert mail.outbox == []


def test_what_no_mail_server_took_is_among_the_letters(cast, answered, settings, as_):
    page = as_(cast.hana).get("/p/warm-homes/letters/").content.decode()
    assert "The hall is cold." not in page
    settings.EMAIL_BACKEND = f"{__name__}.DownServer"
    with pytest.raises(ConnectionRefusedError):
        email_receipts.func(cast.bryn.pk, answered.pk, len(WAITS))
    page = as_(cast.hana).get("/p/warm-homes/letters/").content.decode()
    assert "The hall is cold." in page
    assert "The email to this person did not arrive." in page
    as_(cast.hana).post("/p/warm-homes/letters/", {"person": [cast.amina.pk, cast.bryn.pk]})
    page = as_(cast.hana).get("/p/warm-homes/letters/").content.decode()
    assert "No letters wait to be printed." in page


def test_a_letter_holds_the_answer_and_nothing_that_was_taken_back(cast, answered, as_, settings):
    settings.ORIGIN = "https://together.example"
    where = "/p/warm-homes/letters/"
    page = as_(cast.hana).get(where, headers={"host": "localhost"}).content.decode()
    for words in ("Dear Amina", "So are the stairs.", "This was not taken up, because", "It cannot be paid for"):
        assert words in page
    assert "https://together.example/card/" in page
    take_back(Receipt.objects.get(voice__person=cast.amina).voice, by=cast.amina)
    page = as_(cast.hana).get(where).content.decode()
    assert "So are the stairs." not in page
    assert "No letters wait to be printed." in page
    mine = as_(cast.amina).get("/my/receipts/").content.decode()
    assert "So are the stairs." not in mine
    assert "You took these words back" in mine


def test_a_host_who_writes_an_ending_reads_of_their_answers_and_they_of_their_own(cast, answered):
    assert not [one for one in what_came(cast.project, cast.cole) if one.of_them]
    [mine] = [one for one in what_came(cast.project, cast.amina) if one.of_them]
    assert (mine.words, mine.of_them) == ("1 answer to what you said", "1 answer to what they said")


def test_a_job_that_a_crash_broke_off_goes_on_at_the_next_start(cast, answered, django_capture_on_commit_callbacks):
    Receipt.objects.filter(decision=answered).order_by("id").first().delete()
    job = start_issuing(answered, by=cast.hana)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, done=1)
    with django_capture_on_commit_callbacks(execute=True):
        take_up_again()
    issue_in_job.call(*waiting_tasks("issue_in_job").get().args_kwargs["args"])
    job.refresh_from_db()
    assert job.state == Job.State.FINISHED
    assert Receipt.objects.filter(decision=answered).count() == 2


def test_a_job_that_was_stopped_stays_stopped(cast, answered, django_capture_on_commit_callbacks):
    Receipt.objects.all().delete()
    job = start_issuing(answered, by=cast.hana)
    cancel_job(job)
    with django_capture_on_commit_callbacks(execute=True):
        take_up_again()
    for waiting in waiting_tasks("issue_in_job"):
        issue_in_job.call(*waiting.args_kwargs["args"])
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert not Receipt.objects.exists()


def test_my_space_shows_every_answer_to_a_voice_and_nobody_elses(cast, say, as_):
    voice = say(cast.amina, "The hall is cold.")
    issue_receipts(decide(cast, [voice], title="A new boiler", reason="There is no money for a boiler this year."))
    issue_receipts(
        decide(cast, [voice], title="Thick curtains", outcome="adopted", reason="Curtains are cheap, and they help.")
    )
    assert "Thick curtains" not in as_(cast.bryn).get("/my/").content.decode()
    page = as_(cast.amina).get("/my/").content.decode()
    words = page[page.index("My words, and where they are") :]
    for text in ("A new boiler", "There is no money for a boiler", "Thick curtains", "Curtains are cheap"):
        assert text in words
    assert words.index("Thick curtains") < words.index("A new boiler")


def test_my_space_asks_the_database_as_often_for_ten_voices_as_for_one(cast, say, as_, django_assert_num_queries):
    browser = as_(cast.amina)
    issue_receipts(decide(cast, [say(cast.amina, "One.")]))
    browser.get("/my/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/my/")
    for number in range(9):
        issue_receipts(decide(cast, [say(cast.amina, f"Voice {number}.")], title=f"Decision {number}"))
    with django_assert_num_queries(len(few)):
        browser.get("/my/")
