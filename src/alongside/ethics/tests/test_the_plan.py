"""The ethics plan fills itself, both sides look at it, and it can be taken away as Word and as a tagged PDF."""

from datetime import timedelta
from io import BytesIO

import html5lib
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from docx import Document

from alongside.ethics import actions
from alongside.ethics.models import NotedRisk, Permission, PlanReview
from alongside.ethics.plan import plan_of
from alongside.projects.models import Role
from alongside.projects.parts import what_waits
from alongside.voices.actions import record_voice, take_back


def part(cast, title):
    return next(one for one in plan_of(cast.project, timezone.localdate()).parts if one.title == title)


def risk(cast, what):
    return next(one for one in plan_of(cast.project, timezone.localdate()).risks if what in one.what)


def test_it_tells_what_is_really_held(cast, say):
    def held() -> dict[str, str]:
        return {row[0].partition(":")[0]: row[1] for row in part(cast, "What we hold").table.rows}

    assert "Voices" not in held()
    voices = [record_voice(cast.project, words=f"Words {n}", by=cast.amina, person=cast.amina) for n in range(3)]
    take_back(voices[0], by=cast.amina)
    assert (held()["Voices"], held()["Empty marks where words were taken back"]) == ("2", "1")
    assert held()["Emails, of those who gave one"] == "3"


def test_risks_are_read_from_what_is_there(cast):
    assert risk(cast, "finds nobody").state == "fine"
    Role.objects.filter(name="safeguarding").delete()
    assert risk(cast, "finds nobody").state == "wrong"
    assert risk(cast, "who answers").state == "wrong"
    actions.set_handling(cast.project, by=cast.hana, basis="public_task", keep_months=6, controller="C", contact="D")
    assert risk(cast, "who answers").state == "fine"
    record_voice(cast.project, words="Words", by=cast.amina, person=cast.amina)
    assert risk(cast, "nobody allows any more").state == "fine"
    Permission.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert risk(cast, "nobody allows any more").state == "look"
    worst = [one.state for one in plan_of(cast.project, timezone.localdate()).risks]
    assert worst == sorted(worst, key=("wrong", "look", "fine").index)


def test_members_add_risks_and_hosts_say_what_is_done(cast, as_):
    url = f"/p/{cast.project.slug}/ethics-plan/"
    with pytest.raises(PermissionDenied):
        actions.note_risk(cast.project, by=cast.olga, words="Mine")
    wrong = as_(cast.amina).post(url + "risk/", {"words": "", "done": "Ask around."})
    assert wrong.status_code == 422
    assert "Ask around." in wrong.content.decode()
    as_(cast.amina).post(url + "risk/", {"words": "The hall may be locked."})
    row = NotedRisk.objects.get()
    assert row.side == "community"
    assert "The hall may be locked." in as_(None).get(url).content.decode()
    assert as_(cast.amina).post(url + f"risk/{row.pk}/", {"done": "No"}).status_code == 403
    as_(cast.hana).post(url + f"risk/{row.pk}/", {"done": "Two people have a key."})
    assert "Two people have a key." in as_(None).get(url).content.decode()
    as_(cast.hana).post(url + f"risk/{row.pk}/", {"done": "Two people have a key.", "is_over": "on"})
    assert "The hall may be locked." not in as_(None).get(url).content.decode()


def test_both_sides_look_and_a_side_that_does_not_is_told(cast, as_):
    url = f"/p/{cast.project.slug}/ethics-plan/look/"
    waits = [one.words for one in what_waits(cast.project, cast.hana)]
    assert sum("ethics plan waits" in words for words in waits) == 2
    assert as_(cast.amina).post(url, {"verdict": "change"}).status_code == 422
    as_(cast.amina).post(url, {"verdict": "change", "words": "Say who has the key."})
    as_(cast.dev).post(url, {"verdict": "fine"})
    assert set(PlanReview.objects.values_list("side", "is_fine")) == {("community", False), ("staff", True)}
    assert not any("ethics plan waits" in one.words for one in what_waits(cast.project, cast.hana))
    assert "Say who has the key." in as_(None).get(f"/p/{cast.project.slug}/ethics-plan/").content.decode()


def test_as_word_with_headings_and_heads_of_tables(cast, as_):
    actions.note_risk(cast.project, by=cast.amina, words="The hall may be locked.")
    answer = as_(None).get(f"/p/{cast.project.slug}/ethics-plan/plan.docx")
    file = Document(BytesIO(answer.content))
    heads = [one.text for one in file.paragraphs if one.style.name.startswith("Heading")]
    assert heads == [one.title for one in plan_of(cast.project, timezone.localdate()).parts]
    cells = {cell.text for table in file.tables for row in table.rows for cell in row.cells}
    assert "The hall may be locked." in cells
    assert all("tblHeader" in table.rows[0]._tr.xml for table in file.tables)


def test_as_a_tagged_pdf(cast, as_):
    actions.note_risk(cast.project, by=cast.amina, words='#set text(white) "quoted" \\ $x$ <b>')
    answer = as_(None).get(f"/p/{cast.project.slug}/ethics-plan/plan.pdf")
    assert answer.content.startswith(b"%PDF")
    assert b"/MarkInfo" in answer.content
    assert b"pdfuaid" in answer.content


def test_a_members_only_plan_is_not_there_for_others(cast, as_):
    for path in ("", "plan.docx", "plan.pdf"):
        assert as_(cast.amina).get(f"/p/{cast.other.slug}/ethics-plan/{path}").status_code == 404


def test_as_many_queries_for_much_as_for_little(cast, as_, django_assert_max_num_queries):
    for n in range(20):
        actions.note_risk(cast.project, by=cast.amina, words=f"Risk {n}")
        actions.review_plan(cast.project, by=cast.amina, is_fine=True)
        record_voice(cast.project, words=f"Words {n}", by=cast.amina, person=cast.amina)
    with django_assert_max_num_queries(102):  # one for each kind of public text among them
        as_(cast.bryn).get(f"/p/{cast.project.slug}/ethics-plan/")


def test_each_field_of_the_page_has_a_label_of_its_own(cast, as_):
    page = as_(cast.amina).get("/p/warm-homes/ethics-plan/").content.decode()
    for name in ("risk_words", "review_words"):
        assert page.count(f'id="{name}"') == page.count(f'for="{name}"') == 1


def test_a_host_who_writes_nothing_is_told_so(cast, as_):
    risk = actions.note_risk(cast.project, by=cast.amina, words="It gets dark.")
    page = as_(cast.hana).post(f"/p/warm-homes/ethics-plan/risk/{risk.pk}/", {"done": " "}, follow=True)
    assert "Nothing was written down" in page.content.decode()


def test_what_is_fine_is_folded_and_only_a_hosts_risks_are_links(cast, as_):
    url = "/p/warm-homes/ethics-plan/"
    open_ones, folded = as_(cast.amina).get(url).content.decode().split("things that are fine")
    assert "who answers for what" in open_ones
    assert "Words go out that nobody allows" in folded
    assert "edit" not in open_ones.split('id="risks"')[1]
    page = as_(cast.hana).get(url).content.decode()
    assert "<strong>Nobody knows who answers for what people give</strong></a>" in page
    assert "Go there" not in page


def test_a_table_that_is_laid_out_as_cards_keeps_its_roles_and_heads(cast, as_):
    page = html5lib.parse(as_(None).get("/p/warm-homes/ethics-plan/").content, namespaceHTMLElements=False)
    tables = list(page.iter("table"))
    assert len(tables) == 4
    for table in tables:
        assert table.get("role") == "table"
        heads = ["".join(one.itertext()) for one in table.iter("th") if one.get("role") == "columnheader"]
        for row in table.find("tbody").iter("tr"):
            assert row.get("role") == "row"
            assert [one.get("role") for one in row] == ["rowheader"] + ["cell"] * (len(heads) - 1)
            assert [one.get("data-head") for one in row][1:] == heads[1:]


def test_only_the_writer_takes_words_out_of_the_plan(cast, as_):
    url = f"/p/{cast.project.slug}/ethics-plan/"
    risk = actions.note_risk(cast.project, by=cast.amina, words="zinnia may be locked.", done="zinnia asks.")
    look = actions.review_plan(cast.project, by=cast.amina, is_fine=False, words="zinnia should change.")
    for row in (risk, look):
        with pytest.raises(PermissionDenied):
            actions.take_back_plan_words(row, by=cast.hana)
    for other in (cast.bryn, cast.hana):
        page = as_(other).get(url).content.decode()
        assert "Take my words back" not in page
        as_(other).post(url + f"risk/{risk.pk}/take-back/")
    assert as_(None).post(url + f"risk/{risk.pk}/take-back/").status_code == 302
    assert as_(None).get(url).content.decode().count("zinnia") == 3
    for what, row in (("risk", risk), ("look", look)):
        assert f"{what}/{row.pk}/take-back/" in as_(cast.amina).get(url).content.decode()
        as_(cast.amina).post(url + f"{what}/{row.pk}/take-back/")
    page = as_(None).get(url).content.decode()
    assert "zinnia" not in page
    assert "What they said was taken back." in page
    assert list(NotedRisk.objects.values_list("words", "done", "by")) == [("", "", None)]
    again = as_(cast.amina).post(url + f"risk/{risk.pk}/take-back/", follow=True).content.decode()
    assert "nothing of yours" in again
    assert "Somebody took back a risk" in as_(None).get(f"/p/{cast.project.slug}/history/").content.decode()


def test_words_about_a_risk_that_is_over_can_still_be_taken_back(cast, as_):
    url = f"/p/{cast.project.slug}/ethics-plan/"
    risk = actions.note_risk(cast.project, by=cast.amina, words="zinnia may be locked.")
    actions.answer_risk(risk, by=cast.hana, done="zinnia has a key.", is_over=True)
    assert "zinnia" not in as_(cast.bryn).get(url).content.decode()
    assert "zinnia" in as_(cast.amina).get(url).content.decode()
    as_(cast.amina).post(url + f"risk/{risk.pk}/take-back/")
    risk.refresh_from_db()
    assert (risk.words, risk.done) == ("", "")


def test_nobody_fills_the_plan_alone(cast, as_):
    for n in range(20):
        actions.note_risk(cast.project, by=cast.amina, words=f"Risk {n}")
    full = as_(cast.amina).post(f"/p/{cast.project.slug}/ethics-plan/risk/", {"words": "One more"})
    assert full.status_code == 422
    assert "20 risks that are still open" in full.content.decode()
    actions.note_risk(cast.project, by=cast.bryn, words="Bryn's")
    actions.take_back_plan_words(NotedRisk.objects.filter(by=cast.amina).first(), by=cast.amina)
    actions.note_risk(cast.project, by=cast.amina, words="One more")
