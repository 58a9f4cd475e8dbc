"""Decisions: the list, one with its reason, and recording a new one."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alongside.decisions import actions
from alongside.decisions.forms.deciding import DecisionForm
from alongside.decisions.queries import decisions_of, outcomes_of, subjects_of, undecided_passages, voices_heard
from alongside.decisions.rules import may_record
from alongside.decisions.shown import in_words, quotes_in, show_to_decide, text_html
from alongside.kit.paging import page_of
from alongside.kit.text import clean_line, ids_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.sensemaking.queries import live_themes
from alongside.voices.models import Output
from alongside.voices.queries import show, voices_of

MOST_THEMES = 20


@require_safe
@project_page()
def decisions(request: HttpRequest, project: Project) -> HttpResponse:
    """Everything decided, the newest day first; `?outcome=` shows one kind only."""
    outcome = request.GET.get("outcome", "")
    context = {
        "project": project,
        "page": page_of(decisions_of(project, outcome), request, per=20, by="decided_on"),
        "outcomes": outcomes_of(project),
        "outcome": outcome,
        "may_record": may_record(request.user, project),
    }
    return render(request, "decisions/decisions.html", context)


@require_safe
@project_page()
def decision(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One decision: the reason first, then what it answers."""
    row = get_object_or_404(decisions_of(project).select_related("replaces"), pk=pk)
    subjects = subjects_of(row)
    quotes = quotes_in((one.text for one in subjects.versions), viewer=request.user, project=project)
    context = {
        "project": project,
        "decision": row,
        "side": project.side_name(row.side),
        "passages": [(one, text_html(one.text, quotes, project)) for one in subjects.versions],
        "themes": subjects.themes,
        "voices": show(subjects.voices[:20], viewer=request.user, project=project, output=Output.DRAFT.value),
        "more_voices": max(0, len(subjects.voices) - 20),
        "choices": [one for one in project.core_choices.all() if one.locked_on <= row.decided_on],
        "may_record": may_record(request.user, project),
    }
    return render(request, "decisions/decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_record)
def record(request: HttpRequest, project: Project) -> HttpResponse:
    """Keep a decision. Everybody whose words it answers gets the reason."""
    form = DecisionForm(project, request.POST or None, initial=_asked_for(request, project))
    if "find" in request.POST:  # looking for a theme is no try to keep the decision
        form.errors.clear()
    elif form.is_valid():
        try:
            made = actions.record_decision(project, by=person_of(request), **form.cleaned_data)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{_('The decision is kept.')} {_who_hears(voices_heard(made))}")
            return redirect("decisions:decision", project.slug, made.pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"project": project, "form": form, **_options(request, form, project)}
    return render(request, "decisions/record.html", context, status=status)


def _who_hears(count: int) -> str:
    if not count:
        return _("No voice is behind it, so nobody gets the reason. Everybody can read it here.")
    words = ngettext(
        "The person behind %(count)d voice gets the reason.",
        "The people behind %(count)d voices get the reason.",
        count,
    )
    return words % {"count": count}


def _asked_for(request: HttpRequest, project: Project) -> dict[str, Any]:
    """What the link that led here asked to tick: `?passage=`, `?theme=`, `?voice=`."""
    passages = ids_in(request.GET.getlist("passage"))
    versions = undecided_passages(project).filter(passage__in=passages)
    return {
        "versions": list(versions.values_list("pk", flat=True)) if passages else [],
        "themes": ids_in(request.GET.getlist("theme")),
        "voices": ids_in(request.GET.getlist("voice")),
    }


def _options(request: HttpRequest, form: DecisionForm, project: Project) -> dict[str, Any]:
    """What can be ticked, with what is ticked: never all themes or voices of a large project."""
    ticked = {
        name: set(ids_in([str(pk) for pk in form[name].value() or []])) for name in ("versions", "themes", "voices")
    }
    find = clean_line(request.POST.get("find_theme") or request.GET.get("find_theme") or "")[:100]
    found = live_themes(project).filter(title__icontains=find) if find else live_themes(project)
    chosen = list(live_themes(project).filter(pk__in=ticked["themes"]))
    fullest = found.exclude(pk__in=ticked["themes"]).order_by(F("voice_count").desc(), "id")
    others = list(fullest[:MOST_THEMES])
    said = show(voices_of(project).filter(pk__in=ticked["voices"]), viewer=request.user, project=project)
    waiting = list(undecided_passages(project)[:200])
    return {
        "passages": show_to_decide(waiting, ticked["versions"], viewer=request.user, project=project),
        "themes": [(one, True) for one in chosen] + [(one, False) for one in others],
        "voices": [(one, "" if one.words else in_words(one)) for one in said],
        "find_theme": find,
    }
