"""Typing in what came back on paper, sheet after sheet; reading words back; whose a sheet is."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from alongside.gatherings.models import Activity, Kind
from alongside.kit.text import number_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.queries import member_called, members_of
from alongside.projects.rules import may_host
from alongside.room import queries
from alongside.room.actions.paper import confirm_words, mend_words, own_sheet, type_in
from alongside.room.filled import Wrong
from alongside.room.paper.fields import BALLOTS, PASSED, Given, given_from, marks_from, may_have_words
from alongside.room.paper.pairs import list_for
from alongside.room.paper.sheets import (
    MOST_NUMBER,
    Layout,
    Written,
    layout_of,
    paper_seat,
    said_on,
    sheets_in,
    to_read_back,
    told_in_runs,
)
from alongside.room.views.hosting import gathering_in
from alongside.room.views.paper import activity_in
from alongside.voices.rules import may_retype

MOST_LINES = 20  # words typed in from one sheet at once
WHEN_ROWS = 7


def _number(text: str, otherwise: int) -> int:
    number = number_in(text, -1)
    return otherwise if number < 0 else min(max(number, 1), MOST_NUMBER)


def _next_sheet(activity: Activity) -> int:
    return min(max(sheets_in(activity), default=0) + 1, MOST_NUMBER)


def _sent_given(request: HttpRequest, layout: Layout, activity: Activity) -> tuple[Given, dict[str, str]]:
    """What was typed, by field, and what is wrong with it."""
    given, wrong = {}, {}
    for one in layout.fields:
        try:
            given[one.name] = one.read(request.POST.get(one.name, "")[:40])
        except ValueError as error:
            wrong[one.name] = str(error)
    if activity.kind in BALLOTS and request.POST.get(PASSED):
        given[PASSED] = "1"
    return {name: value for name, value in given.items() if value}, wrong


def _sent_words(request: HttpRequest, activity: Activity) -> list[tuple[str, str]]:
    if activity.kind == Kind.TIMELINE:
        rows = [(request.POST.get(f"what-{n}", ""), request.POST.get(f"when-{n}", "")) for n in range(1, WHEN_ROWS + 1)]
        return [(what.strip(), when.strip()) for what, when in rows if what.strip() or when.strip()]
    lines = [line.strip() for line in request.POST.get("words", "").splitlines()]
    found = [(line, "") for line in lines if line] if may_have_words(activity) else []
    if len(found) > MOST_LINES:
        raise Wrong(_("Type in at most %(most)d at once, then the rest.") % {"most": MOST_LINES}, (0, ""))
    return found


def _written(request: HttpRequest, activity: Activity, layout: Layout, number: int, given: Given) -> Written:
    marks = marks_from(activity, given, layout.fields, layout.numbers)
    before = queries.marks_of_seat(activity, paper_seat(activity, number))
    slots = {one.slot for one in layout.fields} if activity.kind not in BALLOTS else {0}
    empty = sorted(slots & before.keys() - {slot for slot, _value in marks})
    return Written(number, marks, empty, _sent_words(request, activity))


def _kept(request: HttpRequest, activity: Activity, sheet: Written) -> str:
    """Keep the sheet and say so."""
    if not (sheet.marks or sheet.words or sheet.empty):
        raise Wrong(_("Nothing is typed in yet. If the sheet is empty, go on to the next one."), (0, ""))
    type_in(activity, sheet, by=person_of(request))
    answers = ngettext("%(n)d answer", "%(n)d answers", len(sheet.marks)) % {"n": len(sheet.marks)}
    voices = ngettext("%(n)d voice", "%(n)d voices", len(sheet.words)) % {"n": len(sheet.words)}
    told = {"number": sheet.number, "answers": answers, "voices": voices}
    if sheet.words:
        return _("Sheet %(number)d is kept: %(answers)s, %(voices)s to read back.") % told
    return _("Sheet %(number)d is kept: %(answers)s.") % told


def _chosen_list(request: HttpRequest, sheet: int, activity: Activity) -> int:
    """Which list of pairs: as chosen, else by the sheet's number."""
    asked = request.POST.get("list") or request.GET.get("list") or ""
    lists = layout_of(activity, chosen=0).lists if activity.kind == Kind.PAIRS else 0
    return _number(asked, 0) - 1 if _number(asked, 0) else list_for(sheet, lists)


@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_host)
def type_page(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """One sheet after the other, at the speed of keys."""
    here = activity_in(gathering_in(project, pk), activity)
    sheet = _number(request.POST.get("sheet") or request.GET.get("sheet") or "", 0) or _next_sheet(here)
    layout = layout_of(here, chosen=_chosen_list(request, sheet, here))
    if request.method != "POST":
        marks = queries.marks_of_seat(here, paper_seat(here, sheet))
        return _type_page(request, here, layout, sheet, given_from(here, marks, layout.fields), {})
    given, wrong = _sent_given(request, layout, here)
    try:
        if not wrong:
            messages.success(request, _kept(request, here, _written(request, here, layout, sheet, given)))
            address = reverse("room:paper_type", args=[project.slug, pk, activity])
            return redirect(f"{address}?{urlencode({'sheet': min(sheet + 1, MOST_NUMBER)})}")
    except ValueError as error:
        wrong = {"": str(error)}
    typed = given | {name: request.POST.get(name, "")[:40] for name in wrong if name}
    return _type_page(request, here, layout, sheet, typed, wrong)


def _type_page(
    request: HttpRequest, activity: Activity, layout: Layout, sheet: int, given: Given, wrong: Mapping[str, str]
) -> HttpResponse:
    seat = paper_seat(activity, sheet)
    said = queries.show_items(said_on(activity, seat)) if seat else []
    rows = [(f"when-{n}", f"what-{n}") for n in range(1, WHEN_ROWS + 1)] if activity.kind == Kind.TIMELINE else []
    context = {
        "project": activity.gathering.project,
        "gathering": activity.gathering,
        "activity": activity,
        "sheet": sheet,
        "layout": layout,
        "rows": [(one, given.get(one.name, ""), wrong.get(one.name, "")) for one in layout.fields],
        "passed": bool(given.get(PASSED)),
        "may_pass": activity.kind in BALLOTS and layout.fields,
        "wrong": wrong,
        "may_say": may_have_words(activity),
        "typed_words": request.POST.get("words", "")[:20_000],
        "moments": [(when, request.POST.get(when, ""), what, request.POST.get(what, "")) for when, what in rows],
        "said": said,
        "is_known": bool(given or said) and request.method != "POST",
        "sheets": told_in_runs(sheets_in(activity)),
        "is_next": "sheet" in request.GET or bool(wrong),
        "lists": range(1, layout.lists + 1),
        "waiting": to_read_back(activity).count(),
        "whose": seat.person if seat else None,
        "members": members_of(activity.gathering.project)[:500],
    }
    return render(request, "room/paper_type.html", context, status=422 if wrong else 200)


@require_POST
@project_page(may_host)
def whose(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """Somebody said: this sheet is mine."""
    here = activity_in(gathering_in(project, pk), activity)
    sheet = _number(request.POST.get("sheet", ""), 0)
    try:
        member = member_called(project, request.POST.get("who", ""))
        if member is None or not sheet:
            raise ValueError(_("Choose whose sheet it is."))
        own_sheet(here, sheet, member.person, by=person_of(request))
        messages.success(request, _("Noted. The words and answers on this sheet are theirs."))
    except ValueError as error:
        messages.error(request, str(error))
    address = reverse("room:paper_type", args=[project.slug, pk, activity])
    return redirect(f"{address}?{urlencode({'sheet': sheet or 1})}")


def _read_back(request: HttpRequest, activity: Activity) -> str:
    """One press: the words of a sheet are right, or one of them is mended."""
    if "item" not in request.POST:
        count = confirm_words(activity, _number(request.POST.get("right", ""), 0), by=person_of(request))
        return ngettext("%(n)d voice is read back.", "%(n)d voices are read back.", count) % {"n": count}
    item = to_read_back(activity).filter(pk=number_in(request.POST["item"])).first()
    if item is None:
        raise ValueError(_("This is not here any more."))
    mend_words(item, by=person_of(request), words=request.POST.get("words", ""))
    return _("Mended. Please read it back again.")


@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_host)
def read_back(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """What was typed in, beside the paper once more, or read aloud to the person: is it right?"""
    here = activity_in(gathering_in(project, pk), activity)
    if request.method == "POST":
        try:
            messages.success(request, _read_back(request, here))
        except ValueError as error:
            messages.error(request, str(error))
        return redirect("room:paper_read_back", project.slug, pk, activity)
    items, now, by = list(to_read_back(here)[:200]), timezone.now(), person_of(request)
    rows = [(item, may_retype(by, item.voice, now)) for item in items]
    context = {"project": project, "gathering": here.gathering, "activity": here, "rows": rows}
    return render(request, "room/paper_read_back.html", context)
