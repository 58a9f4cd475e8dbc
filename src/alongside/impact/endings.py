"""What impact tells when somebody leaves or a project ends: answers, changes, and what the promise still owes."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from alongside.impact.models import Change, Receipt
from alongside.impact.queries.clocks import lookbacks_due
from alongside.impact.queries.receipts import changes_of, owed_voices
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.projects.parts import how_many, told
from alongside.projects.rules import may_see
from alongside.trust.outcomes import Outcome, came_of, owes

MOST_LINES = 4


@came_of("1 answers")
def answers_to_them(project: Project, person: Any) -> Iterator[Outcome]:
    """Answers to this person's own words, on the page where only they read them."""
    if not isinstance(person, Person):
        return
    mine = Receipt.objects.filter(voice__project=project, voice__person=person, voice__taken_back_at=None)
    if count := how_many(mine):
        words = ngettext("%(count)s answer to what you said", "%(count)s answers to what you said", count)
        theirs = ngettext("%(count)s answer to what they said", "%(count)s answers to what they said", count)
        many = {"count": told(count)}
        yield Outcome(words % many, reverse("impact:receipts"), of_them=theirs % many)


@came_of("2 changes")
def what_is_different(project: Project, person: Any) -> Iterator[Outcome]:
    """What really became different, wanted or not; for those who may read it there, and hosts who write (None)."""
    rows = list(changes_of(project).exclude(kind=Change.Kind.NOTHING_YET)[:101])
    if rows and (person is None or may_see(person, project)):
        words = ngettext("%(count)s thing is different now", "%(count)s things are different now", len(rows))
        lines = tuple(row.words for row in rows[:MOST_LINES])
        yield Outcome(words % {"count": told(len(rows))}, reverse("impact:changes", args=[project.slug]), lines)


@owes("1 answers")
def voices_without_answer(project: Project) -> Iterator[Outcome]:
    if count := how_many(owed_voices(project)):
        words = ngettext("%(count)s voice has no answer yet", "%(count)s voices have no answer yet", count)
        yield Outcome(words % {"count": told(count)}, reverse("impact:clocks", args=[project.slug]))


@owes("2 looks back")
def decisions_to_look_back_at(project: Project) -> Iterator[Outcome]:
    if count := len(lookbacks_due(project, timezone.localdate())):
        words = ngettext("%(count)s decision to look back at", "%(count)s decisions to look back at", count)
        yield Outcome(words % {"count": told(count)}, reverse("impact:clocks", args=[project.slug]))
