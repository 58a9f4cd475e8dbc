"""What a person is asked about what they allow, and where their pages are found."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ethics.keeping import round_is_late
from alongside.ethics.models import State, YoungRules
from alongside.ethics.plan import reviews_of
from alongside.ethics.queries import open_questions
from alongside.ethics.support import WARN, asked_about, open_papers, ran_out_for, to_settle, told_about
from alongside.ethics.young import open_not_so
from alongside.gatherings.models import Gathering
from alongside.projects.models import Membership, Project
from alongside.projects.parts import Part, Pointer, Waiting, asks, fills, how_many, points, told, waits
from alongside.projects.rules import may_host


@asks("permissions")
def what_do_you_allow(person: Any) -> Iterator[Waiting]:
    """Questions not answered yet, and yeses that run out within a month, by project; five projects at most."""
    counted: dict[int, list[int]] = {}
    for project, state in open_questions(person).values_list("project_id", "state").order_by("project_id")[:200]:
        counted.setdefault(project, [0, 0])[state != State.REQUESTED] += 1
    places = Membership.objects.filter(person=person, project__in=list(counted)[:5]).select_related("project")
    for place in places:
        asked, ending = counted[place.project_id]
        url = reverse("ethics:mine_in", args=[place.pk])
        if asked:
            words = ngettext(
                "“%(title)s” asks you to say yes or no to %(n)d thing",
                "“%(title)s” asks you to say yes or no to %(n)d things",
                asked,
            )
            yield Waiting(words % {"title": place.project.title, "n": asked}, url)
        if ending:
            words = _("Some of what you allow in “%(title)s” soon runs out: is it still so?")
            yield Waiting(words % {"title": place.project.title}, url)


@points("care", "permissions", 20)
def ways(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("See what people allow, and ask"), reverse("ethics:overview", args=here))
    yield Pointer(_("How we look after what people give us"), reverse("ethics:edit_handling", args=here))
    yield Pointer(_("Ethics plan"), reverse("ethics:plan", args=here))
    yield Pointer(_("Young people"), reverse("ethics:young_people", args=here))


@fills("me", "permissions")
def on_my_place(project: Project, person: Any) -> Part | None:
    place = Membership.objects.filter(project=project, person=person).first()
    return Part("ethics/parts/_me.html", {"place": place}) if place else None


@points("together", "permissions", 70)
def how_we_handle(project: Project, person: Any) -> Iterator[Pointer]:
    here = [project.slug]
    yield Pointer(_("How we look after what you give us"), reverse("ethics:handling", args=here))
    words = _("What could go wrong, and what we do about it.")
    yield Pointer(_("Ethics plan"), reverse("ethics:plan", args=here), words)
    if YoungRules.objects.filter(project=project, is_on=True).exists():
        words = _("Space, voice, audience, influence.")
        yield Pointer(_("How young people are heard here"), reverse("ethics:young_people", args=here), words)
    yield Pointer(_("How long we keep things"), reverse("ethics:kept", args=here), _("The clocks, and what they did."))


@fills("gathering", "permissions")
def at_the_door(project: Project, person: Any, gathering: Gathering) -> Part | None:
    """For hosts: who may be photographed."""
    context = {"project": project, "gathering": gathering}
    return Part("ethics/parts/_gathering.html", context) if may_host(person, project) else None


@waits
def look_at_the_plan(project: Project, person: Any) -> Iterator[Waiting]:
    """A host is told when a side has not looked at the ethics plan in time."""
    if not may_host(person, project):
        return
    for one in reviews_of(project, timezone.localdate()):
        if one.clock.state == "late":
            words = _("The ethics plan waits to be looked at by: %(side)s") % {"side": one.name}
            yield Waiting(words, reverse("ethics:plan", args=[project.slug]), late=True)


@asks("supporters")
def may_they_answer_for_you(person: Any) -> Iterator[Waiting]:
    """Whether somebody may answer for me; and that somebody does by law, which I can object to."""
    asked, by_law = list(asked_about(person)[:5]), list(told_about(person)[:5])
    rows = Membership.objects.filter(person=person, project__in=[row.project_id for row in [*asked, *by_law]])
    places = dict(rows.values_list("project_id", "pk")) if asked or by_law else {}
    for row in [*asked, *by_law]:
        if row.project_id not in places:
            continue
        words = (
            _("“%(title)s”: %(name)s may answer for you. Is that all right?")
            if row.is_by_law
            else _("“%(title)s”: may %(name)s answer for you?")
        )
        url = reverse("ethics:mine_in", args=[places[row.project_id]])
        yield Waiting(words % {"title": row.project.title, "name": row.supporter.nickname}, f"{url}#helpers")


@asks("supporters that ran out")
def you_do_not_answer_now(person: Any) -> Iterator[Waiting]:
    """Whoever answered for somebody hears, for a month, that their day has passed."""
    lately = timezone.localdate() - WARN
    for row in ran_out_for(person).filter(ends_on__gte=lately)[:5]:
        words = _("“%(title)s”: you may not answer for %(name)s any more. It ran out.")
        yield Waiting(words % {"title": row.project.title, "name": row.person.nickname}, reverse("ethics:mine"))


@waits
def who_answers_to_settle(project: Project, person: Any) -> Iterator[Waiting]:
    """Somebody objects to who answers for them, or a say in law is to be looked at again."""
    if not may_host(person, project):
        return
    rows = list(to_settle(project).values_list("paused_at", "ends_on")[:101])
    url, paused = reverse("ethics:supporters", args=[project.slug]), sum(at is not None for at, _day in rows)
    if paused:
        words = ngettext(
            "%(n)d person objects to who answers for them", "%(n)d people object to who answers for them", paused
        )
        yield Waiting(words % {"n": paused}, url, late=True)
    if len(rows) - paused:
        late = any(day and day < timezone.localdate() for at, day in rows if at is None)
        words = _("Who answers for somebody by law is to be looked at again")
        yield Waiting(words, url, late=late)


@waits
def paper_that_is_out(project: Project, person: Any) -> Iterator[Waiting]:
    count = how_many(open_papers(project)) if may_host(person, project) else 0
    if count:
        words = ngettext(
            "%(n)s paper has words that were taken back", "%(n)s papers have words that were taken back", count
        )
        yield Waiting(words % {"n": told(count)}, reverse("ethics:papers", args=[project.slug]))


@waits
def kept_too_long(project: Project, person: Any) -> Iterator[Waiting]:
    if may_host(person, project) and round_is_late(timezone.localdate()):
        words = _("Something may be kept longer than you said: the daily round did not go well")
        yield Waiting(words, reverse("ethics:kept", args=[project.slug]), late=True)


@waits
def not_so(project: Project, person: Any) -> Iterator[Waiting]:
    count = how_many(open_not_so(project)) if may_host(person, project) else 0
    if count:
        words = ngettext(
            "%(n)s time somebody says of how young people are heard: that is not so",
            "%(n)s times somebody says of how young people are heard: that is not so",
            count,
        )
        yield Waiting(words % {"n": told(count)}, reverse("ethics:young_people", args=[project.slug]))
