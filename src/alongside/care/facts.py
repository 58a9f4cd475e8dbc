"""What care tells of how young people are heard: whether the group has an agreement."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.care.queries import agreement_in_force
from alongside.projects.models import Project
from alongside.projects.young import Fact, tells


@tells("space", "2 agreement")
def an_agreement(project: Project) -> Iterator[Fact]:
    url = reverse("care:agreement", args=[project.slug])
    if agreement_in_force(project, timezone.localdate()):
        yield Fact(_("We have rules for how we are together. You can change them with us."), True, url)
    else:
        yield Fact(_("We have not agreed yet on how to be together."), False, url)
