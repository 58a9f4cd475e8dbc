"""What a person tells the hosts of one gathering, takes back, and says afterwards."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.gatherings.models import Gathering
from alongside.needs import actions
from alongside.needs.desk import sharing_of
from alongside.needs.forms import OutcomeForm, ShareForm
from alongside.needs.models import Need, Share
from alongside.needs.queries.mine import needs_of, show_shares
from alongside.needs.queries.words import words_of
from alongside.needs.rules import may_tell
from alongside.needs.views.parts import gathering_in, page_with_form, sent, status_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_take_part


@page_with_form
@project_page(may_take_part)
def share(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Tick what I need for this gathering, and who may read it; or say: nothing this time."""
    row, person = gathering_in(project, pk), person_of(request)
    form = ShareForm(sent(request), gathering=row, person=person, needs=needs_of(person))
    if request.method == "POST" and (done := _share(request, row, form)):
        return done
    context: dict[str, Any] = {"project": project, "gathering": row, **sharing_of(row, person)}
    context["may_tell"] = may_tell(person, row, timezone.localdate())
    context["form"] = form if form.is_bound else context["form"]
    return render(request, "needs/share.html", context, status=status_of(form))


def _share(request: HttpRequest, row: Gathering, form: ShareForm) -> HttpResponse | None:
    """Kept, or None with the mistake beside its field."""
    person = person_of(request)
    try:
        if "nothing" in request.POST:
            actions.say_nothing(row, by=person)
            messages.success(request, _("Thank you. The hosts know that you need nothing this time."))
            return redirect("gatherings:gathering", row.project.slug, row.pk)
        if form.is_valid():
            data = form.cleaned_data
            chosen = Need.objects.filter(person=person, pk__in=data["needs"])
            actions.share_needs(row, by=person, needs=chosen, words=data["words"], with_host=data["with_host"])
            messages.success(request, _("Shared. You can take it back here at any time."))
            return redirect("gatherings:gathering", row.project.slug, row.pk)
    except ValueError as error:
        form.is_valid()  # so that there is a place for the mistake
        form.add_error("words", str(error))
    return None


def _my_share(request: HttpRequest, pk: Any) -> Share:
    rows = Share.objects.select_related("need", "gathering__project", "with_host")
    return get_object_or_404(rows, person=person_of(request), pk=pk)


@login_required
@require_POST
def stop(request: HttpRequest, pk: Any) -> HttpResponse:
    """One step, no questions."""
    actions.stop_sharing(_my_share(request, pk), by=person_of(request))
    messages.success(request, _("Taken back. The hosts cannot read it any more."))
    return redirect("needs:mine")


@login_required
@page_with_form
def how_it_was(request: HttpRequest, pk: Any) -> HttpResponse:
    """After the gathering: was it as I need it?"""
    row = _my_share(request, pk)
    known = {"outcome": row.outcome, "words": words_of(row, "outcome_words")}
    form = OutcomeForm(sent(request), initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm(row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Thank you for telling us."))
            return redirect("needs:mine")
        except ValueError as error:
            form.add_error("outcome", str(error))
    [shown] = show_shares([row])
    context = {"form": form, "share": row, "words": shown.words, "refusals": shown.refusals}
    return render(request, "needs/how_it_was.html", context, status=status_of(form))
