"""What is held about communities, and the risk that some people are missing, for the ethics plan."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.communities.models import Connector, Hint
from alongside.communities.queries.mapped import on_the_map
from alongside.communities.rules import MANY_ENOUGH
from alongside.projects.holdings import Holding, Risk, holds, watches
from alongside.projects.models import Project


@holds("7 communities")
def communities(project: Project) -> Iterator[Holding]:
    opening = Connector.objects.filter(community__project=project, stopped_at=None).count()
    if opening:
        words, until = _("Who opens a community's door: name, how to reach them"), _("until they stop")
        yield Holding(words, opening if opening >= MANY_ENOUGH else None, sealed=True, until=until)
    hints = Hint.objects.filter(project=project).exclude(outcome=Hint.Outcome.TAKEN_BACK)
    yield Holding(_("What members said about who is missing"), hints.count(), until=_("until the person takes it back"))


@watches("communities")
def some_are_missing(project: Project) -> Iterator[Risk]:
    """Is it written down who should be here, and what is next for those who are not? It never says that all are."""
    what, url = _("Some people are missing"), reverse("communities:communities", args=[project.slug])
    rows = on_the_map(project)
    if not rows:
        yield Risk(what, "look", _("Nobody has written down yet who should be heard here."), url)
    elif any(one.is_next_late for one in rows):
        yield Risk(what, "look", _("What was to be done to reach them is late."), url)
    elif any(one.is_missing and not one.next_words for one in rows):
        yield Risk(what, "look", _("Some are missing, and nobody has written down what is next."), url)
    else:
        yield Risk(what, "fine", _("Who is missing is written down, with what was tried and what is next."), url)
