"""Who may do what in a project. Predicates over (person, project), composed so that they read aloud."""

from typing import Any

from rules.predicates import predicate

from alongside.people.rules import may_give_card
from alongside.projects.models import Membership, Project, Role, RoleName, Side

HOSTS = {RoleName.HOST.value, RoleName.CO_HOST.value}


def membership_of(person: Any, project: Project) -> Membership | None:
    """The person's live membership, read once per person object and project."""
    if not getattr(person, "is_authenticated", False):
        return None
    cache: dict[int, Membership | None] = person.__dict__.setdefault("_memberships", {})
    if project.pk not in cache:
        cache[project.pk] = (
            Membership.objects.filter(project=project, person=person, left_at__isnull=True)
            .prefetch_related("roles")
            .first()
        )
    return cache[project.pk]


def roles_of(person: Any, project: Project) -> frozenset[str]:
    membership = membership_of(person, project)
    return frozenset(role.name for role in membership.roles.all()) if membership else frozenset()


@predicate
def is_admin(person: Any, project: Project | None = None) -> bool:
    return bool(getattr(person, "is_active", False) and getattr(person, "is_superuser", False))


@predicate
def is_public(person: Any, project: Project) -> bool:
    return project.visibility == Project.Visibility.EVERYONE


@predicate
def is_member(person: Any, project: Project) -> bool:
    return membership_of(person, project) is not None


@predicate
def is_host(person: Any, project: Project) -> bool:
    return bool(HOSTS & roles_of(person, project))


@predicate
def is_decision_maker(person: Any, project: Project) -> bool:
    return RoleName.DECISION_MAKER.value in roles_of(person, project)


@predicate
def is_community(person: Any, project: Project) -> bool:
    membership = membership_of(person, project)
    return membership is not None and membership.side == Side.COMMUNITY


@predicate
def is_open(person: Any, project: Project) -> bool:
    """The project has not ended: people can still add to it."""
    return project.ended_on is None


may_see = is_public | is_member | is_admin
may_host = is_host | is_admin
may_take_part = is_member & is_open
may_decide = is_decision_maker | is_admin
may_see_waiting = is_decision_maker | is_host | is_admin


@predicate
def may_start_project(person: Any) -> bool:
    """Hosts of any project, and admins. Others are made hosts by an invitation."""
    if is_admin(person):
        return True
    return bool(
        getattr(person, "is_authenticated", False)
        and Membership.objects.filter(person=person, left_at__isnull=True, roles__name__in=HOSTS).exists()
    )


def may_print_card(by: Any, membership: Membership) -> bool:
    """A host may print a new card for a member who has only a card: no email, no role, no place elsewhere.

    Anybody else's card would be a way into more than this host looks after; they make their own in My space.
    """
    person = membership.person
    if membership.left_at is not None or not may_give_card(by, person):
        return False
    elsewhere = Membership.objects.filter(person=person, left_at__isnull=True).exclude(pk=membership.pk)
    return not elsewhere.exists() and not Role.objects.filter(membership=membership).exists()
