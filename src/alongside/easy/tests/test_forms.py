"""Easy words, films and languages: who may make them, what is refused, who checked them, and what a change does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.easy import actions
from alongside.easy.lines import Line, kept_as, lines_in
from alongside.easy.models import Form
from alongside.easy.pictures import PICTURES
from alongside.easy.queries import out_of_date
from alongside.easy.texts import all_texts, text_called
from alongside.projects.actions import edit_project, set_phase

pytestmark = pytest.mark.django_db
PAGE = "/p/warm-homes/easy/projects-question/"


@pytest.fixture
def page(cast):
    return f"{PAGE}{cast.project.pk}/"


def sent(*lines, **more):
    rows = {f"words-{n}": words for n, (_picture, words) in enumerate(lines)}
    pictures = {f"picture-{n}": picture for n, (picture, _words) in enumerate(lines)}
    return {"rows": len(lines), **rows, **pictures, **more}


def test_looking_keeps_nothing_and_keeping_keeps(cast, as_, page):
    browser = as_(cast.hana)
    looked = browser.post(page, sent(("people", "We meet."), ("", "")), follow=True).content.decode()
    assert "We meet." in looked
    assert not Form.objects.exists()
    assert browser.post(page, sent(("people", "We meet."), ("", ""), keep="1")).status_code == 302
    assert Form.objects.get().words == "{people} We meet."
    browser.post(page, sent(("tea", "We drink tea."), keep="1"))
    assert Form.objects.filter(ended_at=None).get().words == "{tea} We drink tea."
    assert Form.objects.count() == 2, "the one before is kept, ended"


@pytest.mark.parametrize(
    "lines",
    [[("people", "")], [("", "x" * 201)], [("", "Hm.")] * 41, [("people", "\x00\u202e")]],
    ids=["no words", "long", "many", "unseen"],
)
def test_lines_that_are_none_are_refused_and_what_was_typed_stays(cast, as_, page, lines):
    answer = as_(cast.hana).post(page, sent(*lines, keep="1"))
    assert answer.status_code == 422
    assert not Form.objects.exists()
    if lines[0][1].startswith("Hm"):
        assert "Hm." in answer.content.decode()


@pytest.mark.parametrize("rows", ["-1", "9" * 400, "NaN", "", "٣"])
def test_a_number_of_rows_that_is_none_breaks_nothing(cast, as_, page, rows):
    assert as_(cast.hana).post(page, {"rows": rows, "words-0": "x", "keep": "1"}).status_code in {302, 422}


def test_a_picture_that_is_not_ours_is_left_out():
    assert kept_as([Line("Hi.", "<svg>"), Line("{people} {lock} Ho.", "tea")]) == "Hi.\n{tea} Ho."
    assert lines_in("{gone} Hi.\nHo.") == [Line("Hi."), Line("Ho.")]
    assert all(
        drawing.count("<") == drawing.count(">") and "script" not in drawing for _n, drawing in PICTURES.values()
    )


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "http://films.example.org/1", "https://me:secret@films.example.org/1", "//evil", "https://",
        "https://user@films.example.org/", "data:text/html,x", "https://films.example.org:x/", "films.example.org/1",
        "https://films.example.org/" + "x" * 300, "https://films example.org/", " ",
    ],
)  # fmt: skip
def test_a_link_that_is_no_film_is_refused_beside_the_field(cast, as_, page, link):
    answer = as_(cast.hana).post(f"{page}film/", {"sign": "bfi", "link": link})
    assert answer.status_code == 422
    assert not Form.objects.exists()


def test_a_film_leads_away_and_says_so(cast, as_, page):
    as_(cast.hana).post(f"{page}film/", {"sign": "bfi", "link": "https://films.example.org/1?a=1&b=2"})
    shown = as_(None).get("/p/warm-homes/").content.decode()
    assert 'href="https://films.example.org/1?a=1&amp;b=2" rel="external noopener noreferrer nofollow"' in shown
    assert "opens another website" in shown
    assert "<iframe" not in shown
    assert "<video" not in shown


def test_a_translation_has_its_language_and_comes_first_for_who_speaks_it(cast, as_, page, reads):
    words = {"language_chosen": "fa", "words": "چه چیزی خوب است؟"}
    assert as_(cast.hana).post(f"{page}language/", words).status_code == 302
    about = f"/p/warm-homes/easy/projects-about/{cast.project.pk}/language/"
    assert as_(cast.hana).post(about, words).status_code == 404, "there is no text to say in another way"
    reads(cast.amina, language="fa")
    shown = as_(cast.amina).get("/p/warm-homes/").content.decode()
    assert 'lang="fa" dir="rtl"' in shown
    assert "Nobody who speaks the language has checked this yet." in shown


def test_who_checked_it_stands_beside_it(cast, as_, easy_promise):
    url = f"/p/warm-homes/easy/forms/{easy_promise.pk}/checked/"
    today = timezone.localdate()
    assert as_(cast.bryn).post(url, {"checked_by": "Me", "checked_on": today}).status_code == 403
    assert as_(cast.hana).post(url, {"checked_by": "", "checked_on": today}).status_code == 422
    late = as_(cast.hana).post(url, {"checked_by": "X", "checked_on": today + timedelta(days=1)}, follow=True)
    assert "not in days to come" in late.content.decode()
    as_(cast.hana).post(url, {"checked_by": "Four of the Easy Read group", "checked_on": today})
    reader = as_(None)
    reader.cookies["easy"] = "1"
    assert ": Four of the Easy Read group" in reader.get("/p/warm-homes/").content.decode()


def test_a_text_that_changed_waits_until_somebody_says_that_it_still_fits(cast, as_, page):
    as_(cast.hana).post(page, sent(("people", "We meet."), keep="1"))
    form = Form.objects.get()
    assert out_of_date(cast.project) == []
    edit_project(cast.project, by=cast.hana, question="What would make homes warm?")
    assert out_of_date(cast.project) == [form]
    assert "has changed" in as_(cast.hana).get("/p/warm-homes/easy/?show=changed").content.decode()
    as_(cast.hana).post(f"/p/warm-homes/easy/forms/{form.pk}/still-fits/")
    assert out_of_date(cast.project) == []


def test_taken_away_it_is_shown_no_more_and_a_second_time_is_not_there(cast, as_, easy_promise):
    url = f"/p/warm-homes/easy/forms/{easy_promise.pk}/remove/"
    assert as_(cast.olga).post(url.replace("warm-homes", "quiet-streets")).status_code == 404
    assert "page in easy words" in as_(None).get("/p/warm-homes/").content.decode()
    assert as_(cast.hana).post(url).status_code == 302
    assert "page in easy words" not in as_(None).get("/p/warm-homes/").content.decode()
    assert as_(cast.hana).post(url).status_code == 404


def test_two_at_once_leave_one(cast, easy_promise):
    text, row = text_called("projects.promise_open"), cast.project.promises.first()
    Form.objects.filter(pk=easy_promise.pk).update(ended_at=None)
    actions.write_easy(cast.project, text, row, by=cast.cole, lines=[Line("Another.")])
    assert Form.objects.filter(ended_at=None).count() == 1
    with pytest.raises(ValueError, match="newer one"):
        actions.note_check(easy_promise, by=cast.hana, checked_by="We", checked_on=timezone.localdate())


def test_an_ended_project_is_read_and_not_written(cast, as_, page):
    type(cast.project).objects.filter(pk=cast.project.pk).update(ended_on=timezone.localdate())
    assert as_(cast.hana).get(page).status_code == 403
    assert as_(cast.hana).get("/p/warm-homes/easy/").status_code == 200
    cast.project.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.write_easy(
            cast.project, text_called("projects.question"), cast.project, by=cast.hana, lines=[Line("No.")]
        )


def test_every_room_tells_its_texts_the_project_first():
    names = [text.name for text in all_texts()]
    assert names[0] == "projects.question"
    rooms = {name.partition(".")[0] for name in names}
    assert rooms == {
        "projects", "gatherings", "care", "ethics", "communities", "trust", "moderation", "equality",
        "sensemaking", "decisions", "impact",
    }  # fmt: skip


def test_sent_empty_it_comes_back_with_the_mistake_at_its_line(cast, as_, page):
    answer = as_(cast.hana).post(page, sent(("people", ""), keep="1"))
    assert answer.status_code == 422
    form = answer.content.decode().partition("<form")[2]
    assert '<a href="#words-0">Line 1</a> Write at least one line.' in answer.content.decode()
    assert 'aria-invalid="true" aria-describedby="words-0_error" id="words-0"' in form
    long = as_(cast.hana).post(page, sent(("people", "We meet."), ("tree", "x" * 201), keep="1")).content.decode()
    assert '<a href="#words-1">Line 2</a>' in long


def test_many_texts_of_a_kind_are_folded_and_each_link_names_its_kind(cast, as_):
    for n in range(4):
        set_phase(cast.project, by=cast.hana, title=f"Phase {n}", about="We meet.", starts_on=cast.project.starts_on)
    page = as_(cast.hana).get("/p/warm-homes/easy/").content.decode()
    folded = page.split("Show 4 texts, 0 in easy words")[1].split("</details>")[0]
    assert folded.count('<span class="visually-hidden">, ') == 4
    assert "<details" not in as_(cast.hana).get("/p/warm-homes/easy/?show=missing").content.decode()
