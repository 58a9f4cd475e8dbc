"""What a person gets when they leave, or when it is over: thanks, what came of it, and what they would like next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.kit.paging import page_of
from alongside.projects.access import person_of
from alongside.trust.actions import endings as actions
from alongside.trust.forms import NextForm
from alongside.trust.nexts import NEXTS
from alongside.trust.outcomes import what_came
from alongside.trust.queries.endings import farewells_for
from alongside.trust.views.parts import page_with_form, sent, status_of


@login_required
@require_safe
def farewells(request: HttpRequest) -> HttpResponse:
    page = page_of(farewells_for(person_of(request)), request)
    return render(request, "trust/farewells.html", {"page": page})


@login_required
@page_with_form
def farewell(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request)
    row = get_object_or_404(farewells_for(person), pk=pk)
    nexts = row.ending.nexts if row.ending else []
    form = NextForm(sent(request), nexts=nexts, initial={"wants": row.wants, "words": row.words})
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_next(row, by=person, **form.cleaned_data)
            messages.success(request, _("Thank you. You can change it here at any time."))
            return redirect("trust:farewell", row.pk)
        except ValueError as error:
            form.add_error("wants", str(error))
    if request.method == "GET":
        actions.mark_seen(row, by=person)
    context = {
        "farewell": row,
        "project": row.project,
        "form": form,
        "came": what_came(row.project, person),
        "wants": [NEXTS[key] for key in row.wants if key in NEXTS],
    }
    return render(request, "trust/farewell.html", context, status=status_of(form))
