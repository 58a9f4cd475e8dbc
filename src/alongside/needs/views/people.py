"""What one person shared with a host, opened and noted; and what they told a host, typed in for them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.needs import actions
from alongside.needs.forms import OutcomeForForm, TellForForm, ToDoForm
from alongside.needs.models import Answer, Share
from alongside.needs.queries import hosts
from alongside.needs.queries.words import opened, words_of
from alongside.needs.rules import has_been, may_confirm_for
from alongside.needs.views.parts import gathering_in, page_with_form, sent, share_for, status_of
from alongside.people.models import Person
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.queries import members_of
from alongside.projects.rules import is_host, may_host


def _answer_in(project: Project, pk: int) -> Answer:
    rows = Answer.objects.select_related("gathering", "person", "typed_by")
    row = get_object_or_404(rows, gathering__project=project, pk=pk)
    row.gathering.project = project
    return row


@require_safe
@project_page(may_host)
def person(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What one person needs, for those with whom they shared it. Opening is noted, and the person sees that."""
    return _person_page(request, _answer_in(project, pk))


def _person_page(request: HttpRequest, answer: Answer, wrong: tuple[Any, ToDoForm] | None = None) -> HttpResponse:
    try:
        shares = actions.read_needs(answer, by=person_of(request))
    except PermissionDenied:
        raise Http404 from None
    row, today = answer.gathering, timezone.localdate()
    shown = []
    for share in shares:
        usual = ToDoForm(
            project=row.project,
            only=share.with_host_id,
            initial={"due_on": hosts.due_for(row, today), "owner": share.with_host_id},
            auto_id=f"do{share.pk.hex}_%s",
        )
        form = wrong[1] if wrong and wrong[0] == share.pk else usual
        told = opened(share.need)  # type: ignore[arg-type]
        shown.append({"share": share, "told": told, "said": words_of(share, "outcome_words"), "form": form,
                      "may_confirm": has_been(row, today) and may_confirm_for(request.user, share)})  # fmt: skip
    mine = [one for one in hosts.show_to_dos(request.user, row, today) if one.answer_id == answer.pk]
    context = {"project": row.project, "gathering": row, "answer": answer, "shown": shown, "to_dos": mine}
    return render(request, "needs/person.html", context, status=422 if wrong else 200)


def _answer_of(share: Share) -> Answer:
    row = get_object_or_404(Answer, gathering=share.gathering, person=share.person)
    row.gathering, row.person = share.gathering, share.person
    return row


@require_POST
@project_page(may_host)
def to_do_from(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """Something to do, made from one shared need."""
    share = share_for(request, project, pk)
    form = ToDoForm(request.POST, project=project, only=share.with_host_id, auto_id=f"do{share.pk.hex}_%s")
    answer = _answer_of(share)
    if form.is_valid():
        try:
            actions.add_to_do(share.gathering, by=person_of(request), share=share, **form.cleaned_data)
            messages.success(request, _("It is on the list."))
            return redirect("needs:person", project.slug, answer.pk)
        except ValueError as error:
            form.add_error("owner", str(error))
    return _person_page(request, answer, (share.pk, form))


@page_with_form
@project_page(may_host)
def told(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """How it was, as the person told a host."""
    share = share_for(request, project, pk)
    if not may_confirm_for(request.user, share):
        raise PermissionDenied
    form = OutcomeForForm(sent(request))
    answer = _answer_of(share)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_for(share, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Kept, and marked as told to you. The person can change it."))
            return redirect("needs:person", project.slug, answer.pk)
        except ValueError as error:
            form.add_error("outcome", str(error))
    context = {"project": project, "gathering": share.gathering, "share": share, "form": form, "answer": answer}
    return render(request, "needs/told.html", context, status=status_of(form))


@page_with_form
@project_page(is_host)
def type_in(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What somebody told a host on the phone, face to face or on paper."""
    row, by = gathering_in(project, pk), person_of(request)
    people = [(member.person_id, member.person.nickname) for member in members_of(project)[:500]]
    form = TellForForm(sent(request), project=project, people=people, initial={"with_host": by.pk})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        who = get_object_or_404(Person, pk=data.pop("person"))
        try:
            actions.tell_for(row, who, by=by, is_nothing=data.pop("nothing"), **data)
            messages.success(request, _("Kept, and marked as told to you. The person sees it in My space."))
            return redirect("needs:access", project.slug, row.pk)
        except ValueError as error:
            form.add_error("words", str(error))
    context = {"project": project, "gathering": row, "form": form}
    return render(request, "needs/type_in.html", context, status=status_of(form))
