"""What a person wrote about words goes when they take everything back; what was said about words goes with them."""

import pytest

from alongside.ledger.actions import replay_erasures
from alongside.ledger.models import Erasure
from alongside.moderation import actions
from alongside.moderation.models import Appeal, Report, SetAside
from alongside.moderation.queries import figures
from alongside.moderation.rules import may_decide_appeal
from alongside.moderation.tests.conftest import WORDS
from alongside.people.actions import join_people
from alongside.people.models import Person
from alongside.voices.actions import record_voice, take_back
from alongside.voices.models import Voice


@pytest.fixture
def looked_at(cast, said, put_aside, rules):
    actions.tell_hosts(cast.project, "voice", said.pk, by=cast.bryn, rule=rules[0], why="zora-why")
    aside = put_aside(said, reason="He is called a zora-thing here.")
    actions.appeal(aside, by=cast.amina, words="zora-appeal")
    return aside


def test_words_taken_back_take_the_reason_the_reports_and_the_appeal_with_them(cast, said, looked_at):
    take_back(said, by=cast.amina)
    looked_at.refresh_from_db()
    assert (looked_at.reason, looked_at.ended_how) == ("", "gone")
    assert bytes(Report.objects.get().why) == b""
    assert Report.objects.get().reply == ""
    assert bytes(Appeal.objects.get().words) == b""
    assert (figures(cast.project).now, figures(cast.project).appeals) == (0, 0)


def test_who_told_it_takes_their_own_words_back_and_nothing_else_changes(cast, said, looked_at):
    actions.forget_person(cast.project, cast.bryn)
    assert bytes(Report.objects.get().why) == b""
    assert bytes(Appeal.objects.get().words) != b""
    assert SetAside.objects.standing().exists()
    assert Voice.objects.get(pk=said.pk).words == WORDS


def test_what_an_old_backup_brings_back_goes_again(cast, said, looked_at, django_capture_on_commit_callbacks):
    report, appeal = Report.objects.get(), Appeal.objects.get()
    why, words = bytes(report.why), bytes(appeal.words)
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget_person(cast.project, cast.bryn)
        actions.forget_person(cast.project, cast.amina)
    Erasure.objects.all().delete()
    Report.objects.update(why=why)
    Appeal.objects.update(words=words)
    replay_erasures()
    assert bytes(Report.objects.get().why) == b""
    assert bytes(Appeal.objects.get().words) == b""


def test_two_people_made_one_have_one_report_and_all_their_appeals(cast, said, looked_at, rules):
    twin = Person.objects.create_user("Amina too")
    cast.project.memberships.create(person=twin)
    theirs = record_voice(cast.project, words="The stairs are dark.", by=cast.bryn, person=cast.bryn)
    more = record_voice(cast.project, words="The hall is cold.", by=cast.bryn, person=cast.bryn)
    for one in (cast.amina, twin):
        actions.tell_hosts(cast.project, "voice", theirs.pk, by=one, rule=rules[0], why=f"zora {one.nickname}")
    actions.tell_hosts(cast.project, "voice", more.pk, by=twin, rule=rules[0], why="zora-twin")
    join_people(twin, cast.amina, by=twin)
    reports = Report.objects.filter(person=twin)
    assert sorted(reports.values_list("subject_id", flat=True)) == sorted([theirs.pk, more.pk])
    assert SetAside.objects.get().person == twin
    actions.forget_person(cast.project, twin)
    assert [bytes(row.why) for row in reports] == [b"", b""]
    assert bytes(Appeal.objects.get().words) == b""
    assert not may_decide_appeal(twin, SetAside.objects.get()), "nobody decides about their own words"
