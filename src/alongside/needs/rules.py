"""Who may see and do what about access needs. The person first; a host only where it is shared with them."""

from datetime import date
from typing import Any

from alongside.gatherings.models import Gathering
from alongside.needs.models import Need, Share, ToDo
from alongside.projects.rules import is_host, is_member, may_host, may_take_part

MANY_ENOUGH = 5  # counts of fewer people would tell of one


def may_tell(person: Any, gathering: Gathering, today: date) -> bool:
    """Members say what they need until the gathering's day is over."""
    return bool(may_take_part(person, gathering.project)) and gathering.on >= today


def owns(person: Any, row: Need | Share) -> bool:
    return person is not None and person.pk is not None and row.person_id == person.pk


def may_read(person: Any, share: Share) -> bool:
    """A live share, by one who hosts now and whom the person chose. Looking after the network is not enough.

    Whose it is must still take part. `share` with its person, its gathering and that gathering's project.
    """
    project, chosen = share.gathering.project, share.with_host_id is None or share.with_host_id == person.pk
    is_live = share.ended_at is None and share.need_id is not None
    return bool(is_live and chosen and is_host(person, project) and is_member(share.person, project))


def may_read_to_do(person: Any, to_do: ToDo) -> bool:
    """Hosts read what is for everybody; what was made from a need, only those who may read the need."""
    if not may_host(person, to_do.gathering.project):
        return False
    return to_do.share is None or may_read(person, to_do.share)


def may_confirm_for(person: Any, share: Share) -> bool:
    """A host types in what the person said, never over what the person wrote themselves."""
    wrote_it = share.confirmed_at is not None and not share.told
    return may_read(person, share) and not wrote_it


def has_been(gathering: Gathering, today: date) -> bool:
    return gathering.on <= today
