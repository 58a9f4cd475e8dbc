"""The verbs about people in a project: join, leave, roles, sides, and invitations."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.codes import keyed_hash, new_code
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_step
from alongside.people.actions import give_card, make_person
from alongside.people.models import Naming, Person
from alongside.projects.models import Invitation, Membership, Project, Role, RoleName, Side
from alongside.projects.queries import invitation_by_token
from alongside.projects.rules import HOSTS, is_admin, may_host


def _forget(person: Person, project_id: int) -> None:
    """Roles are remembered on the person object for one request; after a change they are read anew."""
    person.__dict__.get("_memberships", {}).pop(project_id, None)


def must_host(by: Person | None, project: Project) -> None:
    """PermissionDenied for everyone but hosts. None is the command line: whoever holds the machine."""
    if by is not None and not may_host(by, project):
        raise PermissionDenied


def _known(side: str, roles: Iterable[str], naming: str = Naming.ANONYMOUS.value) -> list[str]:
    names = list(dict.fromkeys(roles))
    if side not in Side.values:
        raise ValueError(_("Choose a side."))
    if set(names) - set(RoleName.values):
        raise ValueError(_("There is no such role."))
    if naming not in Naming.values:
        raise ValueError(_("This is not a way to be shown."))
    return names


def join(
    project: Project,
    person: Person,
    *,
    by: Person | None,
    side: str = Side.COMMUNITY.value,
    roles: Iterable[str] = (),
    naming: str = Naming.ANONYMOUS.value,
    external_id: str = "",
) -> Membership:
    """What `add_member` does, for the verbs that have asked already: an invitation, a new project, an import."""
    names = _known(side, roles, naming)
    membership, is_new = Membership.objects.get_or_create(
        project=project, person=person, defaults={"side": side, "naming": naming, "external_id": external_id}
    )
    if not is_new:
        came_back = membership.left_at is not None
        membership.side, membership.left_at, membership.was_removed = side, None, False
        membership.naming = naming if naming != Naming.ANONYMOUS.value else membership.naming
        membership.external_id = external_id or membership.external_id
        membership.save()
        is_new = came_back
    if is_new:
        note_step("member.added", subject=membership, project_id=project.pk, actor=by, side=side)
    for name in names:
        _give(membership, name, by=by)
    _forget(person, project.pk)
    return membership


@transaction.atomic
def add_member(project: Project, person: Person, *, by: Person | None, **how: Any) -> Membership:
    """Bring a person in, or back in. Somebody already in it is moved to `side` and gets `roles` on top.

    `how`: side, roles, naming, external_id, as in `join`. Hosts only.
    """
    must_host(by, project)
    return join(project, person, by=by, **how)


@transaction.atomic
def give_role(membership: Membership, name: str, *, by: Person | None) -> Role:
    """Give a role to a member. Giving it twice changes nothing. Hosts only."""
    must_host(by, membership.project)
    _not_to_oneself(by, membership.person, [name])
    return _give(membership, name, by=by)


def _not_to_oneself(by: Person | None, person: Person, names: Iterable[str]) -> None:
    """The safeguarding lead reads what people told nobody else: nobody gives that role to themselves."""
    if by is not None and by.pk == person.pk and RoleName.SAFEGUARDING.value in set(names) and not is_admin(by):
        raise ValueError(_("Somebody else must make you the safeguarding lead."))


def _give(membership: Membership, name: str, *, by: Person | None) -> Role:
    _known(membership.side, [name])
    if membership.left_at is not None:
        raise ValueError(_("This person is not in the project any more."))
    role, is_new = Role.objects.get_or_create(membership=membership, name=name, defaults={"given_by": by})
    if is_new:
        note_step("role.given", subject=membership, project_id=membership.project_id, actor=by, role=name)
        _forget(membership.person, membership.project_id)
    return role


def _keep_a_host(membership: Membership, losing: set[str]) -> None:
    """Refuse to leave a project without a host. The project's row is locked, so two cannot leave at once."""
    Project.objects.select_for_update().get(pk=membership.project_id)
    held = set(Role.objects.filter(membership=membership, name__in=HOSTS).values_list("name", flat=True))
    if not held or held - losing:
        return
    others = Role.objects.filter(
        membership__project_id=membership.project_id, membership__left_at__isnull=True, name__in=HOSTS
    ).exclude(membership=membership)
    if not others.exists():
        raise ValueError(_("A project needs a host. Make somebody else a host first."))


@transaction.atomic
def take_role(membership: Membership, name: str, *, by: Person) -> None:
    """Take a role back. The last host keeps theirs (ValueError). Hosts only."""
    must_host(by, membership.project)
    _keep_a_host(membership, {name})
    if Role.objects.filter(membership=membership, name=name).delete()[0]:
        note_step("role.taken", subject=membership, project_id=membership.project_id, actor=by, role=name)
        _end_powers(membership)


def _end_powers(membership: Membership) -> None:
    """Invitations that carry roles end with the power of the host who made them."""
    _forget(membership.person, membership.project_id)
    if Role.objects.filter(membership=membership, name__in=HOSTS).exists():
        return
    made = Invitation.objects.filter(project_id=membership.project_id, made_by_id=membership.person_id)
    made.filter(ended_at__isnull=True).exclude(roles=[]).update(ended_at=timezone.now())


@transaction.atomic
def remove_member(membership: Membership, *, by: Person) -> None:
    """End a membership: by the person (they leave) or by a host. Roles go; what was said stays. Not the last host."""
    is_own = by.pk == membership.person_id
    if not is_own:
        must_host(by, membership.project)
    _keep_a_host(membership, HOSTS)
    live = Membership.objects.filter(pk=membership.pk, left_at__isnull=True)
    if live.update(left_at=timezone.now(), was_removed=not is_own):
        Role.objects.filter(membership=membership).delete()
        _end_powers(membership)
        verb = "member.left" if is_own else "member.removed"
        note_step(verb, subject=membership, project_id=membership.project_id, actor=by)
    _forget(by, membership.project_id)
    membership.refresh_from_db(fields=["left_at", "was_removed"])


@transaction.atomic
def move_member(membership: Membership, *, by: Person, side: str) -> None:
    """Move a member to the other side. Hosts only."""
    must_host(by, membership.project)
    _known(side, ())
    if Membership.objects.filter(pk=membership.pk).exclude(side=side).update(side=side):
        note_step("member.moved", subject=membership, project_id=membership.project_id, actor=by, side=side)
    membership.side = side
    _forget(membership.person, membership.project_id)


@transaction.atomic
def choose_naming(membership: Membership, *, by: Person, naming: str) -> None:
    """How a member is shown in this project. Only they choose it."""
    if by.pk != membership.person_id:
        raise PermissionDenied
    _known(membership.side, (), naming)
    if Membership.objects.filter(pk=membership.pk).exclude(naming=naming).update(naming=naming):
        note_step("member.named", subject=membership, project_id=membership.project_id, actor=by)
    membership.naming = naming
    _forget(by, membership.project_id)


@transaction.atomic
def invite(
    project: Project,
    *,
    by: Person,
    side: str,
    roles: Iterable[str] = (),
    for_whom: str = "",
    uses: int = 1,
    days: int = 30,
) -> str:
    """Make an invitation; answers its code, which is kept nowhere and cannot be shown again.

    One that gives a role works once only. Hosts only.
    """
    must_host(by, project)
    names = _known(side, roles)
    if names and uses != 1:
        raise ValueError(_("An invitation that gives a role works once."))
    return _make_invitation(project, by=by, side=side, roles=names, for_whom=for_whom, uses=uses, days=days)[1]


def make_quiet_invitation(
    project: Project, *, by: Person, for_whom: str, uses: int, days: int
) -> tuple[Invitation, str]:
    """What `invite` does, for a verb that asked already who may: to the community side, without a role.

    No step tells who uses it, for it would tell of the community whose door it is. Call it inside a transaction.
    """
    side = Side.COMMUNITY.value
    return _make_invitation(project, by=by, side=side, roles=[], for_whom=for_whom, uses=uses, days=days, quiet=True)


def _make_invitation(
    project: Project,
    *,
    by: Person,
    side: str,
    roles: list[str],
    for_whom: str,
    uses: int,
    days: int,
    quiet: bool = False,
) -> tuple[Invitation, str]:
    if not 1 <= uses <= 1000 or not 1 <= days <= 365:
        raise ValueError(_("Between 1 and 1000 people, and between 1 and 365 days."))
    if project.ended_on:
        raise ValueError(_("This project has ended. Open it again first."))
    token = new_code()
    invitation = Invitation.objects.create(
        project=project,
        token_hash=keyed_hash("invitation", token),
        side=side,
        roles=roles,
        for_whom=clean_line(for_whom)[:120],
        uses_left=uses,
        made_by=by,
        ends_at=timezone.now() + timedelta(days=days),
        keeps_quiet=quiet,
    )
    note_step("invitation.made", subject=invitation, project_id=project.pk, actor=by, side=side, roles=roles, uses=uses)
    return invitation, token


@transaction.atomic
def end_invitation(invitation: Invitation, *, by: Person) -> None:
    """From now on it opens nothing. Hosts only."""
    must_host(by, invitation.project)
    close_invitation(invitation, by=by)


def close_invitation(invitation: Invitation, *, by: Person | None) -> None:
    """What `end_invitation` does, for a verb that asked already who may. Call it inside a transaction."""
    if Invitation.objects.filter(pk=invitation.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        note_step("invitation.ended", subject=invitation, project_id=invitation.project_id, actor=by)


@transaction.atomic
def accept_invitation(token: str, person: Person) -> Membership:
    """Join with an invitation. One use is taken, by a conditional update, so that it never opens for one too many.

    Somebody who is already in the project uses none up, unless it gives them a role they lack.
    """
    invitation = invitation_by_token(token)
    if invitation is None:
        raise ValueError(_("This invitation does not work any more."))
    project = invitation.project
    _not_to_oneself(invitation.made_by, person, invitation.roles)
    member = Membership.objects.filter(project=project, person=person).prefetch_related("roles").first()
    if member and member.was_removed:
        raise ValueError(_("A host ended your place in this project. Ask a host to bring you back in."))
    if member and member.left_at is None and set(invitation.roles) <= {role.name for role in member.roles.all()}:
        return member
    live = Invitation.objects.filter(pk=invitation.pk, uses_left__gt=0, ended_at__isnull=True)
    if not live.filter(ends_at__gt=timezone.now()).update(uses_left=F("uses_left") - 1):
        raise ValueError(_("This invitation does not work any more."))
    side = member.side if member and member.left_at is None else invitation.side
    membership = join(project, person, by=person, side=side, roles=invitation.roles)
    if not invitation.keeps_quiet:
        note_step("invitation.used", subject=invitation, project_id=project.pk, actor=person)
    return membership


@transaction.atomic
def set_roles(membership: Membership, *, by: Person, side: str, roles: Iterable[str]) -> None:
    """Side and roles as a host set them on one page. Roles are given before others are taken back. Hosts only."""
    must_host(by, membership.project)
    wanted = set(_known(side, roles))
    held = set(Role.objects.filter(membership=membership).values_list("name", flat=True))
    _not_to_oneself(by, membership.person, wanted - held)
    move_member(membership, by=by, side=side)
    for name in sorted(wanted - held):
        _give(membership, name, by=by)
    for name in sorted(held - wanted):
        take_role(membership, name, by=by)


@transaction.atomic
def add_new_people(
    project: Project, nicknames: Iterable[str], *, by: Person, side: str = Side.COMMUNITY.value
) -> list[Membership]:
    """Make people known here by a nickname, and bring them in. Hosts only."""
    must_host(by, project)
    return [add_member(project, make_person(name, by=by), by=by, side=side) for name in nicknames]


@transaction.atomic
def join_as_new_person(token: str, nickname: str) -> tuple[Membership, str]:
    """Somebody without card or email: make the person, join with the invitation, and give a card.

    Answers the membership and the card's code, which cannot be shown again.
    """
    person = make_person(nickname)
    membership = accept_invitation(token, person)
    return membership, give_card(person, by=person)
