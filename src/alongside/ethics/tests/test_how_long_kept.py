"""The clocks of what is kept: everybody sees them, a host sets them with a reason, and they run."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.care.actions import close_concern, tell_concern
from alongside.care.models import Concern
from alongside.equality.actions import open_survey, set_up_survey
from alongside.equality.models import Survey, Ticket
from alongside.ethics import actions
from alongside.ethics.keeping import clocks_of
from alongside.ethics.models import KeepingRound, Permission, Removal, Supporter
from alongside.ethics.plan import plan_of
from alongside.ethics.tasks import next_night
from alongside.gatherings.models import Gathering, Room, Seat
from alongside.needs.actions.needs import keep_need
from alongside.needs.models import Need, Share
from alongside.people.models import Person
from alongside.projects import keeping as registered
from alongside.projects.actions import add_member, invite, remove_member
from alongside.projects.models import Invitation, Membership, Project
from alongside.projects.parts import what_waits

today = timezone.localdate


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.KEYS_FOLDER, settings.ERASED_FILE = tmp_path, tmp_path / "erased.jsonl"
    settings.EXPORT_FOLDER, settings.IMPORT_FOLDER = tmp_path / "out", tmp_path / "in"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    for name in ("out", "in", "mail"):
        (tmp_path / name).mkdir()


def ago(days: int):
    return timezone.localtime() - timedelta(days=days)  # the same hour on the clock there: whole days, summer or winter


def clock(cast, name):
    return next(one for one in clocks_of(cast.project, today()) if one.keeping.name == name)


def removed(name: str) -> int:
    return sum(Removal.objects.filter(name=name).values_list("count", flat=True))


def test_only_hosts_set_it_and_longer_needs_a_reason(cast, as_):
    for other in (cast.bryn, cast.dev, cast.olga):
        with pytest.raises(PermissionDenied):
            actions.set_kept_for(cast.project, by=other, name="invitations", days=30)
    for name in ("files", "worries", "nonsense"):
        with pytest.raises(ValueError, match="cannot be changed"):
            actions.set_kept_for(cast.project, by=cast.hana, name=name, days=30)
    url = "/p/warm-homes/kept/invitations/"
    assert as_(cast.bryn).get(url).status_code == 403
    assert as_(cast.hana).get("/p/warm-homes/kept/worries/").status_code == 404
    host = as_(cast.hana)
    for wrong in ({"days": "9999", "reason": "R"}, {"days": "-1"}, {"days": "many"}, {"days": "200"}):
        page = host.post(url, wrong)
        assert page.status_code == 422, wrong
    assert 'value="200"' in page.content.decode(), "what was typed is kept"
    host.post(url, {"days": "30"})
    host.post(url, {"days": "200", "reason": "Some come back after half a year."})
    assert clock(cast, "invitations").days == 200
    assert "after half a year" in as_(None).get("/p/warm-homes/kept/").content.decode()
    assert as_(cast.amina).get("/p/quiet-streets/kept/").status_code == 404


def test_invitations_that_are_over_go_and_it_is_told(cast, as_):
    for _n in range(3):
        invite(cast.project, by=cast.hana, side="community", for_whom="Zinnia")
    first, second, live = Invitation.objects.order_by("id")
    Invitation.objects.filter(pk=first.pk).update(ended_at=ago(95), ends_at=ago(60))
    Invitation.objects.filter(pk=second.pk).update(ends_at=ago(70))
    found = clock(cast, "invitations")
    assert (found.since, found.due_on, found.soon) == (today() - timedelta(95), today() - timedelta(5), 2)
    actions.end_what_is_old(today())
    assert set(Invitation.objects.all()) == {second, live}
    assert removed("invitations") == 1
    page = as_(None).get("/p/warm-homes/kept/").content.decode()
    assert "Invitations that are over, and whom they were for: 1" in page
    assert "Zinnia" not in page
    assert actions.end_what_is_old(today()) == 0, "again changes nothing"


def test_a_shorter_clock_ends_sooner_and_only_in_its_project(cast):
    for project, host in ((cast.project, cast.hana), (cast.other, cast.olga)):
        invite(project, by=host, side="community")
    Invitation.objects.update(ended_at=ago(10))
    actions.set_kept_for(cast.project, by=cast.hana, name="invitations", days=7)
    actions.end_what_is_old(today())
    assert Invitation.objects.get().project == cast.other


def test_earlier_answers_go_after_somebody_left_and_how_it_stands_stays(cast):
    for person in (cast.amina, cast.bryn):
        for yes in (True, False, True):
            actions.answer(cast.project, person, "quote", yes=yes, by=person)
    Membership.objects.filter(person=cast.amina).update(left_at=ago(731))
    actions.end_what_is_old(today())
    assert Permission.objects.filter(person=cast.amina).values_list("state", flat=True).get() == "given"
    assert Permission.objects.filter(person=cast.bryn).count() == 3
    assert removed("answers") == 2


def test_who_answered_for_somebody_is_forgotten_and_never_counted_openly(cast):
    row = actions.record_authority(
        cast.project, cast.amina, cast.bryn, by=cast.hana, acting="parent", ground="She is nine."
    )
    actions.end_supporter(row, by=cast.bryn)
    Supporter.objects.update(ended_at=ago(366))
    assert (clock(cast, "supporters").since, clock(cast, "supporters").soon) == (None, 0)
    actions.end_what_is_old(today())
    assert not Supporter.objects.exists()
    assert not Removal.objects.exists()


def test_worries_run_by_their_own_clock_and_nobody_is_told_how_many(cast, as_):
    tell_concern(cast.project, words="Zinnia is afraid.")
    row = Concern.objects.get()
    close_concern(row, by=cast.sam)
    Concern.objects.update(closed_on=today() - timedelta(days=400))
    page = as_(None).get("/p/warm-homes/kept/").content.decode()
    assert "We tell nobody how many there are." in page
    actions.end_what_is_old(today())
    row.refresh_from_db()
    assert bytes(row.words) == b""
    assert not Removal.objects.filter(name="worries").exists()


def test_what_people_need_is_hidden_after_the_gathering_and_goes_after_they_left(cast):
    gathering = Gathering.objects.create(project=cast.project, title="Tea", on=today() - timedelta(days=91))
    need = keep_need(cast.amina, by=cast.amina, words="A ramp")
    kept = keep_need(cast.bryn, by=cast.bryn, words="A chair")
    share = Share.objects.create(need=need, person=cast.amina, gathering=gathering)
    actions.end_what_is_old(today())
    share.refresh_from_db()
    assert share.ended_at is not None
    assert Need.objects.count() == 2
    Membership.objects.filter(person=cast.amina).update(left_at=ago(366))
    actions.end_what_is_old(today())
    assert Need.objects.get() == kept


def test_questions_nobody_closed_are_closed_and_their_numbers_go(cast):
    survey = set_up_survey(
        cast.project, by=cast.hana, asked_by="We", why="To see.", questions=["age"], closes_on=today()
    )
    open_survey(survey, by=cast.hana)
    Survey.objects.update(closes_on=today() - timedelta(days=31))
    assert Ticket.objects.exists()
    actions.end_what_is_old(today())
    survey.refresh_from_db()
    assert survey.closed_on == today()
    assert not Ticket.objects.exists()


def test_seats_of_nobody_lose_their_minutes_and_keep_their_number(cast):
    gathering = Gathering.objects.create(project=cast.project, title="Tea", on=today() - timedelta(days=40))
    room = Room.objects.create(gathering=gathering, opened_at=ago(40), closed_at=ago(39))
    strange = Seat.objects.create(room=room, number=1, joined_at=ago(39.5), seen_at=ago(39.4), left_at=ago(39.3))
    known = Seat.objects.create(room=room, number=2, person=cast.amina, joined_at=ago(39.5))
    actions.end_what_is_old(today())
    strange.refresh_from_db()
    assert (strange.joined_at, strange.seen_at, strange.left_at) == (room.opened_at, room.opened_at, None)
    assert Seat.objects.get(pk=known.pk).joined_at != room.opened_at
    assert removed("seats") == 1


def test_files_and_mail_and_sessions_go(cast, as_, settings):
    def write(folder: str, name: str, days: int) -> Path:
        path = Path(folder) / name
        path.write_bytes(b"PK")
        os.utime(path, (ago(days).timestamp(),) * 2)
        return path

    old = [write(settings.EXPORT_FOLDER, "1.zip", 9), write(settings.EMAIL_FILE_PATH, "1.log", 32)]
    new = [write(settings.EXPORT_FOLDER, "2.zip", 2), write(settings.EMAIL_FILE_PATH, "2.log", 3)]
    as_(cast.amina)
    before = Session.objects.count()
    Session.objects.update(expire_date=ago(3))
    as_(cast.bryn)
    actions.end_what_is_old(today())
    assert [path.exists() for path in (*old, *new)] == [False, False, True, True]
    assert before
    assert Session.objects.filter(expire_date__lt=ago(1)).count() == 0
    assert Session.objects.exists(), "who is signed in stays so"
    assert Removal.objects.filter(name="files").get().project is None


def test_when_a_project_is_over_people_are_asked_about_later_once(cast):
    actions.answer(cast.project, cast.bryn, "later", yes=False, by=cast.bryn)
    Project.objects.filter(pk=cast.project.pk).update(ended_on=today() - timedelta(days=31))
    actions.end_what_is_old(today())
    rows = Permission.objects.filter(kind="later", state="requested")
    assert cast.bryn.pk not in rows.values_list("person", flat=True)
    assert cast.amina.pk in rows.values_list("person", flat=True)
    count = rows.count()
    actions.end_what_is_old(today() + timedelta(days=1))
    assert rows.count() == count


def test_a_fault_with_one_keeps_no_other_from_ending_and_is_told(cast, monkeypatch):
    def breaks(_project: Project, _until: date) -> int:
        raise RuntimeError("no disk")

    broken = registered.Keeping("aaa", "Broken", "since", "then", 1, lambda _project: [], breaks)
    monkeypatch.setitem(registered._keepings, "aaa", broken)
    invite(cast.project, by=cast.hana, side="community")
    Invitation.objects.update(ended_at=ago(95))
    actions.end_what_is_old(today())
    assert not Invitation.objects.exists()
    assert KeepingRound.objects.get().failed == ["aaa"]
    assert any("daily round did not go well" in one.words for one in what_waits(cast.project, cast.hana))
    assert not any("daily round" in one.words for one in what_waits(cast.project, cast.dev))
    risk = next(one for one in plan_of(cast.project, today()).risks if "longer than we said" in one.what)
    assert risk.state == "wrong"
    monkeypatch.delitem(registered._keepings, "aaa")
    actions.end_what_is_old(today())
    assert not any("daily round" in one.words for one in what_waits(cast.project, cast.hana))
    KeepingRound.objects.update(on=today() - timedelta(days=4))
    assert any("daily round" in one.words for one in what_waits(cast.project, cast.hana))


def test_every_clock_is_in_the_plan_and_on_the_page(cast, as_):
    text = as_(None).get("/p/warm-homes/kept/").content.decode()
    table = next(one for one in plan_of(cast.project, today()).parts if one.title == "How long it is kept").table
    assert len(table.rows) == len(registered.keepings()) >= 12
    assert all(f'id="clock-{one.name}"' in text for one in registered.keepings())


def test_the_round_is_at_night():
    now = timezone.now()
    assert timedelta(0) < next_night(now) - now <= timedelta(days=1)
    assert timezone.localtime(next_night(now)).hour == 3


def test_as_many_queries_for_much_as_for_little(cast, as_, django_assert_max_num_queries):
    for n in range(30):
        invite(cast.project, by=cast.hana, side="community")
        person = Person.objects.create_user(f"P{n}")
        remove_member(add_member(cast.project, person, by=cast.hana, side="community", naming="first"), by=cast.hana)
        Removal.objects.create(project=cast.project, name="invitations", count=n + 1)
    Invitation.objects.update(ended_at=ago(20))
    browser = as_(None)
    with django_assert_max_num_queries(26):
        browser.get("/p/warm-homes/kept/")
