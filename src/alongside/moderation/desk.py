"""What moderation puts on the project page, on the host's desk and in My space."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.moderation.queries.waiting import letters_waiting, to_agree, to_decide, told_waiting, unseen_by
from alongside.moderation.rules import may_look_after
from alongside.projects.models import Project
from alongside.projects.parts import Pointer, Waiting, asks, points, told, waits


@points("together", "words", 20)
def rules_for_words(project: Project, person: Any) -> Iterator[Pointer]:
    url = reverse("moderation:rules_for_words", args=[project.slug])
    yield Pointer(_("Rules for words"), url, _("What may be set aside, by whom, and how to appeal. Criticism may not."))


@points("words", "moderation", 80)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    yield Pointer(
        _("Words to look at, and what was set aside"), reverse("moderation:looked_after", args=[project.slug])
    )


@waits
def words_to_look_at(project: Project, person: Any) -> Iterator[Waiting]:
    """What was told about words, a second look, appeals to decide: each only for those who may do it."""
    if not may_look_after(person, project):
        return
    url = reverse("moderation:looked_after", args=[project.slug])
    rows = told_waiting(project)
    if rows:
        words = ngettext("%(n)s piece of words to look at", "%(n)s pieces of words to look at", len(rows))
        yield Waiting(words % {"n": told(len(rows))}, url, any(one.is_late for one in rows))
    seconds = to_agree(project, person)
    if seconds:
        words = ngettext(
            "%(n)s piece of words set aside needs your second look",
            "%(n)s pieces of words set aside need your second look",
            len(seconds),
        )
        yield Waiting(words % {"n": told(len(seconds))}, url)
    appeals = to_decide(project, person)
    if appeals:
        late = any(one.due_on < timezone.localdate() for one in appeals)
        words = ngettext("%(n)s appeal to decide", "%(n)s appeals to decide", len(appeals))
        yield Waiting(words % {"n": told(len(appeals))}, url, late)


@waits
def letters_about_words(project: Project, person: Any) -> Iterator[Waiting]:
    """Whom to write to: people who get no email, and have not read in My space what was done with their words."""
    rows = list(letters_waiting(project).exclude(person=person)[:101]) if may_look_after(person, project) else []
    if rows:
        words = ngettext("%(n)s letter about words to give", "%(n)s letters about words to give", len(rows))
        url = reverse("moderation:looked_after", args=[project.slug]) + "#letters"
        yield Waiting(words % {"n": told(len(rows))}, url)


@asks("words")
def about_my_words(person: Any) -> Iterator[Waiting]:
    """For the person: their words were set aside, an appeal was decided, what they told about was looked at."""
    asides, decided, answers = unseen_by(person)
    url = reverse("moderation:mine")
    if asides:
        words = ngettext(
            "%(n)d thing you said was set aside: read why, and what you can do",
            "%(n)d things you said were set aside: read why, and what you can do",
            asides,
        )
        yield Waiting(words % {"n": asides}, url)
    if decided:
        words = ngettext("%(n)d appeal of yours was decided", "%(n)d appeals of yours were decided", decided)
        yield Waiting(words % {"n": decided}, url)
    if answers:
        words = ngettext(
            "What you told the hosts about words was looked at",
            "%(n)d things you told the hosts about words were looked at",
            answers,
        )
        yield Waiting(words % {"n": answers}, url)
