"""What each side expects: who writes for whom, who answers, what is taken back, and when a look counts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.ledger.models import Erasure, Step
from alongside.trust.actions import expectations as actions
from alongside.trust.actions.forgetting import forget_again
from alongside.trust.models import Expectation, Look, Verdict
from alongside.trust.queries.expectations import both_sides, clock_of, look_of

HERE = "/p/warm-homes/expectations/"


@pytest.fixture
def line(cast):
    return actions.write_line(cast.project, by=cast.amina, kind="need", words="Tell us before it is decided.")


def test_only_members_write_and_only_for_their_own_side(cast, as_):
    for person in (cast.olga, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.write_line(cast.project, by=person, kind="hope", words="Tea.")
    as_(cast.amina).post(HERE + "write/", {"kind": "give", "words": "We know every street.", "side": "staff"})
    row = Expectation.objects.get()
    assert (row.side, row.person, row.is_named) == ("community", cast.amina, False)


def test_both_texts_stand_side_by_side_for_everybody(cast, as_, line):
    actions.write_line(cast.project, by=cast.hana, kind="give", words="Fares on the day.")
    page = as_(None).get(HERE).content.decode()
    assert "Tell us before it is decided." in page
    assert "Fares on the day." in page
    assert "Amina" not in page
    assert "People who live here" in page


def test_a_name_stands_there_only_where_the_person_wishes_it(cast, as_):
    actions.write_line(cast.project, by=cast.bryn, kind="hope", words="A warm hall.", is_named=True)
    assert "Bryn" in as_(None).get(HERE).content.decode()


def test_the_same_form_sent_twice_counts_once(cast):
    for _time in range(2):
        actions.write_line(cast.project, by=cast.amina, kind="hope", words="Tea.", submit_key="k" * 16)
    assert Expectation.objects.count() == 1
    with pytest.raises(ValueError):
        actions.write_line(cast.project, by=cast.bryn, kind="hope", words="Mine.", submit_key="k" * 16)


def test_only_the_other_side_answers_and_a_no_needs_a_reason(cast, as_, line):
    assert as_(cast.bryn).post(f"{HERE}{line.pk}/answer/", {"kind": "can"}).status_code == 403
    assert as_(cast.olga).post(f"{HERE}{line.pk}/answer/", {"kind": "can"}).status_code == 403
    refused = as_(cast.dev).post(f"{HERE}{line.pk}/answer/", {"kind": "cannot", "reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    as_(cast.dev).post(f"{HERE}{line.pk}/answer/", {"kind": "cannot", "reason": "The law sets the day."})
    as_(cast.hana).post(f"{HERE}{line.pk}/answer/", {"kind": "partly", "reason": "Two weeks before."})
    page = as_(None).get(HERE).content.decode()
    assert page.index("Two weeks before.") < page.index("Earlier answers") < page.index("The law sets the day.")


def test_only_its_author_takes_a_line_back_and_its_words_are_gone_for_good(cast, as_, line):
    actions.judge(line, by=cast.amina, kind="not_kept", words="zora-verdict")
    for person in (cast.bryn, cast.hana, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.take_back_line(line, by=person)
    as_(cast.amina).post(f"{HERE}{line.pk}/take-back/")
    row = Expectation.objects.get()
    assert row.words == ""
    assert Verdict.objects.get().words == ""
    assert "Tell us before" not in as_(cast.hana).get(HERE).content.decode()
    kept = Erasure.objects.get(what="expectation")
    Expectation.objects.filter(pk=row.pk).update(words="came back with a backup", taken_back_at=None)
    assert not forget_again("expectation", kept.subject_id, "another mark")
    assert forget_again("expectation", kept.subject_id, kept.mark)
    assert Expectation.objects.get().words == ""


def test_the_first_line_starts_the_clock(cast, line):
    look = look_of(cast.project)
    assert look.due_on == timezone.localdate() + timedelta(days=91)
    actions.write_line(cast.project, by=cast.hana, kind="hope", words="Patience.")
    assert Look.objects.count() == 1


def test_a_look_counts_only_when_both_sides_looked(cast, line, in_days):
    theirs = actions.write_line(cast.project, by=cast.hana, kind="give", words="Fares on the day.")
    with pytest.raises(PermissionDenied):
        actions.judge(theirs, by=cast.amina, kind="kept")
    with pytest.raises(ValueError, match="1 line"):
        actions.finish_look(cast.project, by=cast.amina)
    with in_days(100):
        assert clock_of(look_of(cast.project), timezone.localdate()).state == "late"
        actions.judge(line, by=cast.bryn, kind="partly", words="Once they told us the day after.")
        assert not actions.finish_look(cast.project, by=cast.bryn)
        with pytest.raises(ValueError, match="looked already"):
            actions.judge(line, by=cast.bryn, kind="kept")
        assert look_of(cast.project).number == 1
        actions.judge(theirs, by=cast.dev, kind="kept")
        assert actions.finish_look(cast.project, by=cast.dev)
        assert (look_of(cast.project).number, Look.objects.get(number=1).done_on) == (2, timezone.localdate())
        assert clock_of(Look.objects.get(number=1), timezone.localdate()).state == "met_late"
    assert Step.objects.filter(verb="expectation.both_looked").count() == 1


def test_a_day_that_was_moved_says_so(cast, as_, line):
    late = timezone.localdate() + timedelta(days=200)
    assert as_(cast.amina).post(HERE + "look/set/", {"due_on": late}).status_code == 403
    assert as_(cast.hana).post(HERE + "look/set/", {"due_on": "2020-01-01"}).status_code == 422
    as_(cast.hana).post(HERE + "look/set/", {"due_on": late})
    assert "It was first set for" in as_(None).get(HERE).content.decode()


def test_a_host_types_in_a_sheet_and_a_person_can_take_it_back(cast, as_):
    sent = {"side": "community", "kind": "hope", "words": "A ramp.", "told": "paper", "person": str(cast.amina.pk)}
    assert as_(cast.amina).post(HERE + "type-in/", sent).status_code == 403
    wrong = as_(cast.hana).post(HERE + "type-in/", {**sent, "side": "staff"})
    assert wrong.status_code == 422
    as_(cast.hana).post(HERE + "type-in/", sent)
    row = Expectation.objects.get()
    actions.take_back_line(row, by=cast.amina)
    assert Expectation.objects.get().words == ""


def test_a_page_costs_the_same_however_many_lines(cast, line):
    def cost():
        with CaptureQueriesContext(connection) as found:
            both_sides(cast.project, cast.hana)
        return len(found)

    cost()  # memberships are read once for each person
    first = cost()
    for number in range(12):
        row = actions.write_line(cast.project, by=cast.amina, kind="hope", words=f"Line {number}")
        actions.reply_to(row, by=cast.hana, kind="can")
    assert cost() == first
