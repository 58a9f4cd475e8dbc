"""The group's agreement: the version in force, its history, on paper, and what members say to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.care import actions
from alongside.care.forms import AgreementForm, LeaveForm, ProposalForm
from alongside.care.points import STARTING_POINTS
from alongside.care.queries import agreement as asking
from alongside.care.rules import may_propose, may_write_agreement
from alongside.care.views.parts import page_with_form, proposal_in, sent, status_of
from alongside.kit.changes import with_changes
from alongside.kit.paging import page_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import is_member


def agreement_page(request: HttpRequest, project: Project, leave: tuple[int, LeaveForm] | None = None) -> HttpResponse:
    """The page; `leave` is a proposal's form that comes back with a mistake."""
    row, person = asking.agreement_of(project), request.user
    proposals = list(asking.open_proposals(project)[:50])
    said = asking.said_by(person, proposals)
    for one in proposals:
        one.said = said.get(one.pk, "")  # type: ignore[attr-defined]
        form = leave[1] if leave and leave[0] == one.pk else LeaveForm(auto_id=f"leave{one.pk}_%s")
        one.leave_form = form  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "project": project,
        "agreement": row,
        "starting_points": STARTING_POINTS,
        "proposals": proposals,
        "dealt_with": asking.proposals_of(project).exclude(outcome="")[:10] if is_member(person, project) else [],
        "has_read": asking.has_read(person, row),
        "may_propose": may_propose(person, project),
        "is_member": is_member(person, project) or may_write_agreement(person, project),
        "may_write": may_write_agreement(person, project),
    }
    return render(request, "care/agreement.html", context, status=422 if leave else 200)


@require_safe
@project_page()
def agreement(request: HttpRequest, project: Project) -> HttpResponse:
    return agreement_page(request, project)


@require_safe
@project_page()
def agreement_history(request: HttpRequest, project: Project) -> HttpResponse:
    """Every version, newest first, each with what changed since the one before."""
    page = page_of(asking.agreements_of(project), request, per=10)
    last = page.items[-1] if page.items else None
    before = asking.agreements_of(project).filter(number__lt=last.number).first() if last else None
    versions = with_changes(page.items, before.lines if before else None)
    first = before is None
    context = {"project": project, "versions": versions, "page": page, "first_is_here": first}
    return render(request, "care/agreement_history.html", context)


@require_safe
@project_page()
def print_agreement(request: HttpRequest, project: Project) -> HttpResponse:
    """Large, on one page, for the wall."""
    row = asking.agreement_in_force(project, timezone.localdate())
    return render(request, "care/print_agreement.html", {"project": project, "agreement": row})


def _begin_with(project: Project) -> dict[str, Any]:
    row = asking.agreement_of(project)
    lines = row.lines if row else [str(point) for point in STARTING_POINTS]
    return {"words": "\n".join(lines), "agreed_on": timezone.localdate()}


def _write_page(request: HttpRequest, project: Project, form: AgreementForm, lines: str = "") -> HttpResponse:
    context = {"project": project, "form": form, "agreement": asking.agreement_of(project), "from_room": lines}
    return render(request, "care/write_agreement.html", context, status=status_of(form))


@page_with_form
@project_page(may_write_agreement)
def write_agreement(request: HttpRequest, project: Project) -> HttpResponse:
    """The next version: begun from the one in force, or from the starting points."""
    form = AgreementForm(sent(request), project=project, initial=_begin_with(project))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.make_agreement(project, by=person_of(request), **form.cleaned_data)
            text = _("Version %(number)s is in force. Earlier versions stay.")
            messages.success(request, text % {"number": row.number})
            return redirect("care:agreement", project.slug)
        except ValueError as error:
            form.add_error("words", str(error))
    return _write_page(request, project, form)


@require_POST
@project_page(may_write_agreement)
def begin_agreement(request: HttpRequest, project: Project) -> HttpResponse:
    """Start a version from lines that came elsewhere together, as from a question in the room. Nothing is kept yet."""
    lines = actions.begin_version_from(request.POST.get("lines", "")[:50_000].split("\n"))
    known = _begin_with(project)
    begun = known["words"].split("\n") if asking.agreement_of(project) else []
    known["words"] = actions.begin_version_from([*begun, *lines.split("\n")]) or known["words"]
    return _write_page(request, project, AgreementForm(project=project, initial=known), lines)


@require_POST
@project_page(may_propose)
def mark_read(request: HttpRequest, project: Project) -> HttpResponse:
    row = asking.agreement_of(project)
    if row:
        row.project = project
        actions.mark_read(row, by=person_of(request))
        messages.success(request, _("Thank you for reading it."))
    return redirect("care:agreement", project.slug)


@page_with_form
@project_page(may_propose)
def propose(request: HttpRequest, project: Project) -> HttpResponse:
    form = ProposalForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_change(project, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Proposed. The others can say what they think of it."))
            return redirect("care:agreement", project.slug)
        except ValueError as error:
            form.add_error("words", str(error))
    context = {"project": project, "form": form, "agreement": asking.agreement_of(project)}
    return render(request, "care/propose.html", context, status=status_of(form))


@require_POST
@project_page(may_propose)
def say_to_proposal(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    try:
        actions.say_to_proposal(proposal_in(project, pk), by=person_of(request), kind=request.POST.get("kind", ""))
        messages.success(request, _("Noted. You can change it."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("care:agreement", project.slug)


@require_POST
@project_page(may_write_agreement)
def leave_proposal(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row, form = proposal_in(project, pk), LeaveForm(request.POST, auto_id=f"leave{pk}_%s")
    if not form.is_valid():
        if row.outcome:
            return redirect("care:agreement", project.slug)
        return agreement_page(request, project, (pk, form))
    try:
        actions.leave_proposal(row, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Written down, with the reason."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("care:agreement", project.slug)


@require_POST
@project_page(is_member)
def take_back_proposal(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    actions.take_back_proposal(proposal_in(project, pk), by=person_of(request))
    messages.success(request, _("Taken back. Your words are gone."))
    return redirect("care:agreement", project.slug)
