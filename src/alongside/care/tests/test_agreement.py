"""The group's agreement: who writes it down, what each version changed, what members say to a proposal."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.care import actions
from alongside.care.models import Agreement, AgreementSeen, Proposal
from alongside.care.queries import agreement_in_force
from alongside.gatherings.actions import add_gathering
from alongside.kit.changes import line_changes

PAGE = "/p/warm-homes/agreement/"


def next_version(cast, words, day=date(2026, 3, 1), **more):
    return actions.make_agreement(cast.project, by=cast.cole, words=words, how="hands", agreed_on=day, **more)


@pytest.mark.parametrize("who", ["amina", "dev", "sam", "olga"])
def test_only_hosts_write_a_version_down(cast, as_, who):
    with pytest.raises(PermissionDenied):
        actions.make_agreement(
            cast.project, by=getattr(cast, who), words="Mine.", how="round", agreed_on=date(2026, 2, 1)
        )
    assert as_(getattr(cast, who)).get(PAGE + "write/").status_code == 403
    assert not Agreement.objects.exists()


def test_it_begins_with_five_rules_and_a_host_writes_the_first(cast, as_):
    assert as_(None).get(PAGE).content.decode().count("<li data-said") == 5
    page = as_(cast.hana).get(PAGE + "write/")
    begun = page.context["form"]["words"].value().split("\n")
    assert len(begun) == 5
    sent = {"words": "\r\n".join([*begun[:2], "We begin on time."]), "how": "talked", "agreed_on": "2026-02-01"}
    assert as_(cast.hana).post(PAGE + "write/", sent).status_code == 302
    assert Agreement.objects.get().lines == [*begun[:2], "We begin on time."]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("words", " \n "),
        ("words", "x" * 301),
        ("words", "\n".join(map(str, range(41)))),
        ("how", "by-the-boss"),
        ("agreed_on", "2099-01-01"),
        ("gathering", "999999"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_what_was_typed_stays(cast, as_, agreed, field, wrong):
    sent = {"words": "We are quiet.", "how": "talked", "agreed_on": "2026-02-02", field: wrong}
    answer = as_(cast.hana).post(PAGE + "write/", sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Agreement.objects.count() == 1


def test_the_same_rules_again_and_an_earlier_day_are_refused(cast, agreed):
    with pytest.raises(ValueError, match="already"):
        next_version(cast, "We listen.\n\n You can always pass. ")
    with pytest.raises(ValueError, match="later"):
        next_version(cast, "We listen.", day=date(2026, 1, 1))
    elsewhere = add_gathering(cast.other, by=cast.olga, title="Tea", on=date(2026, 1, 20))
    with pytest.raises(ValueError, match="another project"):
        next_version(cast, "We listen.", gathering=elsewhere)


def test_each_day_knows_the_version_in_force(cast, as_, agreed):
    second = next_version(cast, "We listen.\nWe begin on time.")
    assert agreement_in_force(cast.project, date(2026, 1, 31)) is None
    assert agreement_in_force(cast.project, date(2026, 2, 28)) == agreed
    assert agreement_in_force(cast.project, on=date(2026, 3, 1)) == second
    met = add_gathering(cast.project, by=cast.hana, title="Tea", on=date(2026, 2, 10))
    page = as_(None).get(f"/p/warm-homes/gatherings/{met.pk}/").content.decode()
    assert "You can always pass." in page
    assert "We begin on time." not in page


def test_every_version_shows_what_changed(cast, as_, agreed):
    next_version(cast, "You can always pass or go.\nWe begin on time.")
    page = as_(None).get(PAGE + "history/").content.decode()
    for told in ("<ins>pass or go.</ins>", "<del>pass.</del>", "<ins>We begin on time.</ins>", "<del>We listen.</del>"):
        assert told in page, told
    assert "We begin on time." in as_(None).get(PAGE + "print/").content.decode()


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ([], ["a"], ["added"]),
        (["a"], [], ["gone"]),
        (["a", "b"], ["a", "b"], ["same", "same"]),
        (["we are kind here"], ["we are kind everywhere"], ["changed"]),
        (["a b c"], ["x y z"], ["gone", "added"]),
    ],
)
def test_lines_are_new_changed_or_gone(old, new, kinds):
    changes = line_changes(old, new)
    assert [one.kind for one in changes] == kinds
    assert [one.words for one in changes if one.kind != "gone"] == new


def test_who_is_no_member_proposes_nothing(cast, as_, agreed):
    for who in (cast.olga, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.propose_change(cast.project, by=who, words="Mine.", why="So.")
        assert as_(who).post(PAGE + "propose/", {"words": "Mine.", "why": "So."}).status_code == 403
    assert not Proposal.objects.exists()


def test_a_proposal_is_said_to_and_becomes_part_of_the_next_version(cast, as_, agreed):
    sent = {"words": "We begin on time.", "why": "I come by bus.", "submit_key": "k" * 16}
    for _twice in range(2):
        assert as_(cast.amina).post(PAGE + "propose/", sent).status_code == 302
    row = Proposal.objects.get()
    for who, kind in ((cast.bryn, "live"), (cast.bryn, "talk"), (cast.cole, "live")):
        as_(who).post(f"{PAGE}proposals/{row.pk}/", {"kind": kind})
    page = as_(cast.dev).get(PAGE).content.decode()
    assert "1 can live with it" in page
    assert "1 wants to talk about it" in page
    assert "We begin on time." not in as_(None).get(PAGE).content.decode()
    write = {"words": "We listen.\nWe begin on time.", "how": "round", "agreed_on": "2026-03-01", "proposals": row.pk}
    assert as_(cast.hana).post(PAGE + "write/", write).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.version.number) == ("in_it", 2)
    with pytest.raises(ValueError, match="already"):
        actions.say_to_proposal(row, by=cast.bryn, kind="live")


def test_a_proposal_that_is_left_has_a_reason(cast, as_, agreed):
    row = actions.propose_change(cast.project, by=cast.amina, words="No phones.", why="They ring.")
    assert as_(cast.hana).post(f"{PAGE}proposals/{row.pk}/leave/", {"reason": " "}).status_code == 422
    as_(cast.hana).post(f"{PAGE}proposals/{row.pk}/leave/", {"reason": "Some need theirs to take part."})
    assert "Some need theirs to take part." in as_(cast.amina).get(PAGE).content.decode()


def test_only_who_proposed_takes_it_back_and_the_words_are_gone(cast, as_, agreed):
    row = actions.propose_change(cast.project, by=cast.amina, words="No phones.", why="They ring.")
    assert as_(cast.hana).post(f"{PAGE}proposals/{row.pk}/take-back/").status_code == 403
    as_(cast.amina).post(f"{PAGE}proposals/{row.pk}/take-back/")
    row.refresh_from_db()
    assert (row.words, row.why, row.outcome) == ("", "", "back")


def test_reading_it_is_marked_once_and_is_no_condition(cast, as_, agreed):
    assert as_(cast.olga).post(PAGE + "read/").status_code == 403
    for _twice in range(2):
        as_(cast.amina).post(PAGE + "read/")
    assert AgreementSeen.objects.get().person == cast.amina
    assert as_(cast.bryn).get(PAGE + "propose/").status_code == 200


def test_lines_from_the_room_begin_a_version_and_nothing_is_kept_yet(cast, as_, agreed):
    lines = "We eat together.\n\nWe eat together.\n  We listen. "
    assert as_(cast.amina).post(PAGE + "begin/", {"lines": lines}).status_code == 403
    page = as_(cast.hana).post(PAGE + "begin/", {"lines": lines})
    assert page.context["form"]["words"].value().split("\n") == [
        "We listen.",
        "You can always pass.",
        "We eat together.",
    ]
    assert Agreement.objects.count() == 1


def test_an_ended_project_takes_no_more_proposals(cast, agreed):
    cast.project.ended_on = timezone.localdate() - timedelta(days=1)
    cast.project.save()
    with pytest.raises(PermissionDenied):
        actions.propose_change(cast.project, by=cast.amina, words="Late.", why="So.")
