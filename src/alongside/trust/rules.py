"""Who may do what about trust. What buddies write is for the two and the hosts, not for whoever runs the network."""

from typing import Any

from alongside.projects.models import Project, Side
from alongside.projects.rules import is_host, is_member, may_host, may_take_part, membership_of
from alongside.trust.models import Expectation, Pair

may_write = may_take_part
may_set_look = may_host
may_open_pulse = may_host
may_answer = may_take_part
may_be_in_pairs = may_take_part
may_suggest_pairs = is_host & may_take_part
may_write_endings = may_host


def side_of(person: Any, project: Project) -> str:
    """The side this person is on now, "" if they are not in the project."""
    membership = membership_of(person, project)
    return membership.side if membership else ""


def other_side(side: str) -> str:
    return Side.STAFF.value if side == Side.COMMUNITY else Side.COMMUNITY.value


def may_reply(person: Any, line: Expectation) -> bool:
    """The other side answers, as long as the line stands."""
    is_theirs = side_of(person, line.project) == other_side(line.side)
    return bool(may_write(person, line.project)) and is_theirs and line.taken_back_at is None


def may_judge(person: Any, line: Expectation) -> bool:
    """At a look, the side that wrote a line says whether it was kept."""
    is_own = side_of(person, line.project) == line.side
    return bool(may_write(person, line.project)) and is_own and line.taken_back_at is None


def may_see_pair(person: Any, pair: Pair) -> bool:
    """The two, and those who host now."""
    if is_host(person, pair.project):
        return True
    return is_member(person, pair.project) and any(half.person_id == person.pk for half in pair.halves.all())
