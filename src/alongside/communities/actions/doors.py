"""Ways in for a community: letters, posters, strips and cards; and the words on them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.communities.actions.mapping import locked, words_of
from alongside.communities.actions.own_words import must_be_own_words
from alongside.communities.models import Community, Connector, Door, Paper, PaperWords
from alongside.communities.queries.doors import open_doors
from alongside.communities.rules import connecting, may_open_door
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import close_invitation, make_quiet_invitation
from alongside.projects.rules import may_host

MOST_DOORS, MOST_USES = 30, 200


def _must_open(by: Person, community: Community) -> None:
    if not may_open_door(by, community):
        raise PermissionDenied


def _through(community: Community, by: Person, connector: Connector | None) -> Connector | None:
    """Through whom it comes: a connector's own always through them; a host names one who said yes, or nobody."""
    if not may_host(by, community.project):
        return connecting(by, community)
    if connector is None:
        return None
    now = Connector.objects.filter(pk=connector.pk, community=community).first()
    if now is None or not now.opens:
        raise ValueError(_("Choose somebody who opens this door now."))
    return now


@transaction.atomic
def open_door(
    community: Community, *, by: Person, paper: str, uses: int, days: int, connector: Connector | None = None
) -> tuple[Door, str]:
    """A way in on paper, and its code, which is kept nowhere. It remembers the community and through whom it came.

    Made by hosts, and by a connector who said yes. Nobody is told who uses it.
    """
    row = locked(community)
    _must_open(by, row)
    through = _through(row, by, connector)
    if paper not in Paper.values:
        raise ValueError(_("Choose one of the list."))
    if not 1 <= uses <= MOST_USES:
        raise ValueError(_("Between 1 and 200 people."))
    if open_doors(row).count() >= MOST_DOORS:
        raise ValueError(_("Thirty ways in are open already. Close one that nobody uses."))
    invitation, code = make_quiet_invitation(row.project, by=by, for_whom=row.name, uses=uses, days=days)
    door = Door.objects.create(invitation=invitation, community=row, connector=through, paper=paper, uses=uses)
    note_step("community.opened", subject=row, project_id=row.project_id, actor=None)
    return door, code


@transaction.atomic
def close_door(door: Door, *, by: Person) -> None:
    """It opens nothing any more: by a host, or by the connector through whom it came."""
    community = door.community
    own = connecting(by, community)
    if not (may_host(by, community.project) or (own is not None and door.connector_id == own.pk)):
        raise PermissionDenied
    close_invitation(door.invitation, by=by)


@transaction.atomic
def write_paper_words(community: Community, *, by: Person, **words: Any) -> PaperWords:
    """What letters and posters for this community say: heading, words, gets, access, offline."""
    row = locked(community)
    _must_open(by, row)
    if may_host(by, row.project):  # a connector never read what members told
        must_be_own_words(words, row.hints.all())
    heading = clean_line(words.get("heading", ""))[:160]
    if not heading:
        raise ValueError(_("Write a heading."))
    fields: dict[str, Any] = {
        "heading": heading,
        "words": words_of(words.get("words", ""), _("Say what it is about.")),
        **{name: words_of(words.get(name, "")) for name in ("gets", "access", "offline")},
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    kept, _is_new = PaperWords.objects.update_or_create(community=row, defaults=fields)
    note_step("community.worded", subject=row, project_id=row.project_id, actor=None)
    return kept
