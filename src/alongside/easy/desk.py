"""What waits for hosts: easy words, films and translations whose text has changed. What My space asks, once."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.easy.models import Form, Reading
from alongside.easy.queries import live_forms, out_of_date
from alongside.easy.rules import may_write_forms
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.projects.parts import Pointer, Waiting, asks, points, told, waits


@waits
def texts_that_changed(project: Project, person: Any) -> Iterator[Waiting]:
    if not may_write_forms(person, project):
        return
    stale = out_of_date(project)
    if stale:
        words = ngettext(
            "%(count)s text has changed since its easy words, film or translation was made",
            "%(count)s easy words, films or translations are of a text that has changed since",
            len(stale),
        )
        yield Waiting(words % {"count": told(len(stale))}, reverse("easy:words", args=[project.slug]) + "?show=changed")


@points("frame", "easy", 45)
def easy_words(project: Project, person: Any) -> Iterator[Pointer]:
    yield Pointer(_("Easy words, pictures, films and languages"), reverse("easy:words", args=[project.slug]))


@points("together", "easy", 5)
def in_easy_words(project: Project, person: Any) -> Iterator[Pointer]:
    """For everybody, where there is something: the whole project in easy words, to read or to print."""
    if live_forms(project).filter(what=Form.What.EASY).exists():
        yield Pointer(_("This project in easy words, to read or to print"), reverse("easy:print", args=[project.slug]))


@asks("reading")
def how_do_you_like_to_read(person: Any) -> Iterator[Waiting]:
    """Asked once: who chose anything, or said "as it is", is not asked again."""
    if isinstance(person, Person) and not Reading.objects.filter(person=person).exists():
        yield Waiting(_("How do you like to read? Large letters, easy words, paper"), reverse("easy:mine"))
