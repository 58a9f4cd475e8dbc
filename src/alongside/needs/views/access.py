"""Access to one gathering, for those who host it: what there is to do, whom to ask, what was sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from alongside.gatherings.models import Gathering
from alongside.kit.paging import page_of
from alongside.needs import actions
from alongside.needs.forms import ChecklistForm, NoticeForm, ToDoForm
from alongside.needs.queries import figures, hosts, promised
from alongside.needs.views.parts import gathering_in
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import is_host, may_host


def access_page(request: HttpRequest, row: Gathering, **forms: Any) -> HttpResponse:
    """The page; `forms` holds one that comes back with a mistake, under the name it has on the page."""
    today, person = timezone.localdate(), person_of(request)
    known = promised.promised_in(row, today)
    notice = known.row
    sent = {"notice_on": notice.notice_on, "papers_on": notice.papers_on, "has_no_papers": notice.has_no_papers}
    sharing = hosts.people_sharing(person, row, today)
    context: dict[str, Any] = {
        "project": row.project,
        "gathering": row,
        "sharing": sharing,
        "unread": [one for one in sharing if one.is_new],
        "has_read": [one for one in sharing if not one.is_new],
        "to_dos": hosts.show_to_dos(person, row, today),
        "not_answered": hosts.not_answered(row).count(),
        "on_paper": hosts.only_by_paper(row).count(),
        "promised": known,
        "figures": figures.shown(figures.figures_of(row, today)),
        "to_come": row.on >= today and row.project.ended_on is None,
        "may_type_in": is_host(person, row.project),
        "to_do_form": ToDoForm(project=row.project, initial={"due_on": hosts.due_for(row, today)}, auto_id="new_%s"),
        "checklist_form": ChecklistForm(auto_id="list_%s"),
        "notice_form": NoticeForm(gathering=row, initial=sent),
        **forms,
    }
    return render(request, "needs/access.html", context, status=422 if forms else 200)


@require_safe
@project_page(may_host)
def access(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    return access_page(request, gathering_in(project, pk))


@require_POST
@project_page(may_host)
def ask(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Ask everyone who has not answered. It waits in their My space."""
    try:
        count = actions.ask_members(gathering_in(project, pk), by=person_of(request))
        words = ngettext(
            "Asked %(count)s person. It waits in My space.", "Asked %(count)s people. It waits in My space.", count
        )
        messages.success(request, words % {"count": count})
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("needs:access", project.slug, pk)


@require_safe
@project_page(may_host)
def slips(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Slips of paper for those who have no email and have not answered."""
    row = gathering_in(project, pk)
    page = page_of(hosts.only_by_paper(row), request, per=40, newest_first=False)
    context = {"project": project, "gathering": row, "page": page, "title": _("Slips to print")}
    return render(request, "needs/slips.html", context)
