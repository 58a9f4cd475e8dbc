"""Who may do what about words. Nobody judges their own words, or their own judgement."""

from functools import cached_property
from typing import Any

from alongside.moderation.models import SetAside
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Side
from alongside.projects.rules import HOSTS, may_host, may_see

may_report = may_see
may_write_rules = may_host
may_look_after = may_host


def side_of_host(person: Any, project: Project) -> str:
    """The side of a host; "" for an admin who is none here."""
    rows = Membership.objects.filter(project=project, person=person, left_at=None, roles__name__in=HOSTS)
    return rows.values_list("side", flat=True).first() or ""


def other_side(side: str) -> str:
    return Side.STAFF.value if side == Side.COMMUNITY.value else Side.COMMUNITY.value


def needs_second(side: str, *, is_about_hosts: bool) -> bool:
    """Two pairs of eyes: whenever staff (or an admin) set words aside, and always where the words are about a host."""
    return is_about_hosts or side != Side.COMMUNITY.value


def may_weigh(person: Any, project: Project, writer_id: int | None) -> bool:
    """Hosts look at what was told about words, but not about their own."""
    return bool(may_host(person, project)) and (writer_id is None or writer_id != person.pk)


class Judges:
    """Who could judge in a project, read once for a list of things to look at."""

    def __init__(self, project: Project | int) -> None:
        rows = Membership.objects.filter(project=project, left_at=None, roles__name__in=HOSTS)
        self.hosts: list[tuple[int, str]] = list(rows.values_list("person_id", "side").distinct())

    @cached_property
    def admins(self) -> set[int]:
        return set(Person.objects.filter(is_active=True, is_superuser=True).values_list("pk", flat=True))

    def across(self, side: str, without: set[int | None]) -> set[int]:
        """Hosts of the other side than this; where there is none, admins. Never who had a part in it."""
        return ({one for one, own in self.hosts if own == other_side(side)} - without) or (self.admins - without)

    def anybody(self, side: str, without: set[int | None]) -> set[int]:
        """The same; where there is none, a host of this side: an appeal is heard wherever anybody is left."""
        return self.across(side, without) or ({one for one, _own in self.hosts} - without)


def may_agree(person: Any, aside: SetAside, judges: Judges | None = None) -> bool:
    """The second pair of eyes: never of the same side, else the words come back in time. `judges`: if read already."""
    is_open = aside.is_standing and aside.needs_second and aside.second_at is None
    if not is_open or getattr(person, "pk", None) is None:
        return False
    judges = judges or Judges(aside.project_id)
    return person.pk in judges.across(aside.side, {aside.by_id, aside.person_id})


def may_decide_appeal(person: Any, aside: SetAside, judges: Judges | None = None) -> bool:
    """Somebody who had no part in it, and did not write the appeal down. `judges`: of this project, if read already."""
    appeal = getattr(aside, "appeal", None)
    wrote = {appeal.typed_by_id} if appeal is not None else set()
    if getattr(person, "pk", None) is None:
        return False
    judges = judges or Judges(aside.project_id)
    return person.pk in judges.anybody(aside.side, {aside.by_id, aside.second_by_id, aside.person_id} | wrote)


def may_let_back(person: Any, aside: SetAside) -> bool:
    """Hosts may always let words come back, but not their own."""
    return aside.is_standing and may_weigh(person, aside.project, aside.person_id)


def owns(person: Any, aside: SetAside) -> bool:
    return getattr(person, "pk", None) is not None and aside.person_id == person.pk


def had_part(person: Any, aside: SetAside) -> bool:
    """Set the words aside, or agreed to it."""
    return getattr(person, "pk", None) in {aside.by_id, aside.second_by_id}


def may_appeal(person: Any, aside: SetAside) -> bool:
    """The person themselves; a host writes down what the person (or whoever's words nobody knows) said to them.

    There is one appeal: who had a part in setting somebody's words aside does not write it for them.
    """
    if owns(person, aside):
        return True
    if aside.person_id is not None and had_part(person, aside):
        return False
    return may_weigh(person, aside.project, aside.person_id)
