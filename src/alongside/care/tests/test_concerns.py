"""A worry reaches the safeguarding lead and nobody else; by the clock, and with a way back to whoever told it."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.care import actions
from alongside.care.clock import due_on, is_late, months_later
from alongside.care.models import Concern, ConcernAccess, ConcernNote
from alongside.care.queries import late_acknowledgements
from alongside.care.tasks import tell_leads
from alongside.care.tests.conftest import WORDS
from alongside.kit.codes import shown_code
from alongside.people.access import MOST_HERE
from alongside.projects.models import Role
from alongside.projects.parts import what_is_asked, what_waits

LEADS = "/p/warm-homes/concerns/"
PAGE = "/p/warm-homes/worried/"


def worries_asked(person):
    """What waits for a lead in My space; other rooms ask there too."""
    return [one for one in what_is_asked(person) if "worr" in one.words]


@pytest.mark.parametrize("who", ["olga", "amina", "esi", "dev", "hana", "cole", "ada"])
def test_nobody_but_the_lead_gets_in(cast, as_, told, who):
    concern, _code = told
    browser, person = as_(getattr(cast, who)), getattr(cast, who)
    for path in ("", "type-in/", f"{concern.pk}/"):
        assert browser.get(LEADS + path).status_code == 403
    for path in ("acknowledge/", "write-back/", "hand-over/", "close/"):
        assert browser.post(f"{LEADS}{concern.pk}/{path}", {"words": "x"}).status_code == 403
    for verb, more in (
        (actions.open_concern, {}),
        (actions.acknowledge, {}),
        (actions.close_concern, {}),
        (actions.write_back, {"words": "x"}),
        (actions.hand_over, {"words": "x"}),
    ):
        with pytest.raises(PermissionDenied):
            verb(concern, by=person, **more)
    assert not ConcernAccess.objects.exists()


def test_a_lead_of_another_project_finds_nothing(cast, as_, told):
    concern, _code = told
    Role.objects.create(membership=cast.other.memberships.get(person=cast.olga), name="safeguarding")
    assert as_(cast.olga).get(f"/p/quiet-streets/concerns/{concern.pk}/").status_code == 404
    Role.objects.filter(name="safeguarding", membership__person=cast.sam).delete()
    assert as_(cast.sam).get(f"{LEADS}{concern.pk}/").status_code == 403


def test_a_stranger_tells_and_the_lead_reads_and_that_is_noted(cast, as_):
    sent = {"words": WORDS, "danger": "now", "reach": "", "name": "", "submit_key": "k" * 16}
    answer = as_(None).post(PAGE, sent)
    again = as_(None).post(PAGE, sent)
    assert answer.status_code == 200
    assert answer.context["code"] == again.context["code"], "a double click counts once"
    concern = Concern.objects.get()
    assert WORDS not in as_(cast.sam).get(LEADS).content.decode()
    assert not ConcernAccess.objects.exists()
    page = as_(cast.sam).get(f"{LEADS}{concern.pk}/").content.decode()
    assert WORDS in page
    assert [(one.reader, one.what) for one in ConcernAccess.objects.all()] == [(cast.sam, "read")]


def test_other_words_from_the_same_form_are_another_worry_with_another_code(cast, as_):
    sent = {"words": WORDS, "submit_key": "k" * 16}
    codes = {as_(None).post(PAGE, sent | {"words": words}).context["code"] for words in (WORDS, "Another.")}
    assert len(codes) == 2
    assert Concern.objects.count() == 2


def test_limits_come_before_the_form_and_without_words_nothing_is_kept(cast, as_):
    page = as_(None).get(PAGE).content.decode()
    assert page.index("we must pass it on") < page.index("<textarea")
    assert page.index("Call the emergency number") < page.index("<textarea")
    assert "Is it about the safeguarding lead?" in page
    assert page.index('href="#tell"') < page.index("we must pass it on")
    answer = as_(None).post(PAGE, {"words": "  ", "reach": "zora-kept"})
    assert answer.status_code == 422
    assert "zora-kept" in answer.content.decode()
    assert "<title>Mistake: " in answer.content.decode()
    assert not Concern.objects.exists()


def test_without_a_lead_there_is_no_form_and_it_never_falls_to_hosts(cast, as_):
    assert not [one for one in what_waits(cast.project, cast.hana) if "safeguarding" in one.words]
    Role.objects.filter(name="safeguarding").delete()
    page = as_(None).get(PAGE).content.decode()
    assert 'name="words"' not in page
    assert "Call the emergency number" in page
    assert as_(None).post(PAGE, {"words": WORDS}).status_code == 200
    with pytest.raises(ValueError, match="Nobody leads"):
        actions.tell_concern(cast.project, words=WORDS)
    assert not Concern.objects.exists()
    assert [one for one in what_waits(cast.project, cast.hana) if "safeguarding" in one.words]


def test_it_waits_for_the_lead_and_one_email_says_only_that(cast, told):
    cast.sam.email = "sam@example.org"
    cast.sam.save()
    assert [one.words for one in worries_asked(cast.sam)] == ["1 worry waits for you in Warm homes"]
    assert not worries_asked(cast.hana)
    assert (tell_leads(), tell_leads()) == (1, 0)
    letter = mail.outbox[0]
    assert letter.to == ["sam@example.org"]
    assert letter.subject == "A worry waits for you in Warm homes"
    assert "zora" not in letter.body
    cast.project.visibility = "members"
    cast.project.save()
    actions.add_words(told[0], words="More.")
    tell_leads()
    assert "Warm" not in mail.outbox[1].subject + mail.outbox[1].body


def test_what_the_lead_writes_is_read_with_the_code_and_more_can_be_said(cast, as_, told):
    concern, code = told
    as_(cast.sam).post(f"{LEADS}{concern.pk}/write-back/", {"words": "I have called the school."})
    as_(cast.sam).post(f"{LEADS}{concern.pk}/close/")
    page = as_(None).post("/worry-code/", {"code": f"{code[:4]}-{code[4:].lower()}"}).content.decode()
    assert f'value="{shown_code(code)}"' in page
    assert "I have called the school." in page
    assert "zora" not in page, "a lost code must not open the words"
    for _twice in range(2):
        as_(None).post("/worry-code/", {"code": code, "more": "He is with me now."})
    concern.refresh_from_db()
    assert (concern.closed_on, concern.acknowledged_on) == (None, timezone.localdate())
    assert ConcernNote.objects.filter(kind="more").count() == 1
    assert worries_asked(cast.sam)
    assert "He is with me now." in as_(cast.sam).get(f"{LEADS}{concern.pk}/").content.decode()
    assert not worries_asked(cast.sam)


def test_guessing_codes_is_limited(cast, as_, told):
    browser = as_(None)
    for number in range(MOST_HERE):
        assert browser.post("/worry-code/", {"code": f"ABCDEFGH{number:04}"}).status_code == 422
    page = browser.post("/worry-code/", {"code": told[1]})
    assert "too many wrong codes" in page.content.decode()


def test_a_whole_workshop_behind_one_address_can_write_and_a_flood_cannot(cast, as_):
    browser = as_(None)
    assert {browser.post(PAGE, {"words": f"Worry {n}"}).status_code for n in range(60)} == {200}
    answer = browser.post(PAGE, {"words": "One too many"})
    assert answer.status_code == 429
    assert "One too many" in answer.content.decode(), "what was typed stays"


def test_paper_is_typed_in_by_the_lead_with_its_day(cast, as_):
    with pytest.raises(PermissionDenied):
        actions.type_in_concern(cast.project, by=cast.hana, words=WORDS, on=date(2026, 2, 1))
    answer = as_(cast.sam).post(LEADS + "type-in/", {"words": WORDS, "on": "2026-02-01"})
    row = Concern.objects.get()
    assert (row.on, row.is_from_paper, row.acknowledged_on) == (date(2026, 2, 1), True, timezone.localdate())
    assert as_(None).post("/worry-code/", {"code": answer.context["code"]}).context["concern"] == row
    assert as_(cast.sam).post(LEADS + "type-in/", {"words": WORDS, "on": "2099-02-01"}).status_code == 422


def test_it_is_handed_over_in_one_sealed_line(cast, as_, told):
    concern, _code = told
    assert as_(cast.sam).post(f"{LEADS}{concern.pk}/hand-over/", {"words": ""}).status_code == 422
    as_(cast.sam).post(f"{LEADS}{concern.pk}/hand-over/", {"words": "Social services,\nby phone"})
    note = ConcernNote.objects.get()
    assert b"Social" not in bytes(note.words)
    assert "Social services, by phone" in as_(cast.sam).get(f"{LEADS}{concern.pk}/").content.decode()


@pytest.mark.parametrize(
    ("told", "due"),
    [("2026-11-23", "2026-11-24"), ("2026-11-27", "2026-11-30"), ("2026-11-28", "2026-11-30")],
)
def test_one_working_day_knows_weekends(told, due):
    told, due = date.fromisoformat(told), date.fromisoformat(due)
    assert due_on(told) == due
    assert not is_late(told, None, due)
    assert is_late(told, None, date(2026, 12, 1))
    assert not is_late(told, due, date(2027, 1, 1))


def test_late_ones_are_counted_also_when_they_were_answered_later(cast, told):
    friday = date(2026, 2, 6)
    Concern.objects.update(on=friday)
    assert late_acknowledgements(cast.project, date(2026, 2, 9)) == (0, 1)
    assert late_acknowledgements(cast.project, date(2026, 2, 10)) == (1, 1)
    Concern.objects.update(acknowledged_on=date(2026, 2, 10))
    assert late_acknowledgements(cast.project, date(2027, 1, 1)) == (1, 1)


def test_words_of_a_closed_one_are_removed_by_the_clock(cast, as_, told):
    concern, code = told
    with pytest.raises(PermissionDenied):
        actions.set_keeping(cast.project, by=cast.hana, months=1)
    assert as_(cast.sam).post(LEADS, {"months": "73"}).status_code == 422
    as_(cast.sam).post(LEADS, {"months": "2"})
    actions.write_back(concern, by=cast.sam, words="zora-answer")
    Concern.objects.update(on=date(2025, 1, 1))
    assert actions.forget_old(date(2026, 12, 1)) == 0, "an open one stays"
    Concern.objects.update(closed_on=date(2025, 12, 31))
    assert actions.forget_old(date(2026, 2, 27)) == 0
    assert (actions.forget_old(date(2026, 2, 28)), actions.forget_old(date(2026, 3, 1))) == (1, 0)
    concern.refresh_from_db()
    assert {bytes(concern.words), bytes(concern.reach), bytes(concern.name)} == {b""}
    assert bytes(ConcernNote.objects.get().words) == b""
    assert "All words were removed" in as_(cast.sam).get(f"{LEADS}{concern.pk}/").content.decode()
    assert "All words were removed" in as_(None).post("/worry-code/", {"code": code}).content.decode()
    with pytest.raises(ValueError, match="removed"):
        actions.add_words(concern, words="More.")


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2025-12-31", 2, "2026-02-28"), ("2026-01-31", 1, "2026-02-28"), ("2026-11-24", 12, "2027-11-24")],
)
def test_months_end_on_a_day_that_is_there(day, months, then):
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(then)


@pytest.mark.parametrize("nasty", ["before\x00after", "x" * 200_000, "<script>alert(1)</script>"])
def test_no_bad_input_breaks_the_leads_pages(cast, as_, told, nasty):
    concern, _code = told
    sent = {"words": nasty, "months": "9" * 400, "on": nasty[:9]}
    for path in ("", "type-in/", f"{concern.pk}/write-back/", f"{concern.pk}/hand-over/"):
        answer = as_(cast.sam).post(LEADS + path, sent)
        assert answer.status_code in {302, 422}
        assert b"<script>alert" not in answer.content
    assert b"<script>alert" not in as_(cast.sam).get(f"{LEADS}{concern.pk}/").content


def test_the_foot_of_every_page_leads_there_and_names_no_project_that_is_not_ones_own_or_open(cast, as_):
    foot = as_(None).get("/").content.decode()
    assert 'href="/worried/"' in foot
    assert f'href="{PAGE}"' in as_(None).get("/p/warm-homes/").content.decode(), "on a project's page: its own"
    page = as_(None).get("/worried/").content.decode()
    assert page.index("Call the emergency number") < page.index(PAGE)
    assert "/p/quiet-streets/" not in page
    assert "/p/quiet-streets/worried/" in as_(cast.olga).get("/worried/").content.decode()


def test_one_types_the_code_first_and_only_then_adds_words(cast, as_, told):
    _concern, code = told
    assert 'name="more"' not in as_(None).get("/worry-code/").content.decode()
    answers = as_(None).post("/worry-code/", {"code": code}).content.decode()
    assert 'name="more"' in answers
    wrong = as_(None).post("/worry-code/", {"code": "nonsense", "more": "zora-more"}).content.decode()
    assert "zora-more" in wrong, "what was typed is kept"


def test_what_was_closed_by_mistake_is_opened_again_by_the_lead_alone(cast, as_, told):
    concern, _code = told
    path = f"{LEADS}{concern.pk}/open-again/"
    actions.close_concern(concern, by=cast.sam)
    for other in (cast.olga, cast.amina, cast.hana, cast.ada):
        assert as_(other).post(path).status_code == 403
        with pytest.raises(PermissionDenied):
            actions.open_again(concern, by=other)
    assert "Open it again" in as_(cast.sam).get(f"{LEADS}{concern.pk}/").content.decode()
    as_(cast.sam).post(path)
    as_(cast.sam).post(path)
    assert Concern.objects.get().closed_on is None
    assert ConcernAccess.objects.filter(what="opened").count() == 1, "twice is once"
    Concern.objects.update(closed_on=timezone.localdate(), emptied_on=timezone.localdate())
    as_(cast.sam).post(path)
    assert Concern.objects.get().closed_on, "what was removed stays removed"


def test_danger_comes_first_and_each_worry_has_a_name_of_its_own(cast, as_):
    for danger in ("no", "soon", "now", ""):
        actions.tell_concern(cast.project, words=WORDS, danger=danger)
    page = as_(cast.sam).get(LEADS).content.decode()
    rows = {one.danger: page.index(f"Worry {one.short},") for one in Concern.objects.all()}
    assert rows["now"] == min(rows.values())
    assert not ConcernAccess.objects.exists()
    [mine] = worries_asked(cast.sam)
    assert "danger now" in mine.words
    assert not mine.late, "danger is no delay"


def test_whoever_told_it_sees_each_reader_once_a_day_and_that_nobody_leads_any_more(cast, as_, told):
    concern, code = told
    for _time in range(3):
        as_(cast.sam).get(f"{LEADS}{concern.pk}/")
    assert ConcernAccess.objects.count() == 3, "each opening is noted"
    page = as_(None).post("/worry-code/", {"code": code}).content.decode()
    assert page.count("Sam</bdi> read it") == 1
    assert "Nobody leads" not in page
    Role.objects.filter(name="safeguarding").delete()
    assert "Nobody leads" in as_(None).post("/worry-code/", {"code": code}).content.decode()


def test_the_only_lead_is_told_what_leaving_means(cast, as_):
    assert "You lead on safeguarding here" not in as_(cast.amina).get("/p/warm-homes/leave/").content.decode()
    assert "You lead on safeguarding here" in as_(cast.sam).get("/p/warm-homes/leave/").content.decode()
    Role.objects.create(membership=cast.project.memberships.get(person=cast.amina), name="safeguarding")
    assert "You lead on safeguarding here" not in as_(cast.sam).get("/p/warm-homes/leave/").content.decode()


def test_closed_ones_come_in_pages(cast, as_):
    for day in range(1, 29):
        for n in range(2):
            hashes = {"code_hash": f"c{day}-{n}", "once_hash": f"o{day}-{n}"}
            Concern.objects.create(project=cast.project, on=date(2026, 1, day), closed_on=date(2026, 2, day), **hashes)
    page = as_(cast.sam).get(LEADS)
    assert len(page.context["closed"]) == 50
    assert "?closed=2#closed" in page.content.decode()
    last = as_(cast.sam).get(LEADS + "?closed=2").context["closed"]
    assert [row.concern.on.day for row in last] == [3, 3, 2, 2, 1, 1]
    for nonsense in ("x", "-4", "9" * 40):
        assert as_(cast.sam).get(LEADS + f"?closed={nonsense}").status_code == 200
