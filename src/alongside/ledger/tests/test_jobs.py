"""Long work shows how far it is, can be stopped, and says plainly how it ended."""

import pytest

from alongside.ledger.actions import advance_job, cancel_job, run_job, start_job
from alongside.ledger.models import Job


def test_it_stops_when_asked(db):
    job = start_job("test", total=10)
    cancel_job(job)

    def work(job):
        advance_job(job, 1)
        raise AssertionError("went on after being asked to stop")

    assert run_job(job, work).state == Job.State.CANCELLED


def test_it_says_what_was_wrong_in_the_words_of_the_work(db):
    def work(job):
        raise ValueError("Line 7 has no words.")

    job = run_job(start_job("test"), work)
    assert (job.state, job.error) == (Job.State.FAILED, "Line 7 has no words.")


def test_it_hides_what_broke_inside(db):
    def work(job):
        raise KeyError("a person's words")

    job = start_job("test")
    with pytest.raises(KeyError):
        run_job(job, work)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "words" not in job.error


def test_it_keeps_the_result(db):
    job = run_job(start_job("test", total=2), lambda job: {"voices": 2})
    assert (job.state, job.result) == (Job.State.FINISHED, {"voices": 2})
