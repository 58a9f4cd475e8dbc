"""All public texts of a project: which are said in easy words, and writing them; and the whole on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.easy import actions
from alongside.easy.forms import CheckForm, FilmForm, TranslationForm, lines_sent, picture_choices
from alongside.easy.lines import LONGEST_LINE, MOST_LINES, Line
from alongside.easy.queries.forms import Stand, stands, texts_of
from alongside.easy.rules import may_write_forms
from alongside.easy.texts import Text
from alongside.easy.views.parts import address_of, kind_at, page_with_form, stand_at
from alongside.kit.paging import page_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host

MOST_SHOWN = 60  # of one kind on the page of all; more are on pages of their own
MOST_OPEN = 3  # of one kind; more are folded
SHOWS = ("all", "missing", "changed")


def _wanted(stand: Stand, show: str) -> bool:
    if show == "missing":
        return stand.easy is None
    return show != "changed" or any(one.is_stale for one in stand.forms)


def _section(text: Text, rows: list[Stand], show: str) -> dict[str, Any]:
    shown = [one for one in rows if _wanted(one, show)]
    more = len(rows) >= MOST_SHOWN
    is_one = len(rows) == 1 and rows[0].title == str(text.label)  # its heading says it all
    return {"text": text, "address": address_of(text.name), "rows": shown, "more": more, "is_one": is_one,
            "easy": sum(one.easy is not None for one in shown),
            "is_folded": show == "all" and len(shown) > MOST_OPEN}  # fmt: skip


def _coverage(rows: list[Stand]) -> dict[str, int]:
    """How many of these texts have easy words, and of how many the text has changed since. Widths in thousandths."""
    easy = [one.easy for one in rows if one.easy]
    count, stale = len(rows), sum(one.is_stale for one in easy)
    good = len(easy) - stale
    return {"count": count, "easy": len(easy), "stale": stale, "missing": count - len(easy),
            "good_width": good * 1000 // max(count, 1), "easy_width": len(easy) * 1000 // max(count, 1)}  # fmt: skip


@require_safe
@project_page(may_host)
def words(request: HttpRequest, project: Project) -> HttpResponse:
    """Every public text, and which of them are in easy words. `?kind=` shows all of one kind, page by page."""
    show = request.GET.get("show", "") if request.GET.get("show", "") in SHOWS else "all"
    context: dict[str, Any] = {"project": project, "show": show, "may_write": may_write_forms(request.user, project)}
    if request.GET.get("kind"):
        text = kind_at(request.GET["kind"])
        page = page_of(text.rows_now(project), request, newest_first=False)
        found = [(text, stands(text, page.items))]
        context |= {"page": page, "kind": text}
    else:
        found = texts_of(project, MOST_SHOWN)
    context["coverage"] = _coverage([one for _text, rows in found for one in rows])
    context["sections"] = [_section(text, rows, show) for text, rows in found]
    return render(request, "easy/words.html", context)


def _rows_shown(lines: list[Line], more: int) -> list[dict[str, Any]]:
    """The lines to fill in, with some empty ones after them."""
    shown = [*lines, *[Line("")] * more][: MOST_LINES + 5]
    return [{"n": n, "line": line} for n, line in enumerate(shown)]


def text_page(request: HttpRequest, project: Project, stand: Stand, **more: Any) -> HttpResponse:
    """One text beside its other forms, and the forms to make them."""
    kept = stand.easy.lines if stand.easy else []
    lines = more.pop("lines", kept)
    status = more.pop("status", 200)
    known = {
        "project": project,
        "stand": stand,
        "address": address_of(stand.text.name),
        "rows": _rows_shown(lines, 3 if lines else 6),
        "preview": [line for line in lines if line.words],
        "pictures": picture_choices(),
        "film_form": FilmForm(auto_id="film_%s"),
        "language_form": TranslationForm(auto_id="language_%s"),
        "check_form": CheckForm(auto_id="check_%s"),
        "url": stand.text.url(project, stand.row),
    }
    return render(request, "easy/text.html", known | more, status=status)


@page_with_form
@project_page(may_write_forms)
def text(request: HttpRequest, project: Project, text: str, subject: int) -> HttpResponse:
    """Say a text in easy words. "Look at it" shows it before it is kept; with a script it is shown as one types."""
    stand = stand_at(project, text, subject)
    if request.method != "POST":
        return text_page(request, project, stand)
    lines = lines_sent(request.POST)
    if "keep" not in request.POST:
        return text_page(request, project, stand, lines=[line for line in lines if line.words or line.picture])
    try:
        actions.write_easy(project, stand.text, stand.row, by=person_of(request), lines=lines)
    except ValueError as error:
        long = (n for n, line in enumerate(lines) if len(line.words) > LONGEST_LINE)
        told = {"wrong": str(error), "wrong_line": next(long, 0)}
        return text_page(request, project, stand, lines=lines, status=422, **told)
    messages.success(request, _("Kept. People who like easy words read this first from now on."))
    return redirect("easy:text", project.slug, text, subject)


@require_safe
@project_page()
def to_print(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole project in easy words with pictures, in large letters, for paper."""
    found = [
        (text, [one for one in rows if one.easy and text.everyone(one.row)]) for text, rows in texts_of(project, 200)
    ]
    sections = [{"text": text, "rows": rows} for text, rows in found if rows]
    is_unchecked = any(not one.easy.form.checked_by for _text, rows in found for one in rows if one.easy)
    context = {"project": project, "sections": sections, "is_unchecked": is_unchecked}
    return render(request, "easy/print.html", context)
