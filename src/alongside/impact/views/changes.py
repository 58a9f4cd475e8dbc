"""What really became different after decisions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.decisions.models import Decision
from alongside.impact import actions, queries
from alongside.impact.forms import ChangeForm
from alongside.impact.rules import may_note_change
from alongside.kit.paging import page_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Membership, Project


@require_safe
@project_page()
def changes(request: HttpRequest, project: Project) -> HttpResponse:
    """What really became different, wanted or not."""
    page = page_of(queries.changes_of(project), request, per=30, by="seen_on")
    sides = dict(
        Membership.objects.filter(
            project=project, person__in={row.noted_by_id for row in page.items if row.noted_by_id}
        ).values_list("person_id", "side")
    )
    rows = [{"change": row, "side": sides.get(row.noted_by_id or 0, "")} for row in page.items]
    may = may_note_change(request.user, project)
    decisions = Decision.objects.filter(project=project)[:50] if may else []
    totals = queries.answered_totals(project)
    return render(
        request,
        "impact/changes.html",
        {"project": project, "page": page, "rows": rows, "decisions": decisions, "totals": totals},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_note_change)
def note_change(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision, project=project, pk=pk)
    form = ChangeForm(request.POST or None, initial={"seen_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_change(decision, by=person_of(request), **form.cleaned_data)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The change is noted. It shows on the answers people got."))
            return redirect("impact:changes", project.slug)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "impact/note_change.html", {"project": project, "decision": decision, "form": form}, status=status
    )
