"""What care holds, and the risks it sees, for the ethics plan. How many worries were told is told to nobody."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.care.models import AgreementSeen, Concern
from alongside.care.queries import agreement_in_force
from alongside.projects.holdings import Holding, Risk, holds, watches
from alongside.projects.models import Project


@holds("6 care")
def care(project: Project) -> Iterator[Holding]:
    seen = AgreementSeen.objects.filter(agreement__project=project).count()
    yield Holding(_("Who said that they have read the agreement"), seen)
    if Concern.objects.filter(project=project).exists():
        until = _("until some months after it is closed")
        yield Holding(_("Worries told to the safeguarding lead"), None, sealed=True, special=True, until=until)


@watches("agreement")
def an_agreement(project: Project) -> Iterator[Risk]:
    what, url = _("The room is not safe for everybody"), reverse("care:agreement", args=[project.slug])
    if agreement_in_force(project, timezone.localdate()):
        yield Risk(what, "fine", _("The group has an agreement of its own."), url)
    else:
        yield Risk(what, "look", _("The group has not agreed yet on how to be together."), url)
