"""Suggested groups: a machine proposes, on this machine; a host accepts, splits, joins or refuses."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.paging import page_of
from alongside.kit.text import ids_in
from alongside.people.models import Person
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.sensemaking import actions, queries, suggesting, tasks
from alongside.sensemaking.models import SuggestedGroup
from alongside.voices.queries import show
from alongside.voices.views.reading import person_of

MOST_THEMES = 300


@require_safe
@project_page(may_host)
def suggestions(request: HttpRequest, project: Project) -> HttpResponse:
    """What was suggested last and still waits, and the voices that fit nowhere."""
    run = suggesting.newest_run(project)
    context: dict[str, Any] = {"project": project, "run": run, "job": suggesting.job_of(project)}
    context["loose"] = queries.loose_voices(project).count()
    if run is not None:
        page = page_of(suggesting.alone(project, run), request)
        context |= {
            "groups": suggesting.open_groups(run, request.user),
            "page": page,
            "alone": show(page.items, viewer=request.user, project=project),
            "alone_count": suggesting.alone(project, run).count(),
        }
    return render(request, "sensemaking/suggestions.html", context)


@require_POST
@project_page(may_host)
def look(request: HttpRequest, project: Project) -> HttpResponse:
    """Look for groups: at once where there is little to read, else beside the pages."""
    if suggesting.job_of(project) is None:
        if suggesting.standing(project).count() > suggesting.AT_ONCE:
            tasks.start_suggestions(project, by=person_of(request))
        else:
            run = suggesting.look(project, by=person_of(request))
            count = run.groups.count()
            told = ngettext("%(count)d group is suggested.", "%(count)d groups are suggested.", count)
            messages.success(request, told % {"count": count})
    return redirect("sensemaking:suggestions", project.slug)


def _group_in(project: Project, pk: int) -> SuggestedGroup:
    rows = SuggestedGroup.objects.select_related("run__project", "theme")
    return get_object_or_404(rows, run__project=project, pk=pk)


@require_safe
@project_page(may_host)
def suggestion(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One suggested group: its voices, why each is there, and what to do with them."""
    group = _group_in(project, pk)
    run = suggesting.newest_run(project)
    others = suggesting.open_groups(run, request.user) if run is not None and run.pk == group.run_id else []
    context = {
        "project": project,
        "group": group,
        "members": suggesting.members(group, request.user),
        "themes": queries.live_themes(project).order_by("title")[:MOST_THEMES],
        "others": [one.group for one in others if one.group.pk != group.pk],
        "title": group.words.split(", ")[0].capitalize() if group.words else "",
    }
    return render(request, "sensemaking/suggestion.html", context)


def _accept(request: HttpRequest, group: SuggestedGroup, ticked: list[int], by: Person) -> str:
    wanted = ids_in([request.POST.get("theme", "")])
    theme = queries.live_themes(group.run.project).filter(pk__in=wanted).first() if wanted else None
    into = actions.accept_group(group, ticked, by=by, theme=theme, title=request.POST.get("title", ""))
    return _("They are in the theme “%(title)s” now. You placed them.") % {"title": into.title}


def _refuse(request: HttpRequest, group: SuggestedGroup, ticked: list[int], by: Person) -> str:
    actions.refuse_group(group, by=by)
    return _("Refused, and remembered. The voices stay in sight.")


def _split(request: HttpRequest, group: SuggestedGroup, ticked: list[int], by: Person) -> str:
    actions.split_group(group, ticked, by=by)
    return _("There are two suggested groups now.")


def _merge(request: HttpRequest, group: SuggestedGroup, ticked: list[int], by: Person) -> str:
    wanted = ids_in([request.POST.get("other", "")])
    other = SuggestedGroup.objects.select_related("run__project").filter(pk__in=wanted, run=group.run).first()
    if other is None:
        raise ValueError(_("Choose another group of the same suggestions."))
    actions.merge_groups(group, other, by=by)
    return _("The two are one suggested group now.")


VERBS = {"accept": _accept, "refuse": _refuse, "split": _split, "merge": _merge}


@require_POST
@project_page(may_host)
def answer_suggestion(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What a host made of a suggested group."""
    group = _group_in(project, pk)
    verb = VERBS.get(request.POST.get("do", ""))
    try:
        if verb is None:
            raise ValueError(_("There is no such button."))
        messages.success(request, verb(request, group, ids_in(request.POST.getlist("voice")), person_of(request)))
    except ValueError as error:
        messages.error(request, str(error))
        if group.ended_at is None:
            return redirect("sensemaking:suggestion", project.slug, pk)
    return redirect("sensemaking:suggestions", project.slug)
