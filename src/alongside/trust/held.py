"""What trust holds, and the risks it sees, for the ethics plan. Of the answers to a pulse nothing is held."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.projects.holdings import Holding, Risk, holds, watches
from alongside.projects.models import Project
from alongside.trust.models import BuddyNote, Expectation, Farewell, Half, Tally
from alongside.trust.queries.endings import owed_in
from alongside.trust.queries.expectations import clock_of, look_of

LEAST = 5  # of fewer people it is not told how many


def _told(count: int) -> int | None:
    return count if count >= LEAST or not count else None


@holds("8 trust")
def trust(project: Project) -> Iterator[Holding]:
    lines = Expectation.objects.filter(project=project, taken_back_at=None).count()
    yield Holding(_("Lines on what each side expects"), lines, until=_("until somebody takes their line back"))
    if Tally.objects.filter(pulse__project=project).exists():
        until = _("until the pulse is closed")
        yield Holding(_("Answers about trust, counted and tied to nobody"), None, until=until)
    words = BuddyNote.objects.filter(project=project, ended_at=None).count()
    words += Half.objects.filter(project=project, is_live=True).count()
    yield Holding(
        _("What buddies wrote for each other"), _told(words), sealed=True, until=_("until one of them ends it")
    )
    answered = Farewell.objects.filter(project=project, answered_at__isnull=False).count()
    yield Holding(_("What people who left would like next"), _told(answered))


@watches("trust 1 looks")
def both_sides_look(project: Project) -> Iterator[Risk]:
    what, url = _("One side expects what the other cannot give"), reverse("trust:expectations", args=[project.slug])
    look = look_of(project)
    if look is None:
        yield Risk(what, "look", _("Nobody has written yet what each side expects."), url)
    elif clock_of(look, timezone.localdate()).state == "late":
        yield Risk(what, "wrong", _("The day to look again is over, and both sides have not looked."), url)
    else:
        yield Risk(what, "fine", _("It is written down, and there is a day to look again."), url)


@watches("trust 2 endings")
def nobody_just_vanishes(project: Project) -> Iterator[Risk]:
    what, url = _("People leave and hear nothing more"), reverse("trust:endings", args=[project.slug])
    late = sum(1 for rows in owed_in(project, timezone.localdate()).values() for one in rows if one.is_late)
    if late:
        yield Risk(what, "wrong", _("Some who left or came once were not thanked within two weeks."), url)
    else:
        yield Risk(what, "fine", _("All who left or came once were thanked and told, or will be soon."), url)
