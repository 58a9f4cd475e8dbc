"""How long things are kept: for everybody to see, for hosts to set."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.ethics import actions
from alongside.ethics.forms import KeptForm
from alongside.ethics.keeping import choices_of, clocks_of, days_of
from alongside.ethics.models import KeptFor, Removal
from alongside.kit.paging import page_of
from alongside.people.views.cards import page_with_form
from alongside.projects.access import person_of, project_page
from alongside.projects.keeping import keeping_named
from alongside.projects.models import Project
from alongside.projects.rules import may_host


@require_safe
@project_page()
def kept(request: HttpRequest, project: Project) -> HttpResponse:
    """Each kind of thing with its clock, what goes in the next 30 days, and what went lately."""
    clocks = clocks_of(project, timezone.localdate())
    removals = page_of(Removal.objects.filter(project=project), request, per=15, by="on", key="lately")
    labels = {one.keeping.name: one.keeping.what for one in clocks}
    context = {
        "project": project,
        "clocks": clocks,
        "soon": [one for one in clocks if one.soon],
        "removals": removals,
        "lately": [(row, labels.get(row.name, row.name)) for row in removals.items],
        "may_host": may_host(request.user, project),
    }
    return render(request, "ethics/kept.html", context)


@page_with_form
@project_page(may_host)
def edit_kept(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    """A host sets for how long; longer than now needs a reason."""
    keeping = keeping_named(name)
    if keeping is None or not keeping.most:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    now = days_of(keeping, project, choices_of(project))
    form = KeptForm(keeping.least, keeping.most, sent, initial={"days": now})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_kept_for(project, by=person_of(request), name=name, **form.cleaned_data)
            messages.success(request, _("Kept. Everybody can see it."))
            return redirect("ethics:kept", project.slug)
        except ValueError as error:
            form.add_error("reason", str(error))
    choices = KeptFor.objects.filter(project=project, name=name).select_related("by")[:20]
    context = {"project": project, "keeping": keeping, "form": form, "choices": choices}
    return render(request, "ethics/edit_kept.html", context, status=422 if form.errors else 200)
