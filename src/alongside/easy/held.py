"""What is held of how people read, and the risk that texts are too hard, for the ethics plan."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.easy.models import Form, Reading
from alongside.easy.queries import texts_of
from alongside.projects.holdings import Holding, Risk, holds, watches
from alongside.projects.models import Project

LEAST = 5


@holds("5 reading")
def reading(project: Project) -> Iterator[Holding]:
    members = Reading.objects.filter(person__memberships__project=project, person__memberships__left_at=None)
    count = members.count()
    if count:
        until = _("until the person removes it")
        yield Holding(_("How people like to read, and how news reaches them"), count if count >= LEAST else None,
                      special=True, until=until)  # fmt: skip
    yield Holding(_("Texts in easy words, films in sign language, translations"),
                  Form.objects.filter(project=project, ended_at=None).count())  # fmt: skip


@watches("easy words")
def easy_words(project: Project) -> Iterator[Risk]:
    """Looks at the first of each kind; a whole project is on the page it leads to."""
    what, url = _("People cannot read what is written here"), reverse("easy:words", args=[project.slug])
    stands = [one for _text, rows in texts_of(project, 40) for one in rows]
    without = sum(one.easy is None for one in stands)
    stale = any(form.is_stale for one in stands for form in one.forms)
    if stale:
        yield Risk(what, "look", _("Some easy words were made from a text that has changed since."), url)
    elif without:
        yield Risk(what, "look", _("Not every public text has an easy version."), url)
    else:
        yield Risk(what, "fine", _("Every public text has an easy version."), url)
