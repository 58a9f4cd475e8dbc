"""Setting up, opening, answering once, closing for good; and who sees what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from alongside.equality import actions
from alongside.equality.models import Survey, Tally, Ticket
from alongside.equality.queries import results_of
from alongside.ledger.models import Step

ALL = {"age": "30_44", "religion": "hindu"}


def number_of(survey, table="", cell=""):
    return Tally.objects.get(survey=survey, table=table, cell=cell).count


def test_only_hosts_ask(cast, draft, survey):
    for person in (cast.amina, cast.esi, cast.sam, cast.dev, cast.olga):
        with pytest.raises(PermissionDenied):
            actions.close_survey(survey, by=person)
        with pytest.raises(PermissionDenied):
            actions.type_in_sheet(survey, by=person, said=ALL, submit_key="k" * 16)
        with pytest.raises(PermissionDenied):
            actions.make_slips(survey, by=person, count=3)
    assert not Survey.objects.get(pk=survey.pk).closed_on


def test_only_members_answer_by_their_account(cast, survey):
    for person in (cast.olga, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.answer_as_member(survey, by=person, said=ALL)
    assert number_of(survey) == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"why": " "}, "who asks"),
        ({"questions": []}, "at least one"),
        ({"questions": ["age", "shoe size"]}, "from the list"),
        ({"crossing": "age,gender"}, "both"),
        ({"crossing": "age,shoes"}, "both"),
    ],
)
def test_a_draft_without_reasons_is_refused(cast, draft, past, change, why):
    usual = {"asked_by": "We", "why": "So", "questions": ["age"], "closes_on": draft().closes_on}
    with pytest.raises(ValueError, match=why):
        actions.set_up_survey(cast.project, by=cast.hana, **(usual | change))


def test_nothing_is_counted_before_it_opens_or_after_its_last_day(cast, draft, survey, past):
    Survey.objects.filter(pk=survey.pk).update(closes_on=past)
    for row in (draft(), survey):
        with pytest.raises(ValueError, match="not open"):
            actions.answer_as_member(row, by=cast.amina, said=ALL)
    assert not Tally.objects.filter(count__gt=0).exists()
    assert actions.type_in_sheet(survey, by=cast.hana, said=ALL, submit_key="late-pile-late-pile"), "a pile may be late"


def test_a_second_answer_is_refused_by_the_ticket(cast, as_, survey):
    page = f"/p/warm-homes/about-us/{survey.pk}/answer/"
    amina = as_(cast.amina)
    assert "need not answer" in amina.get(page).content.decode()
    for religion in ("hindu", "sikh"):
        assert amina.post(page, {"age": "30_44", "religion": religion}).status_code == 200
    assert number_of(survey) == 1
    assert number_of(survey, "religion", "hindu") == 1
    assert number_of(survey, "religion", "sikh") == 0
    assert number_of(survey, "age", "30_44") == 1


def test_declining_looks_like_answering(cast, as_, survey):
    page = f"/p/warm-homes/about-us/{survey.pk}/answer/"
    declined = as_(cast.amina).post(page, {"decline": "1", "religion": "hindu"})
    answered = as_(cast.bryn).post(page, ALL)
    nothing = as_(cast.tess).post(page, {"religion": "not_said"})
    assert declined.status_code == answered.status_code == nothing.status_code == 200
    assert number_of(survey) == 1
    kept = Ticket.objects.filter(person__in=[cast.amina, cast.bryn, cast.tess]).values_list("kind", "is_used")
    assert set(kept) == {("member", True)}


def test_it_is_asked_in_my_space_until_it_is_answered(cast, as_, survey):
    assert "questions about you" in as_(cast.amina).get("/my/").content.decode()
    actions.answer_as_member(survey, by=cast.amina, said=None)
    assert "questions about you" not in as_(cast.amina).get("/my/").content.decode()


def test_a_slip_works_once_and_without_an_account(cast, as_, survey):
    code = actions.make_slips(survey, by=cast.hana, count=2)[0]
    browser = as_(None)
    assert browser.post("/about-you/", {"code": "WRON-GWRO-NGWR"}).status_code == 422
    assert "How old" in browser.post("/about-you/", {"code": code.lower()}).content.decode()
    assert number_of(survey) == 0
    assert "Thank you" in browser.post("/about-you/", {"code": code, "answers": "1", **ALL}).content.decode()
    assert browser.post("/about-you/", {"code": code, "answers": "1", **ALL}).status_code == 422
    assert number_of(survey) == 1
    assert not Ticket.objects.filter(once_hash__contains=code).exists()


def test_a_sheet_sent_twice_counts_once(cast, as_, survey):
    page = f"/p/warm-homes/about-us/{survey.pk}/type-in/"
    for _twice in range(2):
        assert as_(cast.hana).post(page, {"submit_key": "pile-1-sheet-1-x", **ALL}).status_code == 302
    assert number_of(survey) == 1
    assert as_(cast.hana).post(page, {"religion": "hindu"}).status_code == 422


def test_few_answers_tell_only_how_many_roughly(cast, as_, survey, answered_by):
    answered_by(survey, 9, **ALL)
    actions.close_survey(survey, by=cast.hana)
    page = as_(cast.amina).get(f"/p/warm-homes/about-us/{survey.pk}/").content.decode()
    assert "nothing more is told" in page
    assert "a half to three quarters" in page
    assert "Hindu" not in page
    assert "9 answered" not in page


def test_closing_makes_safe_tables_and_removes_the_numbers(cast, as_, survey, answered_by):
    answered_by(survey, 23, religion="hindu", age="30_44")
    answered_by(survey, 3, religion="jewish", age="30_44")
    answered_by(survey, 12, religion="none", age="75_up")
    browser = as_(cast.hana)
    closing = f"/p/warm-homes/about-us/{survey.pk}/close/"
    assert browser.post(closing).status_code == 422, "a tick is needed"
    assert browser.post(closing, {"sure": "on"}).status_code == 302
    assert not Tally.objects.exists()
    assert not Ticket.objects.exists()
    results = results_of(Survey.objects.get(pk=survey.pk))
    rows = {row.label: row.about for row in results.tables[1].rows}
    assert rows["Hindu"] == 25
    assert rows["Jewish"] is None
    assert rows["Sikh"] is None, "none is hidden like three"
    with pytest.raises(ValueError, match="not open"):
        actions.close_survey(survey, by=cast.hana)
    with pytest.raises(ValueError, match="not open"):
        actions.answer_as_member(survey, by=cast.amina, said=ALL)


def test_the_same_question_is_not_told_again_when_one_more_person_answered(cast, draft, answered_by):
    told = []
    for count in (23, 24, 40):
        row = draft(["religion"])
        actions.open_survey(row, by=cast.hana)
        answered_by(row, count, religion="hindu")
        answered_by(row, 12, religion="none")
        answered_by(row, 11, religion="muslim")
        actions.close_survey(row, by=cast.hana)
        told.append(bool(results_of(Survey.objects.get(pk=row.pk)).tables[0].rows))
    assert told == [True, False, True]


def test_tables_are_for_members_until_a_host_shares_them(cast, as_, survey, answered_by):
    answered_by(survey, 40, religion="hindu")
    answered_by(survey, 14, religion="none")
    actions.close_survey(survey, by=cast.hana)
    files = [f"/p/warm-homes/about-us/{survey.pk}/{path}?table=religion" for path in ("", "picture/", "table/")]
    assert [as_(cast.olga).get(path).status_code for path in files] == [404] * 3
    assert [as_(None).get(path).status_code for path in files] == [404] * 3
    assert [as_(cast.amina).get(path).status_code for path in files] == [200] * 3
    assert as_(cast.amina).post(f"/p/warm-homes/about-us/{survey.pk}/share/", {"public": "1"}).status_code == 403
    as_(cast.hana).post(f"/p/warm-homes/about-us/{survey.pk}/share/", {"public": "1"})
    assert [as_(None).get(path).status_code for path in files] == [200] * 3
    table = as_(None).get(files[2]).content.decode()
    assert "Hindu,40,75,55" in table
    assert "Sikh,,," in table
    assert as_(None).get(files[1].replace("=religion", "=age")).status_code == 404
    page = as_(None).get(files[0]).content.decode()
    assert "does not say who is representative" in page


def test_a_figure_from_elsewhere_stands_beside_with_its_source(cast, as_, survey, answered_by):
    answered_by(survey, 40, religion="hindu")
    answered_by(survey, 14, religion="none")
    actions.close_survey(survey, by=cast.hana)
    address = f"/p/warm-homes/about-us/{survey.pk}/figures/"
    sent = {"about": "religion:hindu", "share": "3", "source": "Census 2021"}
    assert as_(cast.hana).post(address, {**sent, "source": ""}).status_code == 422
    assert as_(cast.hana).post(address, {**sent, "about": "gender:man"}).status_code == 422
    assert as_(cast.hana).post(address, sent).status_code == 302
    assert "Census 2021" in as_(cast.amina).get(f"/p/warm-homes/about-us/{survey.pk}/").content.decode()


def test_paper_in_large_print(cast, as_, survey):
    page = as_(cast.hana).get(f"/p/warm-homes/about-us/{survey.pk}/sheet/?large=1").content.decode()
    assert "eq-paper--large" in page
    assert "I would rather not say" in page


def test_no_step_tells_of_an_answer(cast, survey, answered_by):
    before = Step.objects.count()
    answered_by(survey, 3, **ALL)
    assert Step.objects.count() == before


def test_each_counter_counts_each_answer_once(cast, draft, answered_by):
    row = draft(["age", "gender"], crossing="age,gender")
    actions.open_survey(row, by=cast.hana)
    answered_by(row, 4, age="30_44")
    answered_by(row, 2, age="30_44", gender="woman")
    sums = Tally.objects.filter(survey=row).values_list("table").annotate(n=Sum("count"))
    assert dict(sums) == {"": 6, "age": 6, "gender": 6, "age,gender": 6}
    assert number_of(row, "age,gender", "30_44,not_said") == 4
