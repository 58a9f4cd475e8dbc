"""Paper: print it, or bring in a filled table. It counts together with phones."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.engines.tables import FileProblem
from alongside.gatherings.models import Activity, Gathering, Kind
from alongside.kit.press import NotPrinted
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.room import queries
from alongside.room.actions.paper import room_for_paper, type_in_many
from alongside.room.paper.fields import may_have_words
from alongside.room.paper.forms import PackForm, TableForm
from alongside.room.paper.pack import MOST_SHEETS, Wanted, pack_of, pdf_of
from alongside.room.paper.sheets import layout_of, sheets_by_step, sheets_in, told_in_runs, waiting_by_step
from alongside.room.paper.table import MOST_BYTES, Found, empty_table, read_table, what_it_holds
from alongside.room.views.hosting import address_of_room, gathering_in


def _activities(gathering: Gathering) -> list[Activity]:
    return list(Activity.objects.filter(gathering=gathering).exclude(kind=""))


def activity_in(gathering: Gathering, pk: int) -> Activity:
    rows = Activity.objects.select_related("gathering__project").exclude(kind="")
    return get_object_or_404(rows, pk=pk, gathering=gathering)


def _joining(gathering: Gathering) -> dict[str, str]:
    """The code of the room and what its square opens; nothing while it is closed."""
    room = queries.room_of(gathering)
    if room is None or room.closed_at is not None or not room.code:
        return {}
    return {"code": room.code, "address": address_of_room(room)}


def _pack_form(gathering: Gathering, sent: Any = None) -> PackForm:
    activities = _activities(gathering)
    first = {"step": [str(one.pk) for one in activities], "packs": 1, "with_host": True}
    return PackForm(sent, initial=first, activities=activities, can_join=bool(_joining(gathering)))


def _start_page(request: HttpRequest, gathering: Gathering, form: PackForm, **more: Any) -> HttpResponse:
    sheets, waiting = sheets_by_step(gathering), waiting_by_step(gathering)
    steps = [(one, told_in_runs(sheets.get(one.pk, [])), waiting.get(one.pk, 0)) for one in _activities(gathering)]
    context = {"project": gathering.project, "gathering": gathering, "room": queries.room_of(gathering)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "room/paper.html", context | {"form": form, "steps": steps} | more, status=status)


@require_safe
@project_page(may_host)
def paper(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What can be printed, and what can be typed in."""
    gathering = gathering_in(project, pk)
    return _start_page(request, gathering, _pack_form(gathering))


@require_POST
@project_page(may_host)
def begin(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A workshop on paper only: things to weigh can be written without opening a room for phones."""
    gathering = gathering_in(project, pk)
    try:
        room_for_paper(gathering, by=person_of(request))
        messages.success(request, _("Ready. Write what people weigh, then print the packs."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("room:paper", project.slug, pk)


def _parts(request: HttpRequest, wanted: Wanted, steps: int) -> list[tuple[str, str]]:
    """Links to files of at most 200 sheets each: (what is in it, its query)."""
    each, links = max(1, MOST_SHEETS // steps), []
    for start in range(0, wanted.packs, each):
        query, many = request.GET.copy(), min(each, wanted.packs - start)
        query["packs"] = str(many)
        told = ngettext("%(count)d pack", "%(count)d packs", many) % {"count": many}
        if wanted.first:
            begins = wanted.first + start
            query["first"] = str(begins)
            told = _("Packs %(first)d to %(last)d") % {"first": begins, "last": begins + many - 1}
        if start:
            query.pop("with_host", None)
            query.pop("with_join", None)
        links.append((told, query.urlencode()))
    return links


@require_safe
@project_page(may_host)
def pack(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """The PDF; where it would be very long, links to its parts."""
    gathering = gathering_in(project, pk)
    form = _pack_form(gathering, request.GET)
    if not form.is_valid():
        return _start_page(request, gathering, form)
    wanted = form.wanted()
    sheets = [one for one in _activities(gathering) if str(one.pk) in form.cleaned_data["step"]]
    if wanted.packs > 1 and wanted.packs * len(sheets) > MOST_SHEETS:
        return _start_page(request, gathering, form, parts=_parts(request, wanted, len(sheets)))
    try:
        content = pdf_of(pack_of(gathering, wanted, sheets, **_joining(gathering)))
    except NotPrinted as error:
        form.add_error(None, str(error))
        return _start_page(request, gathering, form)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="paper-{gathering.pk}.pdf"'},
    )


@require_safe
@project_page(may_host)
def table(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """An empty table to fill in elsewhere."""
    here = activity_in(gathering_in(project, pk), activity)
    answer = HttpResponse(empty_table(here), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="paper-{here.pk}.csv"'
    return answer


def _hints(activity: Activity) -> list[str]:
    """What may be written in the columns, each told once."""
    layout = layout_of(activity)
    hints = [one.hint for one in layout.fields[: 3 if activity.kind == Kind.PAIRS else None]]
    return list(dict.fromkeys(hints))


def _bring_page(request: HttpRequest, activity: Activity, form: TableForm, **more: Any) -> HttpResponse:
    context = {
        "project": activity.gathering.project,
        "gathering": activity.gathering,
        "activity": activity,
        "hints": _hints(activity),
        "may_say": may_have_words(activity),
    }
    wrong = bool(form.errors) or bool(more.get("wrong"))
    return render(request, "room/paper_bring.html", context | {"form": form} | more, status=422 if wrong else 200)


def _look(request: HttpRequest, activity: Activity, form: TableForm) -> HttpResponse:
    """What the file would do, before anything is kept."""
    file = form.cleaned_data["file"]
    try:
        content = file.read(MOST_BYTES + 1)
        found = read_table(activity, content, file.name[:80])
    except FileProblem as problem:
        form.add_error("file", str(problem))
        return _bring_page(request, activity, form)
    if found.wrong:
        return _bring_page(request, activity, form, wrong=found.wrong)
    again = told_in_runs(sorted({one.number for one in found.sheets} & set(sheets_in(activity))))
    kept = content.hex()  # text that a form can carry to the next page and back
    return _bring_page(request, activity, TableForm(), holds=what_it_holds(found), content=kept, again=again)


def _carried(request: HttpRequest) -> bytes:
    try:
        return bytes.fromhex(request.POST["content"])
    except ValueError:
        raise ValueError(_("The table was lost on the way. Choose the file again.")) from None


def _bring_in(request: HttpRequest, activity: Activity) -> HttpResponse:
    try:
        found: Found = read_table(activity, _carried(request))
        if found.wrong:
            raise ValueError(found.wrong[0])
        type_in_many(activity, found.sheets, by=person_of(request))
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("room:paper_bring", activity.gathering.project.slug, activity.gathering_id, activity.pk)
    messages.success(request, _("Kept: %(holds)s.") % {"holds": what_it_holds(found)})
    return redirect("room:paper", activity.gathering.project.slug, activity.gathering_id)


@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_host)
def bring(request: HttpRequest, project: Project, pk: int, activity: int) -> HttpResponse:
    """Bring in a filled table: look at it first, then keep all of it or nothing."""
    here = activity_in(gathering_in(project, pk), activity)
    if request.method == "POST" and "content" in request.POST:
        return _bring_in(request, here)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    return _look(request, here, form) if form.is_valid() else _bring_page(request, here, form)
