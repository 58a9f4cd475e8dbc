"""The hosts' side of honest endings: who is owed one, writing it, letters, and what people would like next."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.paging import page_of
from alongside.kit.text import ids_in, number_in
from alongside.people.models import Person
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.trust.actions import endings as actions
from alongside.trust.forms import EndingForm, NextForForm, SaidForm
from alongside.trust.models import Ending, Farewell
from alongside.trust.nexts import NEXTS, NOTHING
from alongside.trust.outcomes import what_came, what_is_owed
from alongside.trust.queries import endings as asking
from alongside.trust.rules import may_write_endings
from alongside.trust.views.parts import ending_in, farewell_in, page_with_form, sent, status_of


def endings_page(request: HttpRequest, project: Project, status: int = 200) -> HttpResponse:
    owed = asking.owed_in(project, timezone.localdate())
    context: dict[str, Any] = {
        "project": project,
        "groups": [(about.value, about.label, owed[about.value]) for about in Ending.About if owed[about.value]],
        "page": page_of(asking.endings_of(project), request, per=20),
        "thanked": asking.thanked_in(project) if project.ended_on else None,
        "owes": what_is_owed(project) if project.ended_on else [],
    }
    return render(request, "trust/endings.html", context, status=status)


@require_safe
@project_page(may_write_endings)
def endings(request: HttpRequest, project: Project) -> HttpResponse:
    return endings_page(request, project)


def _about(request: HttpRequest) -> str:
    about = request.GET.get("about", "")
    return about if about in Ending.About.values else Ending.About.LEFT.value


@page_with_form
@project_page(may_write_endings)
def write_ending(request: HttpRequest, project: Project) -> HttpResponse:
    """For one person (?person=), or for several at once. What came of it is there to begin with."""
    about = _about(request)
    people = {str(one.person.pk): one.person for one in asking.FINDERS[about](project, timezone.localdate())}
    only = request.GET.get("person", "")
    chosen = [only] if only in people else list(people)
    came = what_came(project, people.get(only))
    begin = {
        "people": chosen,
        "came_of_it": "\n".join(line for one in came for line in one.lines),
        "nexts": [key for key in NEXTS if key != NOTHING],
    }
    form = EndingForm(sent(request), owed=people, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.write_ending(project, by=person_of(request), about=about, **form.cleaned_data)
            messages.success(request, _("Written. They find it in My space; print letters for the others."))
            return redirect("trust:ending", project.slug, row.pk)
        except ValueError as error:
            form.add_error("people", str(error))
    context = {"project": project, "form": form, "about": about, "label": Ending.About(about).label, "came": came}
    return render(request, "trust/write_ending.html", context | {"people": people}, status=status_of(form))


@require_POST
@project_page(may_write_endings)
def said(request: HttpRequest, project: Project) -> HttpResponse:
    """A host thanked and told somebody by mouth."""
    form, person = SaidForm(request.POST), _person(request)
    if not form.is_valid() or person is None:
        messages.error(request, _("Nothing was written down: choose the day on which you told them."))
        return endings_page(request, project, status=422)
    try:
        actions.note_said(
            project, person, by=person_of(request), about=request.POST.get("about", ""), **form.cleaned_data
        )
        messages.success(request, _("Written down."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("trust:endings", project.slug)


def _person(request: HttpRequest) -> Person | None:
    return Person.objects.filter(pk=number_in(request.POST.get("person", ""), 0)).first()


@require_safe
@project_page(may_write_endings)
def ending(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One ending: its words, whom it reached, and what they would like next."""
    row = ending_in(project, pk)
    page = page_of(asking.farewells_of(row), request, per=50, newest_first=False)
    shown = [(one, [NEXTS[key] for key in one.wants if key in NEXTS]) for one in page.items]
    context = {"project": project, "ending": row, "farewells": shown, "page": page}
    return render(request, "trust/ending.html", context)


@page_with_form
@project_page(may_write_endings)
def letters(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Letters to print, in large print with ?size=large; then they are marked as printed."""
    row = ending_in(project, pk)
    if request.method == "POST":
        actions.mark_printed(row, ids_in(request.POST.getlist("person")), by=person_of(request))
        messages.success(request, _("Marked as printed."))
        return redirect("trust:ending", project.slug, row.pk)
    page = page_of(asking.farewells_of(row).filter(printed_at=None), request, per=30, newest_first=False)
    context: dict[str, Any] = {
        "project": project,
        "ending": row,
        "page": page,
        "letters": page.items,
        "nexts": [label for key, label in NEXTS.items() if key in row.nexts],
        "came": what_came(project),
        "origin": settings.ORIGIN,
        "size": request.GET.get("size") == "large",
    }
    return render(request, "trust/letters.html", context)


@page_with_form
@project_page(may_write_endings)
def next_for(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What a person said by phone, on paper or face to face about what they would like next."""
    row: Farewell = farewell_in(project, pk)
    nexts = row.ending.nexts if row.ending else []
    form = NextForForm(sent(request), nexts=nexts, initial={"wants": row.wants, "words": row.words})
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_next(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Written down for them."))
            return redirect("trust:ending", project.slug, row.ending_id)
        except ValueError as error:
            form.add_error("wants", str(error))
    context = {"project": project, "farewell": row, "form": form}
    return render(request, "trust/next_for.html", context, status=status_of(form))
