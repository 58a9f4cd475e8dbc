"""Something wrong with these words? Everybody who reads them can tell the hosts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.kit.limits import allow
from alongside.moderation import actions
from alongside.moderation.forms import ReportForm
from alongside.moderation.points import ALWAYS_ALLOWED
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.moderation.rules import may_report
from alongside.moderation.subjects import Subject
from alongside.moderation.views.parts import page_with_form, sent, status_of, subject_in
from alongside.people.access import address_of
from alongside.people.models import Person
from alongside.projects.access import project_page
from alongside.projects.models import Project

# One person tells of a few things; behind one address a whole workshop may sit.
MOST_EACH, MOST_HERE, WINDOW = 20, 60, 60 * 60


def _may_send(request: HttpRequest) -> bool:
    if isinstance(request.user, Person):
        return allow("word-report", str(request.user.pk), most=MOST_EACH, seconds=WINDOW)
    return allow("word-report-at", address_of(request), most=MOST_HERE, seconds=WINDOW)


@never_cache
@page_with_form
@project_page(may_report)
def tell_hosts(request: HttpRequest, project: Project, pk: int, what: str) -> HttpResponse:
    """First where to go when somebody is not safe; then which rule, and why if they wish."""
    subject, rules = subject_in(project, what, pk, request), rules_in_force(project)
    form, status = ReportForm(sent(request), lines=rules.lines), 0
    if request.method == "POST" and form.is_valid():
        if not _may_send(request):
            form.add_error(None, _("You have told very much just now. Your words are still here: send them later."))
            status = 429
        elif (answer := _keep(request, subject, form)) is not None:
            return answer
    context = {"project": project, "subject": subject, "form": form, "rules": rules, "always": ALWAYS_ALLOWED}
    return render(request, "moderation/tell_hosts.html", context, status=status or status_of(form))


def _keep(request: HttpRequest, subject: Subject, form: ReportForm) -> HttpResponse | None:
    by = request.user if isinstance(request.user, Person) else None
    try:
        actions.tell_hosts(subject.project, subject.what, subject.id, by=by, **form.cleaned_data)
    except ValueError as error:
        form.add_error(None, str(error))
        return None
    told = _("Thank you. A host looks at it. The words stay until then.")
    if by is not None:
        told = _("Thank you. A host looks at it, and you read the answer in My space. The words stay until then.")
    messages.success(request, told)
    return redirect(subject.url)
