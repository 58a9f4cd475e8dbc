"""Notice and papers: what is promised, and the days on which they were sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.needs import actions
from alongside.needs.forms import AccessPromiseForm, NoticeForm
from alongside.needs.queries.promised import promise_of, promises_of
from alongside.needs.views.access import access_page
from alongside.needs.views.parts import gathering_in, page_with_form, sent, status_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host


@require_POST
@project_page(may_host)
def sent_on(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Note the days on which people were told, and got the papers."""
    row = gathering_in(project, pk)
    form = NoticeForm(request.POST, gathering=row)
    if not form.is_valid():
        return access_page(request, row, notice_form=form)
    actions.note_notice(row, by=person_of(request), **form.cleaned_data)
    messages.success(request, _("Noted. Everybody sees it on the gathering's page."))
    return redirect("needs:access", project.slug, row.pk)


@page_with_form
@project_page(may_host)
def promise(request: HttpRequest, project: Project) -> HttpResponse:
    """How long before a gathering people are told, and get the papers."""
    now = promise_of(project)
    known = {"notice_days": now.notice_days, "papers_days": now.papers_days}
    form = AccessPromiseForm(sent(request), initial=known)
    if request.method == "POST" and form.is_valid():
        actions.make_access_promise(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Kept. It holds for gatherings you plan from now on."))
        return redirect("projects:desk", project.slug)
    context = {"project": project, "form": form, "versions": promises_of(project)[:20]}
    return render(request, "needs/promise.html", context, status=status_of(form))
