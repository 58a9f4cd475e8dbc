"""What trust puts on the pages of the project, of gatherings and of members, on the desk and in My space."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.gatherings.models import Gathering
from alongside.projects.models import Project, Side
from alongside.projects.parts import Part, Pointer, Waiting, asks, fills, points, told, waits
from alongside.projects.rules import is_host, is_member, may_host
from alongside.trust.outcomes import what_is_owed
from alongside.trust.queries.buddies import pairs_with, suggested_to, without_buddy
from alongside.trust.queries.endings import farewells_for, owed_in, thanked_in, unanswered_for
from alongside.trust.queries.expectations import clock_of, lines_of, look_of, sides_looked
from alongside.trust.queries.pulse import due_again, may_open_in, newest_pulse, pulses_of, told_of, waiting_for


@fills("project", "trust")
def how_it_ended(project: Project, person: Any) -> Part | None:
    """When it is over: who was thanked and told, and what the promise still owes."""
    if project.ended_on is None:
        return None
    context = {"project": project, "thanked": thanked_in(project), "owes": what_is_owed(project)}
    return Part("trust/parts/_project.html", context)


@points("together", "trust 1 expectations", 20)
def what_we_expect(project: Project, person: Any) -> Iterator[Pointer]:
    """How many lines there are, and when both sides look again."""
    lines, look = lines_of(project).count(), look_of(project)
    told = ngettext("%(n)d line.", "%(n)d lines.", lines) % {"n": lines} if lines else _("Nobody has written yet.")
    if look and not project.ended_on:
        is_late = look.due_on < timezone.localdate()
        again = _("We should have looked again on %(day)s.") if is_late else _("We look again on %(day)s.")
        told = f"{told} {again % {'day': date_format(look.due_on, 'j F Y')}}"
    yield Pointer(_("What we expect of each other"), reverse("trust:expectations", args=[project.slug]), told)


@points("together", "trust 2 pulse", 30)
def trust_over_time(project: Project, person: Any) -> Iterator[Pointer]:
    """When people were asked last, and how many things there are to talk about."""
    last = pulses_of(project).filter(closed_on__isnull=False).first()
    told = _("Nobody has been asked yet.")
    if last and last.closed_on:
        gaps = sum(1 for one in told_of(last, project) if one.gap)
        told = _("Asked until %(day)s.") % {"day": date_format(last.closed_on, "j F Y")}
        if gaps:
            more = ngettext("%(n)d thing to talk about.", "%(n)d things to talk about.", gaps)
            told = f"{told} {more % {'n': gaps}}"
    yield Pointer(_("Trust over time"), reverse("trust:trust", args=[project.slug]), told)


@points("together", "trust 3 buddies", 40)
def somebody_beside_you(project: Project, person: Any) -> Iterator[Pointer]:
    if is_member(person, project) and not project.ended_on:
        url = reverse("trust:buddies", args=[project.slug])
        yield Pointer(_("New here?"), url, _("Somebody can meet you at the door and sit beside you."))


@points("care", "trust", 20)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("What we expect of each other"), reverse("trust:expectations", args=here))
    yield Pointer(_("Trust over time: ask, type in, close"), reverse("trust:trust", args=here))
    if is_member(person, project):
        yield Pointer(_("Buddies for newcomers"), reverse("trust:buddies", args=here))
    yield Pointer(_("Honest endings: who left, who came once"), reverse("trust:endings", args=here))


@fills("me", "trust")
def my_place(project: Project, person: Any) -> Part:
    pairs, was_told = pairs_with(person, project), farewells_for(person).filter(project=project).exists()
    return Part("trust/parts/_me.html", {"project": project, "pairs": pairs, "was_told": was_told})


@fills("gathering", "trust")
def on_a_gathering(project: Project, person: Any, gathering: Gathering) -> Part | None:
    """For members, before it begins: who goes beside them, or how to find somebody."""
    if not is_member(person, project) or gathering.on < timezone.localdate() or project.ended_on:
        return None
    return Part("trust/parts/_gathering.html", {"project": project, "pairs": pairs_with(person, project)})


@waits
def look_to_do(project: Project, person: Any) -> Iterator[Waiting]:
    """Two weeks before the day, and from then on: which side has not looked."""
    look = look_of(project) if may_host(person, project) else None
    if look is None or (clock := clock_of(look, timezone.localdate())).state == "running":
        return
    looked, url = sides_looked(look), reverse("trust:expectations", args=[project.slug])
    for side in Side:
        if side.value not in looked:
            words = _("Look again at what we expect of each other: %(side)s")
            yield Waiting(words % {"side": project.side_name(side.value)}, url, clock.state == "late")


@waits
def pulse_to_open_or_close(project: Project, person: Any) -> Iterator[Waiting]:
    if not may_open_in(project, person):
        return
    today, url = timezone.localdate(), reverse("trust:trust", args=[project.slug])
    last = newest_pulse(project)
    if last and last.is_open and last.closes_on < today:
        yield Waiting(_("The last day of the trust pulse is over: close it to see what may be told"), url)
    is_due, days = due_again(project, last, today)
    if is_due:
        yield Waiting(_("Ask the four questions about trust again"), url, late=days > 30)


@waits
def newcomers_without_buddy(project: Project, person: Any) -> Iterator[Waiting]:
    """Hosts of the project only: others do not read what people ask."""
    count = without_buddy(project).count() if is_host(person, project) else 0
    if count:
        words = ngettext("%(count)s person asked for a buddy", "%(count)s people asked for a buddy", count)
        yield Waiting(words % {"count": told(count)}, reverse("trust:buddies", args=[project.slug]))


@waits
def people_to_thank(project: Project, person: Any) -> Iterator[Waiting]:
    """Who left, or came once: late after two weeks."""
    if not may_host(person, project):
        return
    owed = owed_in(project, timezone.localdate())
    url = reverse("trust:endings", args=[project.slug])
    sentences = {
        "left": ngettext(
            "%(count)s person left and was not thanked yet",
            "%(count)s people left and were not thanked yet",
            len(owed["left"]),
        ),
        "once": ngettext(
            "%(count)s person came once and not again: thank them",
            "%(count)s people came once and not again: thank them",
            len(owed["once"]),
        ),
    }
    for about, words in sentences.items():
        if owed[about]:
            is_late = any(one.is_late for one in owed[about])
            yield Waiting(words % {"count": told(len(owed[about]))}, url, is_late)


@asks("trust")
def what_we_ask(person: Any) -> Iterator[Waiting]:
    """An open pulse, a buddy to say yes to, and an ending to read."""
    for ticket in waiting_for(person).filter(pulse__closes_on__gte=timezone.localdate())[:5]:
        project = ticket.pulse.project
        words = _("If you like: four questions about trust, in %(project)s") % {"project": project.title}
        yield Waiting(words, reverse("trust:answer", args=[project.slug]))
    for half in suggested_to(person)[:5]:
        if half.part == half.Part.NEWCOMER:
            words = _("Somebody could go beside you in %(project)s: do you want it?")
        else:
            words = _("Would you go beside a newcomer in %(project)s?")
        url = reverse("trust:pair", args=[half.project.slug, half.pair_id])
        yield Waiting(words % {"project": half.project.title}, url)
    for row in unanswered_for(person)[:5]:
        words = _("Thank you: what came of %(project)s, and what is next") % {"project": row.project.title}
        yield Waiting(words, reverse("trust:farewell", args=[row.pk]))
