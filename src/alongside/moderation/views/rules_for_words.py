"""The rules for words, for everybody: what they are, what changed, and open figures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.kit.changes import with_changes
from alongside.kit.paging import page_of
from alongside.moderation import actions
from alongside.moderation.forms import RulesForm
from alongside.moderation.points import ALWAYS_ALLOWED
from alongside.moderation.queries import figures
from alongside.moderation.queries import rules_for_words as asking
from alongside.moderation.rules import may_write_rules
from alongside.moderation.views.parts import page_with_form, sent, status_of
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project


@require_safe
@project_page()
def rules_for_words(request: HttpRequest, project: Project) -> HttpResponse:
    context = {
        "project": project,
        "rules": asking.rules_in_force(project),
        "always": ALWAYS_ALLOWED,
        "figures": figures(project),
        "may_write": may_write_rules(request.user, project),
    }
    return render(request, "moderation/rules_for_words.html", context)


@require_safe
@project_page()
def rules_history(request: HttpRequest, project: Project) -> HttpResponse:
    """Every version, newest first, each with what changed since the one before."""
    page = page_of(asking.versions_of(project), request, per=10)
    last = page.items[-1] if page.items else None
    before = asking.versions_of(project).filter(number__lt=last.number).first() if last else None
    versions = with_changes(page.items, before.lines if before else asking.starting_lines())
    context = {"project": project, "versions": versions, "page": page}
    return render(request, "moderation/rules_history.html", context)


@page_with_form
@project_page(may_write_rules)
def write_rules(request: HttpRequest, project: Project) -> HttpResponse:
    """The next version, begun from the one in force."""
    now = asking.rules_in_force(project)
    form = RulesForm(sent(request), initial={"words": "\n".join(now.lines), "days": now.days})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.make_rules(project, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Version %(number)s is in force.") % {"number": row.number})
            return redirect("moderation:rules_for_words", project.slug)
        except ValueError as error:
            form.add_error("words", str(error))
    context = {"project": project, "form": form, "always": ALWAYS_ALLOWED}
    return render(request, "moderation/write_rules.html", context, status=status_of(form))
