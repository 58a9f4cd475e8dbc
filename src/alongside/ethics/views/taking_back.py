"""Taking back: first what it will reach, then it reaches it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.ethics import actions, queries, support
from alongside.ethics.forms import CodeForm
from alongside.ethics.kinds import ABOUT
from alongside.ethics.models import How, Kind, ReceiptCode, TakingBack
from alongside.ethics.views.mine import known_kind, may_take, own_place_of, place_of
from alongside.people.access import TooManyTries, try_code
from alongside.people.views.cards import page_with_form
from alongside.projects.access import person_of
from alongside.projects.models import Membership
from alongside.projects.withdrawals import Withdrawal, what_it_reaches

EVERYTHING = tuple(kind for kind in Kind.values if kind != Kind.JOIN)


@login_required
@page_with_form
def one(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One permission: what taking it back reaches, and then it does."""
    place, kind = place_of(request, pk), known_kind(kind)
    if request.method == "POST":
        try:
            actions.withdraw(place.project, place.person, [kind], by=person_of(request))
            messages.success(request, _("Taken back. It reaches everything that hangs on it."))
        except ValueError as error:
            messages.error(request, str(error))
            return redirect("ethics:mine_in", pk)
        return _after(request, place)
    if not may_take(person_of(request), place, kind):
        messages.error(request, support.only_they(place.person))
        return redirect("ethics:mine_in", place.pk)
    withdrawal = Withdrawal(place.person, place.project, frozenset({kind}), person_of(request))
    context = {
        "place": place,
        "project": place.project,
        "label": Kind(kind).label,
        "about": ABOUT[kind],
        "reached": what_it_reaches(withdrawal),
        "is_final": kind == Kind.NOTES,
    }
    return render(request, "ethics/take_back.html", context)


def _after(request: HttpRequest, place: Membership) -> HttpResponse:
    """The person reads what was reached; who answered for them goes back to the answers."""
    newest = support.takings_of(place).first()
    if newest is None or place.person_id != person_of(request).pk:
        return redirect("ethics:mine_in", place.pk)
    return redirect("ethics:taken_back", place.pk, newest.pk)


@never_cache
@login_required
@require_safe
def taken_back(request: HttpRequest, pk: int, taking: int) -> HttpResponse:
    """The receipt of one taking back: what was reached, in numbers, to keep or to print."""
    place = own_place_of(request, pk)
    row = get_object_or_404(support.takings_of(place), pk=taking)
    labels = [Kind(kind).label for kind in row.kinds if kind in Kind.values]
    context = {"place": place, "project": place.project, "row": row, "labels": labels}
    return render(request, "ethics/taken_back.html", context)


@login_required
@page_with_form
def everything(request: HttpRequest, pk: int) -> HttpResponse:
    """All I said and allowed in one project."""
    place = own_place_of(request, pk)
    if request.method == "POST":
        actions.withdraw(place.project, place.person, EVERYTHING, by=person_of(request))
        messages.success(request, _("All of it is taken back."))
        return _after(request, place)
    withdrawal = Withdrawal(place.person, place.project, frozenset(EVERYTHING), person_of(request))
    context = {"place": place, "project": place.project, "reached": what_it_reaches(withdrawal), "is_final": True}
    return render(request, "ethics/take_back.html", context)


@never_cache
@page_with_form
def by_code(request: HttpRequest) -> HttpResponse:
    """With the code on a paper receipt, by anybody who holds it: show what it reaches, then do it. No sign-in."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "ethics/by_code.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        row = try_code(request, "receipt", queries.code_row, form.cleaned_data["code"])
        wrong = "" if row else _("This code opens nothing. Look at the paper again; a newer paper has a newer code.")
    except TooManyTries as wait:
        row, wrong = None, str(wait)
    if row is None:
        form.add_error("code", wrong)
        return render(request, "ethics/by_code.html", {"form": form}, status=422)
    return _with_code(request, row, form)


def _with_code(request: HttpRequest, row: ReceiptCode, form: CodeForm) -> HttpResponse:
    kind = request.POST.get("kind", "")
    kinds = [kind] if kind in Kind.values else list(EVERYTHING)
    if request.POST.get("sure") == "yes":
        actions.withdraw(row.project, row.person, kinds, by=row.person, how=How.PAPER.value)
        told = TakingBack.objects.filter(project=row.project, person=row.person).first()
        return render(request, "ethics/by_code_done.html", {"project": row.project, "row": told})
    withdrawal = Withdrawal(row.person, row.project, frozenset(kinds), row.person, How.PAPER.value)
    live = [one for one in queries.kind_rows(row.project, row.person) if one.is_live]
    context = {
        "row": row,
        "form": form,
        "code": form.cleaned_data["code"],
        "live": live,
        "kind": kind,
        "label": Kind(kind).label if kind in Kind.values else "",
        "reached": what_it_reaches(withdrawal),
        "is_final": Kind.NOTES.value in kinds,
    }
    return render(request, "ethics/by_code_reach.html", context)
