"""A member says something, and is told what happens next."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.projects.access import project_page
from alongside.projects.models import Membership, Project
from alongside.projects.queries import promise_of
from alongside.projects.rules import may_see, may_take_part, membership_of
from alongside.voices import queries
from alongside.voices.actions import record_voice
from alongside.voices.forms import SayForm
from alongside.voices.models import Voice


@project_page(may_take_part)
def say(request: HttpRequest, project: Project) -> HttpResponse:
    membership = membership_of(request.user, project)
    assert membership is not None  # the rule of this page
    form = SayForm(
        project,
        membership,
        request.POST if request.method == "POST" else None,
        initial={"gathering": request.GET.get("gathering")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("voices:said", project.slug, _keep(project, membership, form.cleaned_data).pk)
        except ValueError as error:
            form.add_error("words", str(error))
    status = 422 if form.is_bound else 200
    context = {"project": project, "form": form, "promise": promise_of(project), "place": membership}
    return render(request, "voices/say.html", context, status=status)


def _keep(project: Project, membership: Membership, said: dict[str, Any]) -> Voice:
    return record_voice(
        project,
        words=said["words"],
        by=membership.person,
        person=membership.person,
        gathering=said["gathering"],
        naming=said["naming"],
        submit_key=said["submit_key"] or None,
    )


@require_safe
@project_page(may_see)
def said(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    voice = get_object_or_404(queries.voices_of(project), pk=pk, person_id=request.user.pk or 0)
    due = timezone.localdate(voice.kept_at) + timedelta(days=promise_of(project).answer_days)
    shown = queries.show_one(voice, viewer=request.user, project=project)
    return render(request, "voices/said.html", {"project": project, "voice": shown, "due": due})
