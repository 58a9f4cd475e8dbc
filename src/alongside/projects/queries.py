"""What can be asked about a project: its promise, its phases, and who is in it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from alongside.kit.codes import keyed_hash, plain_code
from alongside.kit.text import clean_line
from alongside.people.models import Naming
from alongside.projects.models import (
    CoreChoice,
    Invitation,
    Membership,
    Network,
    Phase,
    Project,
    Promise,
    Role,
    RoleName,
    Side,
)
from alongside.projects.rules import is_admin


def promises_of(project: Project) -> QuerySet[Promise]:
    """All versions of the promise, newest first."""
    return Promise.objects.filter(project=project).order_by("-number")


def promise_of(project: Project) -> Promise:
    """The promise in force: the newest version, or an unsaved one with the usual clocks (number 0) if none is made."""
    return promises_of(project).first() or Promise(project=project, number=0)


def promise_on(promises: Sequence[Promise], day: date) -> Promise | None:
    """Of `promises` (newest first) the one in force at the end of `day`; before the first was made, the first."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    in_force = [promise for promise in promises if promise.made_at <= end]
    return in_force[0] if in_force else (promises[-1] if promises else None)


def members_of(project: Project) -> QuerySet[Membership]:
    """Everyone who takes part now, with person and roles, oldest first."""
    rows = Membership.objects.filter(project=project, left_at__isnull=True).select_related("person")
    return rows.prefetch_related(Prefetch("roles", Role.objects.order_by("id"))).order_by("joined_at", "id")


def member_called(project: Project, handle: str) -> Membership | None:
    """Who takes part now under this handle, as it was sent: any text."""
    return members_of(project).filter(person__handle=clean_line(handle)[:24]).first()


def leads_alone(member: Membership) -> bool:
    """Whether this member leads on safeguarding, and nobody else in the project does."""
    leads = members_of(member.project).filter(roles__name=RoleName.SAFEGUARDING, person__is_active=True)
    return [row.pk for row in leads] == [member.pk]


def past_members_of(project: Project) -> QuerySet[Membership]:
    """Everyone who took part and left, or was taken out."""
    return Membership.objects.filter(project=project, left_at__isnull=False).select_related("person")


def side_counts(project: Project) -> dict[str, int]:
    """How many people take part now on each side: {"community": n, "staff": n}."""
    rows = Membership.objects.filter(project=project, left_at__isnull=True).order_by().values("side")
    counts = dict.fromkeys(Side.values, 0)
    counts.update({row["side"]: row["n"] for row in rows.annotate(n=Count("pk"))})
    return counts


def phases_of(project: Project) -> QuerySet[Phase]:
    return Phase.objects.filter(project=project)


def phase_now(project: Project, today: date) -> Phase | None:
    """The phase that `today` falls in (the last one that started, if they overlap); None between phases."""
    running = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return Phase.objects.filter(running, project=project).order_by("-starts_on", "-order").first()


def live_invitations(project: Project) -> QuerySet[Invitation]:
    """Invitations that can still be used; one that keeps quiet until its day, so that its use is not told by its going.

    They hold no token: only a hash of it was kept.
    """
    usable = Q(uses_left__gt=0) | Q(keeps_quiet=True)
    rows = Invitation.objects.filter(usable, project=project, ended_at__isnull=True, ends_at__gt=timezone.now())
    return rows.order_by("-made_at")


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation this token opens, if it is live and its project has not ended. Looking never uses it up."""
    code = plain_code(token)
    rows = Invitation.objects.filter(
        token_hash=keyed_hash("invitation", code),
        uses_left__gt=0,
        ended_at__isnull=True,
        ends_at__gt=timezone.now(),
        project__ended_on__isnull=True,
    )
    return rows.select_related("project").first()


def projects_seen_by(person: Any) -> QuerySet[Project]:
    """The projects this person (or a stranger) may know of, newest first."""
    if is_admin(person):
        return Project.objects.all()
    seen = Q(visibility=Project.Visibility.EVERYONE)
    if getattr(person, "is_authenticated", False):
        mine = Membership.objects.filter(person=person, left_at__isnull=True).values("project_id")
        seen |= Q(pk__in=mine)
    return Project.objects.filter(seen)


def network() -> Network:
    """This installation's name and contact; an unsaved one before it is set."""
    return Network.objects.order_by("pk").first() or Network(name="Alongside")


def named_members_of(project: Project, side: str = "") -> QuerySet[Membership]:
    """Those who take part and chose to be shown by a name. The others are counted, never listed."""
    unnamed = Q(naming__in=[Naming.ANONYMOUS, Naming.DO_NOT_QUOTE])
    unnamed |= Q(naming=Naming.PSEUDONYM, person__pseudonym="") | Q(naming=Naming.GROUP, person__group_name="")
    rows = members_of(project).exclude(unnamed)
    return rows.filter(side=side) if side in Side.values else rows


def core_choices_of(project: Project) -> list[tuple[str, CoreChoice | None]]:
    """All five core choices in their order, each with what was fixed, or None while it is open."""
    fixed = {choice.kind: choice for choice in CoreChoice.objects.filter(project=project)}
    return [(str(kind.label), fixed.get(kind.value)) for kind in CoreChoice.Kind]
