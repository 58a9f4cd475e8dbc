"""Notice and papers: promised, noted, in time or late, for everybody to see."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.gatherings.actions import add_gathering
from alongside.needs import actions
from alongside.needs.models import AccessNotice, AccessPromise
from alongside.needs.queries.promised import promised_in, promises_kept
from alongside.projects.parts import what_waits


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def far(cast, today):
    return add_gathering(cast.project, by=cast.hana, title="Far", on=today + timedelta(days=40))


def address(gathering, page="access/sent/"):
    return f"/p/warm-homes/gatherings/{gathering.pk}/{page}"


def test_only_hosts_promise_and_note(cast, as_, far, today):
    with pytest.raises(PermissionDenied):
        actions.make_access_promise(cast.project, by=cast.bryn, notice_days=1, papers_days=0)
    with pytest.raises(PermissionDenied):
        actions.note_notice(far, by=cast.amina, notice_on=today, papers_on=None)
    assert as_(cast.bryn).post("/p/warm-homes/access/promise/", {}).status_code == 403
    assert as_(cast.bryn).post(address(far), {}).status_code == 403
    assert not AccessNotice.objects.exists()


@pytest.mark.parametrize(
    ("field", "days", "wrong"),
    [("notice_on", 1, "has not come"), ("papers_on", 1, "has not come"), ("notice_on", None, "choose a day")],
)
def test_a_wrong_day_is_told_beside_its_field(cast, as_, far, today, field, days, wrong):
    sent = {"notice_on": "", "papers_on": ""}
    sent[field] = "some day" if days is None else (today + timedelta(days=days)).isoformat()
    answer = as_(cast.hana).post(address(far), sent)
    assert answer.status_code == 422
    assert wrong in answer.content.decode()
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_a_day_after_the_gathering_or_papers_that_are_not_there(cast, as_, far, today):
    far.on = today - timedelta(days=5)
    far.save()
    sent = {"notice_on": (today - timedelta(days=2)).isoformat(), "papers_on": ""}
    assert "after the gathering" in as_(cast.hana).post(address(far), sent).content.decode()
    sent = {"notice_on": "", "papers_on": (today - timedelta(days=6)).isoformat(), "has_no_papers": "on"}
    assert as_(cast.hana).post(address(far), sent).status_code == 422


def test_the_usual_days_hold_until_others_are_promised_for_what_is_planned_then(cast, as_, far, today):
    assert promised_in(far, today).notice.due_on == far.on - timedelta(days=14)
    assert promised_in(far, today).papers.due_on == far.on - timedelta(days=7)
    as_(cast.hana).post("/p/warm-homes/access/promise/", {"notice_days": "21", "papers_days": "10"})
    AccessPromise.objects.update(made_at=timezone.now() + timedelta(days=1))
    assert promised_in(far, today).notice.due_on == far.on - timedelta(days=14)
    AccessPromise.objects.update(made_at=timezone.now() - timedelta(days=1))
    assert promised_in(far, today).notice.due_on == far.on - timedelta(days=21)


def test_the_same_promise_again_is_no_new_version(cast):
    for _time in range(2):
        actions.make_access_promise(cast.project, by=cast.hana, notice_days=21, papers_days=10)
    assert AccessPromise.objects.get().number == 1
    assert actions.make_access_promise(cast.project, by=cast.cole, notice_days=14, papers_days=7).number == 2


@pytest.mark.parametrize(("notice", "papers"), [("0", "7"), ("14", "-1"), ("121", "7"), ("x", "7")])
def test_a_promise_that_is_none_is_refused(cast, as_, notice, papers):
    answer = as_(cast.hana).post("/p/warm-homes/access/promise/", {"notice_days": notice, "papers_days": papers})
    assert answer.status_code == 422
    assert not AccessPromise.objects.exists()


def test_everybody_sees_whether_it_was_in_time(cast, as_, far, today):
    actions.note_notice(far, by=cast.hana, notice_on=today, papers_on=None, has_no_papers=True)
    page = as_(None).get(address(far, "")).content.decode()
    assert "People are told" in page
    assert "Done 26 days sooner than promised" in page
    assert "There are no papers to read" in page
    assert "Access: things to do" not in page


def test_a_gathering_planned_too_late_is_late_at_once(cast, as_, coming, today):
    assert promised_in(coming, today).notice.state == "late"
    assert promised_in(coming, today).notice.days == 4
    waiting = {one.words: one.late for one in what_waits(cast.project, cast.hana)}
    assert waiting["Tell people of the gathering: Tea"] is True
    assert waiting["Send the papers: Tea"] is False
    assert not [one for one in what_waits(cast.project, cast.dev) if "Tea" in one.words]
    actions.note_notice(coming, by=cast.hana, notice_on=today, papers_on=today)
    assert promised_in(coming, today).notice.state == "met_late"
    assert "Tell people of the gathering: Tea" not in {one.words for one in what_waits(cast.project, cast.hana)}


def test_what_nobody_noted_of_a_past_gathering_is_not_known(cast, as_, far, today):
    far.on = today - timedelta(days=3)
    far.save()
    assert promised_in(far, today).notice is None
    assert "People are told" not in as_(None).get(address(far, "")).content.decode()
    actions.note_notice(far, by=cast.hana, notice_on=today - timedelta(days=20), papers_on=today - timedelta(days=4))
    kept = promises_kept(cast.project, today)
    assert (kept.gatherings, kept.notice_met, kept.papers_late, kept.papers_unknown) == (1, 1, 1, 0)
