"""What impact tells of how young people are heard: what came of what people said, everybody's together."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.impact.models import Change
from alongside.impact.queries.receipts import answered_totals
from alongside.projects.models import Project
from alongside.projects.young import Fact, tells


@tells("influence", "1 answered")
def what_came_of_it(project: Project) -> Iterator[Fact]:
    totals, url = answered_totals(project), reverse("impact:clocks", args=[project.slug])
    if totals.voices:
        words = _("%(n)d of %(all)d voices in this project, from people of all ages, have had their answer.")
        yield Fact(words % {"n": totals.answered, "all": totals.voices}, totals.answered > 0, url)
    changes = Change.objects.filter(decision__project=project).exclude(kind=Change.Kind.NOTHING_YET).count()
    words = _("What has become different so far: %(n)d.") if changes else _("Nothing has become different yet.")
    yield Fact(words % {"n": changes}, changes > 0, reverse("impact:changes", args=[project.slug]))
