"""Answers people got: in My space, by email, as letters; and giving the missing ones."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.decisions.models import Decision
from alongside.impact import actions, queries
from alongside.impact.models import Change, Receipt, ReceiptWish
from alongside.impact.rules import may_issue_again, may_print_letters
from alongside.impact.tasks import issue_in_job
from alongside.kit.paging import Page, page_of
from alongside.kit.text import ids_in
from alongside.people.models import Person
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project


@require_safe
@login_required
def receipts(request: HttpRequest) -> HttpResponse:
    """My answers, the newest day of decision first."""
    page = page_of(queries.receipts_of_person(person_of(request)), request, per=20, by="decision__decided_on")
    wish = ReceiptWish.objects.filter(person=person_of(request), by_email=True).exists()
    shown = queries.show_receipts(page.items)
    answers = queries.by_decision(shown)
    context = {"page": page, "receipts": shown, "answers": answers, "wish": wish, "changes": _changes_in(shown)}
    return render(request, "impact/receipts.html", context)


@require_safe
@login_required
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.receipts_of_person(person_of(request)), pk=pk)
    return render(request, "impact/receipt.html", {"receipt": queries.show_receipts([row])[0]})


@require_POST
@login_required
def wish(request: HttpRequest) -> HttpResponse:
    try:
        actions.wish_receipts_by_email(person_of(request), wants="wants" in request.POST, by=person_of(request))
        messages.success(request, _("Your choice is kept."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("impact:receipts")


@require_POST
@project_page(may_issue_again)
def issue_again(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Missing answers are given; nobody gets one twice."""
    decision = get_object_or_404(Decision, project=project, pk=pk)
    job = actions.issue_again(decision, by=person_of(request))
    if job is not None:
        issue_in_job.enqueue(str(job.pk))
    messages.success(request, _("The answers are on their way.") if job else _("Everyone has their answer."))
    return redirect("impact:changes", project.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_print_letters)
def letters(request: HttpRequest, project: Project) -> HttpResponse:
    """Answers on paper, a letter for each person without an email, 50 people at a time."""
    if request.method == "POST":
        people = ids_in(request.POST.getlist("person"))[:50]
        if "rung" in request.POST:
            actions.mark_rung(project, people, by=person_of(request))
            messages.success(request, _("Written down: they were told on the phone."))
            return redirect("impact:letters", project.slug)
        actions.mark_letters_printed(project, people, by=person_of(request))
        messages.success(request, _("These letters are marked as printed."))
        return redirect("impact:letters", project.slug)
    page, batch = _batch(request, queries.letter_receipts(project), "after")
    calls_page, calls = _batch(request, queries.call_receipts(project), "calls")
    shown = [receipt for letter in [*batch, *calls] for receipt in letter.receipts]
    size = "large" if request.GET.get("size") == "large" else ""
    context = {"project": project, "page": page, "letters": batch, "size": size, "origin": settings.ORIGIN}
    context |= {"calls": calls, "calls_page": calls_page, "shown": shown, "changes": _changes_in(shown)}
    return render(request, "impact/letters.html", context)


def _batch(request: HttpRequest, rows: QuerySet[Receipt], key: str) -> tuple[Page, list[queries.Letter]]:
    """One page of people who wait for these receipts, and a letter for each."""
    people = Person.objects.filter(pk__in=rows.order_by().values("voice__person_id"))
    page = page_of(people, request, per=50, newest_first=False, key=key)
    return page, queries.letter_batch(rows, page.items)


def _changes_in(receipts: list[queries.ReceiptShown]) -> list[Change]:
    return [change for one in receipts for change in one.changes]
