"""What is held in the rooms below, and the risks that can be read from it."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.keeping import round_is_late
from alongside.ethics.models import LIVE, Handling, Permission
from alongside.gatherings.models import Attendance, Gathering, Seat
from alongside.projects.holdings import Holding, Risk, holds, watches
from alongside.projects.models import Membership, Project, Role, RoleName, Side
from alongside.projects.queries import promise_of

SOON = timedelta(days=30)


@holds("1 people")
def people(project: Project) -> Iterator[Holding]:
    members = Membership.objects.filter(project=project)
    yield Holding(_("People: nickname, other names if they gave one, side, how they are shown"), members.count())
    emails = members.exclude(person__email="").count()
    yield Holding(_("Emails, of those who gave one"), emails, until=_("until the person takes it out"))


@holds("2 gatherings")
def gatherings(project: Project) -> Iterator[Holding]:
    yield Holding(_("Who came to a gathering"), Attendance.objects.filter(gathering__project=project).count())
    seats = Seat.objects.filter(room__gathering__project=project)
    yield Holding(_("Places in rooms: phones and sheets of paper, mostly nobody's"), seats.count())


@holds("4 permissions")
def permissions(project: Project) -> Iterator[Holding]:
    rows = Permission.objects.filter(project=project, is_second=False)  # with them one could tell who is young
    yield Holding(
        _("What people allow: each answer, with the words they were told"), rows.count(), until=_("as proof, always")
    )


@watches("handling")
def who_answers(project: Project) -> Iterator[Risk]:
    row, url = Handling.objects.filter(project=project).first(), reverse("ethics:edit_handling", args=[project.slug])
    what = _("Nobody knows who answers for what people give")
    if row is None or not (row.controller and row.contact):
        yield Risk(what, "wrong", _("It is not written down who answers, and how to reach them."), url)
    elif not row.basis:
        yield Risk(what, "look", _("The lawful basis is not written down."), url)
    else:
        yield Risk(what, "fine", _("It is written down, and everybody can read it."), url)


@watches("lead")
def somebody_to_tell(project: Project) -> Iterator[Risk]:
    leads = Role.objects.filter(membership__project=project, membership__left_at=None, name=RoleName.SAFEGUARDING)
    what, url = _("A worry about somebody's safety finds nobody"), reverse("projects:manage", args=[project.slug])
    if leads.exists():
        yield Risk(what, "fine", _("There is a safeguarding lead."), url)
    else:
        yield Risk(what, "wrong", _("The project has no safeguarding lead."), url)


@watches("permissions")
def running_out(project: Project) -> Iterator[Risk]:
    rows = Permission.objects.filter(project=project, until=None, state__in=LIVE, is_second=False)
    rows = rows.exclude(ends_on=None)
    today, url = timezone.localdate(), reverse("ethics:overview", args=[project.slug])
    what = _("Words go out that nobody allows any more")
    out, soon = rows.filter(ends_on__lt=today).count(), rows.filter(ends_on__range=(today, today + SOON)).count()
    if out:
        told = _("%(n)d answers have run out. What hangs on them is not shown any more. Ask again.") % {"n": out}
        yield Risk(what, "look", told, url)
    elif soon:
        yield Risk(what, "look", _("%(n)d answers run out within a month.") % {"n": soon}, url)
    else:
        yield Risk(what, "fine", _("Every page, draft, report and file asks first. That is built in."), url)


@watches("kept")
def kept_too_long(project: Project) -> Iterator[Risk]:
    late, url = round_is_late(timezone.localdate()), reverse("ethics:kept", args=[project.slug])
    what = _("Something is kept longer than we said")
    if late:
        told = _(
            "The daily round that ends old things did not go well. Tell those who look after this site's computer."
        )
        yield Risk(what, "wrong", told, url)
    elif late is None:
        told = _(
            "The daily round that ends old things has not run yet. It runs by itself. If you read this tomorrow too,"
            " tell those who look after this site's computer."
        )
        yield Risk(what, "look", told, url)
    else:
        yield Risk(what, "fine", _("All clocks run, and everybody can see them."), url)


@watches("sides")
def both_sides(project: Project) -> Iterator[Risk]:
    sides = set(Membership.objects.filter(project=project, left_at=None).values_list("side", flat=True))
    what, url = _("One side works alone"), reverse("projects:people", args=[project.slug])
    if set(Side.values) <= sides:
        yield Risk(what, "fine", _("Both sides are in the project."), url)
    else:
        yield Risk(what, "wrong", _("Only one side is in the project."), url)


@watches("promise")
def a_promise(project: Project) -> Iterator[Risk]:
    promise, url = promise_of(project), reverse("projects:promise", args=[project.slug])
    what = _("People hope for what is already decided")
    if promise.open and promise.fixed and promise.who_decides:
        yield Risk(what, "fine", _("What is open, what is fixed and who decides is promised in writing."), url)
    else:
        yield Risk(what, "look", _("The promise does not yet say what is open, what is fixed and who decides."), url)


@watches("gatherings")
def notes_given_back(project: Project) -> Iterator[Risk]:
    days = timedelta(days=promise_of(project).playback_days)
    late = Gathering.objects.filter(project=project, played_back_on=None, on__lt=timezone.localdate() - days).count()
    what, url = _("People never see what was written down"), reverse("gatherings:list", args=[project.slug])
    if late:
        yield Risk(what, "wrong", _("%(n)d gatherings wait too long for their notes.") % {"n": late}, url)
    else:
        yield Risk(what, "fine", _("Notes were given back in time."), url)
