"""What is held of people's words, for the ethics plan."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.projects.holdings import Holding, Risk, holds, watches
from alongside.projects.models import Project
from alongside.voices.models import Stance
from alongside.voices.queries import totals_of, waiting_to_be_read_back


@holds("3 voices")
def words(project: Project) -> Iterator[Holding]:
    totals = totals_of(project)
    standing = totals.voices - totals.taken_back
    kept = _("until the person takes them back")
    yield Holding(_("Voices: what people said, in their own words"), standing, special=True, until=kept)
    yield Holding(_("Empty marks where words were taken back"), totals.taken_back)
    stances = Stance.objects.filter(statement__voice__project=project)
    yield Holding(_("Answers to statements: agree, disagree, pass"), stances.count(), special=True, until=kept)


@watches("read back")
def read_back(project: Project) -> Iterator[Risk]:
    count = waiting_to_be_read_back(project)[:101].count()
    what = _("Somebody's words were typed in wrongly")
    url = reverse("voices:waiting_to_be_read_back", args=[project.slug])
    if count:
        told = _("%(n)s typed-in voices were not read back yet.") % {"n": f"{count}" if count <= 100 else "100+"}
        yield Risk(what, "look", told, url)
    else:
        yield Risk(what, "fine", _("Everything that hosts typed in was read back."), url)
