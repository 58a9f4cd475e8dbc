"""One passage: reading it, writing it, moving it, and who rests on what."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.decisions import actions, queries
from alongside.decisions.beside import passage_facts, passage_talk
from alongside.decisions.forms.drafting import CommentForm, PassageForm, ReviseForm, WriteForm
from alongside.decisions.joining import conflict_of
from alongside.decisions.models import Passage
from alongside.decisions.picking import options_of
from alongside.decisions.rules import may_propose, may_write
from alongside.decisions.shown import readable
from alongside.decisions.views.drafting import draft_in
from alongside.kit.paging import page_of
from alongside.kit.text import ids_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme


def passage_in(project: Project, pk: int, *, standing: bool = False) -> Passage:
    """The passage, if it is this project's (and, with `standing`, not left out); Http404 otherwise."""
    return get_object_or_404(queries.passages_of(project, standing=standing), pk=pk)


@require_safe
@project_page()
def passage(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    return render(request, "decisions/passage.html", passage_context(request, project, passage_in(project, pk)))


def passage_context(request: HttpRequest, project: Project, row: Passage, **more: Any) -> dict[str, Any]:
    """What a passage's page shows; a comment that came back with errors is put in `more`."""
    newest = queries.newest_version(row.pk)
    wanted = ids_in([request.GET.get("version", "")])
    version = row.versions.filter(number__in=wanted).first() or newest
    is_open = may_propose(request.user, project) and row.ended_at is None
    return {
        "project": project,
        "passage": row,
        "version": version,
        "is_newest": version.pk == newest.pk,
        **passage_facts(row, version, request, project),
        **passage_talk(row, request, project),
        "may_write": may_write(request.user, project) and row.ended_at is None,
        "may_put_back": may_write(request.user, project) and row.ended_at is not None,
        "may_propose": is_open,
        "comment_form": CommentForm() if is_open else None,
        **more,
    }


@project_page(may_write)
def write(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A new passage. `do=find` looks for themes and voices and keeps what is typed."""
    draft = draft_in(project, pk)
    form = WriteForm(project, draft, request.POST or None)
    if request.POST.get("do") == "find":
        return _form_page(request, "write", form, project, draft=draft)
    if form.is_valid():
        try:
            made = actions.write_passage(draft, by=person_of(request), **form.words())
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. The passage is in the draft."))
            return redirect("decisions:passage", project.slug, made.passage_id)
    return _form_page(request, "write", form, project, draft=draft)


@project_page(may_write)
def revise(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A newer version of a passage. When somebody saved first, both texts are shown and nothing is lost."""
    row = passage_in(project, pk, standing=True)
    form = ReviseForm(project, request.POST or None, initial=_as_it_stands(row))
    if request.POST.get("do") == "find" or not form.is_valid():
        return _form_page(request, "revise", form, project, passage=row, draft=row.draft)
    try:
        actions.revise_passage(row, by=person_of(request), **form.words())
    except actions.EditConflict as conflict:
        beside = conflict_of(row, form.words(), conflict.current)
        again = ReviseForm(project, beside.posted)
        (pieces,) = readable([beside.pieces], viewer=request.user, project=project)
        context = {"passage": row, "draft": row.draft, "conflict": beside, "pieces": pieces}
        return _form_page(request, "revise", again, project, status=409, **context)
    except ValueError as error:
        form.add_error(None, str(error))
        return _form_page(request, "revise", form, project, passage=row, draft=row.draft)
    messages.success(request, _("Saved. The text before it stays in the history."))
    return redirect("decisions:passage", project.slug, row.pk)


def _as_it_stands(row: Passage) -> dict[str, Any]:
    version = queries.newest_version(row.pk)
    cited = list(version.citations.values_list("theme_id", "voice_id"))
    return {
        "heading": version.heading,
        "text": version.text,
        "base_number": version.number,
        "themes": [theme for theme, _voice in cited if theme],
        "voices": [voice for _theme, voice in cited if voice],
    }


def _form_page(
    request: HttpRequest, name: str, form: PassageForm, project: Project, *, status: int = 0, **more: Any
) -> HttpResponse:
    is_finding = request.POST.get("do") == "find"
    if is_finding or status:
        form.errors.clear()
    context = {"project": project, "form": form, **options_of(form, request.user, project), **more}
    usual = 422 if form.is_bound and not is_finding else 200
    return render(request, f"decisions/{name}.html", context, status=status or usual)


@project_page(may_write)
@require_POST
def leave_out(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Out of the draft, or (`to=back`) in it again."""
    row = passage_in(project, pk)
    if request.POST.get("to") == "back":
        actions.put_back_passage(row, by=person_of(request))
        messages.success(request, _("The passage is in the draft again, about where it stood. You can move it."))
        return redirect(f"{reverse('decisions:draft', args=[project.slug, row.draft_id])}#passage-{row.pk}")
    actions.leave_out_passage(row, by=person_of(request))
    messages.success(request, _("The passage is left out of the draft. Its history stays, and you can put it back."))
    return redirect("decisions:passage", project.slug, row.pk)


@project_page(may_write)
@require_POST
def move(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = passage_in(project, pk, standing=True)
    actions.move_passage(row, by=person_of(request), up=request.POST.get("to") == "up")
    return redirect(f"{reverse('decisions:draft', args=[project.slug, row.draft_id])}#passage-{row.pk}")


@require_safe
@project_page()
def citing_theme(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Where the draft and decisions rest on a theme: a page, or for its own page's script the list alone."""
    theme = get_object_or_404(Theme, project=project, pk=pk)
    page = page_of(queries.citing_theme(theme), request)
    decided = queries.decisions_on_theme(theme)[:50] if not request.GET.get("after") else []
    context = {"project": project, "theme": theme, "page": page, "decided": decided}
    is_script = request.headers.get("HX-Request") == "true"
    name = "decisions/parts/_cited.html" if is_script else "decisions/citing_theme.html"
    return render(request, name, context)
