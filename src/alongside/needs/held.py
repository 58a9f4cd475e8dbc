"""What is held of people's needs, for the ethics plan: only as many as may be told without telling of anybody."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from alongside.needs.models import Answer, Share
from alongside.projects.holdings import Holding, holds
from alongside.projects.models import Project

LEAST = 5


@holds("5 needs")
def needs(project: Project) -> Iterator[Holding]:
    shared = Share.objects.filter(gathering__project=project).values("need__person").distinct().count()
    if shared:
        words, until = _("What people need, shared for gatherings"), _("until the person removes it")
        yield Holding(words, shared if shared >= LEAST else None, sealed=True, special=True, until=until)
    answers = Answer.objects.filter(gathering__project=project).count()
    if answers:
        yield Holding(_("Who answered what they need"), answers if answers >= LEAST else None)
