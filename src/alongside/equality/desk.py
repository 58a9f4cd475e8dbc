"""What equality puts on the project page, on the desk and in My space."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.equality.models import Survey
from alongside.equality.queries import surveys_of, waiting_for
from alongside.equality.rules import may_ask
from alongside.projects.models import Project
from alongside.projects.parts import Pointer, Waiting, asks, points, waits


@points("together", "equality", 60)
def who_takes_part(project: Project, person: Any) -> Iterator[Pointer]:
    """The way to results; nothing where there are none to see."""
    if any(row.opened_on for row in surveys_of(project, person)):
        told = _("Who takes part, in numbers that give nobody away.")
        yield Pointer(_("Who takes part"), reverse("equality:surveys", args=[project.slug]), told)


@points("care", "equality", 60)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    yield Pointer(
        _("Questions about age, gender, disability and more"), reverse("equality:surveys", args=[project.slug])
    )


@waits
def surveys_to_close(project: Project, person: Any) -> Iterator[Waiting]:
    if not may_ask(person, project):
        return
    today = timezone.localdate()
    for row in Survey.objects.filter(project=project, closed_on=None, opened_on__isnull=False, closes_on__lt=today)[:5]:
        url = reverse("equality:survey", args=[project.slug, row.pk])
        yield Waiting(_("The last day for answers about who takes part is over: close it to see the tables"), url)


@asks("equality")
def questions_about_you(person: Any) -> Iterator[Waiting]:
    """A few questions, if they like. Gone once they answered or declined."""
    for ticket in waiting_for(person).filter(survey__closes_on__gte=timezone.localdate())[:5]:
        project = ticket.survey.project
        words = _("If you like: a few questions about you, in %(project)s") % {"project": project.title}
        yield Waiting(words, reverse("equality:answer", args=[project.slug, ticket.survey_id]))
