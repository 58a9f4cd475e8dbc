"""Who may do what about words. Nobody judges their own words, or their own judgement."""

from typing import Any

from alongside.moderation.models import SetAside
from alongside.projects.models import Membership, Project, Side
from alongside.projects.rules import HOSTS, is_admin, may_host, may_see

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


Hosts = list[tuple[int, str]]  # (person, side) of those who host a project now


def hosts_of(project: Project | int) -> Hosts:
    """Read once for a list of things to look at."""
    rows = Membership.objects.filter(project=project, left_at=None, roles__name__in=HOSTS)
    return list(rows.values_list("person_id", "side").distinct())


def _may_judge(person: Any, aside: SetAside, without: set[int | None], hosts: Hosts | None) -> bool:
    """A host of the other side than whose host set the words aside; where there is none, an admin of the network."""
    if getattr(person, "pk", None) is None or person.pk in without:
        return False
    hosts = hosts_of(aside.project_id) if hosts is None else hosts
    judges = {one for one, side in hosts if side == other_side(aside.side)} - without
    return person.pk in judges if judges else bool(is_admin(person))


def may_agree(person: Any, aside: SetAside, hosts: Hosts | None = None) -> bool:
    """The second pair of eyes. `hosts`: of this project, where they were read already."""
    is_open = aside.is_standing and aside.needs_second and aside.second_at is None
    return is_open and _may_judge(person, aside, {aside.by_id, aside.person_id}, hosts)


def may_decide_appeal(person: Any, aside: SetAside, hosts: Hosts | None = None) -> bool:
    """Somebody who had no part in it, and did not write the appeal down. `hosts`: of this project, if read already."""
    appeal = getattr(aside, "appeal", None)
    wrote = {appeal.typed_by_id} if appeal is not None else set()
    return _may_judge(person, aside, {aside.by_id, aside.second_by_id, aside.person_id} | wrote, hosts)


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
