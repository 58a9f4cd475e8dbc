"""Words are set aside by a rule and with a reason, never quietly, never for good, never by one side alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.decisions.actions import start_draft, write_passage
from alongside.ledger.models import Step
from alongside.moderation import actions
from alongside.moderation.models import SetAside
from alongside.moderation.tests.conftest import REASON, WORDS
from alongside.voices.actions import make_statement, take_back, take_stance
from alongside.voices.models import Voice
from alongside.voices.queries import show_one, voices_found


def read_by(viewer, voice, project):
    return show_one(Voice.objects.get(pk=voice.pk), viewer=viewer, project=project).words


@pytest.mark.parametrize("who", ["amina", "bryn", "dev", "olga"])
def test_nobody_but_hosts_sets_words_aside(cast, said, put_aside, who):
    with pytest.raises(PermissionDenied):
        put_aside(said, by=getattr(cast, who))
    assert not SetAside.objects.exists()


def test_nobody_judges_their_own_words(cast, say, put_aside):
    mine = say(cast.cole, "I said something sharp myself.")
    with pytest.raises(PermissionDenied):
        put_aside(mine, by=cast.cole)


def test_it_wants_a_rule_in_force_and_a_reason(cast, said, put_aside):
    for wrong in ({"rule": "I do not like it"}, {"reason": "no"}, {"reason": "It says: a zora-thief and a liar."}):
        with pytest.raises(ValueError):
            put_aside(said, **wrong)
    assert not SetAside.objects.exists()


def test_the_database_refuses_words_hidden_without_a_reason(cast, said, put_aside):
    row = put_aside(said)
    with pytest.raises(IntegrityError), transaction.atomic():
        SetAside.objects.filter(pk=row.pk).update(reason="")


def test_others_do_not_read_them_and_the_person_and_hosts_do(cast, said, put_aside):
    put_aside(said)
    project = cast.project
    for viewer in (None, cast.olga, cast.bryn, cast.dev):
        shown = show_one(said, viewer=viewer, project=project)
        assert (shown.words, shown.is_withheld, shown.aside.reason) == ("", True, REASON)
        assert not voices_found(project, viewer, words="zora-thief").exists()
    for viewer in (cast.amina, cast.hana, cast.cole, cast.ada):
        assert read_by(viewer, said, project) == WORDS
        assert voices_found(project, viewer, words="zora-thief").exists()
    assert Voice.objects.get(pk=said.pk).words == WORDS


def test_a_host_cannot_judge_what_is_not_there(cast, said, put_aside):
    take_back(said, by=cast.amina)
    with pytest.raises(ValueError):
        put_aside(said)


def test_words_of_another_project_are_not_found(cast, say, put_aside):
    theirs = say(cast.olga, "Somebody is loud at night here.", project=cast.other)
    with pytest.raises(ValueError):
        put_aside(theirs)


def test_words_are_set_aside_once(cast, said, put_aside):
    put_aside(said)
    with pytest.raises(ValueError):
        put_aside(said, by=cast.hana)
    assert SetAside.objects.count() == 1


def test_the_community_side_sets_aside_alone_and_staff_does_not(cast, say, put_aside):
    assert not put_aside(say(cast.amina, WORDS)).needs_second
    assert put_aside(say(cast.bryn, WORDS), by=cast.hana).needs_second
    assert put_aside(say(cast.bryn, "Hana is a liar and a zora-thief."), is_about_hosts=True).needs_second


def later(row, **ago):
    SetAside.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(**ago))
    row.refresh_from_db()


def test_they_come_back_when_no_second_host_agrees(cast, said, put_aside):
    row = put_aside(said, by=cast.hana)
    assert read_by(cast.bryn, said, cast.project) == ""
    later(row, hours=47)
    assert read_by(cast.bryn, said, cast.project) == ""
    later(row, hours=49)
    assert read_by(cast.bryn, said, cast.project) == WORDS, "also before the worker has written it down"
    with pytest.raises(PermissionDenied):
        actions.agree(row, by=cast.cole)
    assert actions.end_lapsed() == 1
    assert actions.end_lapsed() == 0
    row.refresh_from_db()
    assert row.ended_how == "lapsed"


def test_the_second_pair_of_eyes_is_of_the_other_side(cast, said, put_aside):
    row = put_aside(said, by=cast.hana)
    for who in (cast.hana, cast.amina, cast.bryn, cast.dev, cast.ada, cast.olga):
        with pytest.raises(PermissionDenied):
            actions.agree(row, by=who)
    actions.agree(row, by=cast.cole)
    row.refresh_from_db()
    later(row, hours=60)
    assert read_by(cast.bryn, said, cast.project) == ""


def test_an_admin_is_the_second_where_the_other_side_has_no_host(cast, said, put_aside):
    cast.project.memberships.get(person=cast.cole).roles.all().delete()
    row = put_aside(said, by=cast.hana)
    actions.agree(row, by=cast.ada)
    row.refresh_from_db()
    assert row.second_by == cast.ada


def test_who_set_them_aside_before_does_not_do_it_again(cast, said, put_aside, rules):
    row = put_aside(said, by=cast.hana)
    later(row, hours=49)
    with pytest.raises(ValueError):
        put_aside(said, by=cast.hana, rule=rules[1])
    assert put_aside(said).pk != row.pk, "another host may"


def test_a_host_lets_them_back(cast, said, put_aside):
    row = put_aside(said)
    for who in (cast.amina, cast.bryn, cast.olga):
        with pytest.raises(PermissionDenied):
            actions.let_back(row, by=who)
    actions.let_back(row, by=cast.hana)
    assert read_by(None, said, cast.project) == WORDS


def test_nobody_answers_a_statement_they_cannot_read(cast, said, put_aside):
    statement = make_statement(said, by=cast.hana)
    take_stance(statement, cast.bryn, 1)
    row = put_aside(said)
    with pytest.raises(ValueError):
        take_stance(statement, cast.dev, 1)
    actions.let_back(row, by=cast.hana)
    take_stance(statement, cast.dev, 1)
    assert statement.stances.count() == 2, "what was answered before counts"


def test_the_history_tells_it_without_words(cast, said, put_aside, as_):
    put_aside(said)
    page = as_(None).get("/p/warm-homes/history/").content.decode()
    assert "set words aside, by a rule and with a reason" in page
    assert "zora" not in str(Step.objects.values_list("facts", flat=True))


def test_hosts_are_told_where_somebody_wrote_the_same_words_by_hand(cast, as_, said, put_aside):
    draft = start_draft(cast.project, by=cast.hana, title="The plan")
    copied = write_passage(draft, by=cast.hana, heading="What we heard", text=f"One said: {WORDS} Others did not.")
    other = write_passage(draft, by=cast.hana, heading="What else", text="The stairs are dark.")
    page = as_(cast.hana).get(f"/p/warm-homes/set-aside/{put_aside(said).pk}/").content.decode()
    told = page.split("The same words stand here too")[1].split("</section>")[0]
    assert f"/passages/{copied.passage_id}/" in told
    assert f"/passages/{other.passage_id}/" not in told
