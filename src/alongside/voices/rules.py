"""Who may do what with a voice, and how its person is named. Pure: no reads beyond what they are given."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from alongside.people.models import Naming
from alongside.projects.models import Membership, Project, Side
from alongside.projects.rules import may_host, may_take_part
from alongside.voices.models import Voice

RETYPE_WITHIN = timedelta(hours=1)
# What a host may set for a person who asks: more private, never less.
QUIET_NAMINGS = frozenset({Naming.ANONYMOUS.value, Naming.DO_NOT_QUOTE.value})


def naming_for(voice: Voice, membership: Membership | None, output: str) -> str:
    """The naming in force: the output's own, else the voice's, else the project's, else no name.

    Reads `voice.output_namings.all()`: prefetch it for lists.
    """
    own = next((row.naming for row in voice.output_namings.all() if row.output == output), "")
    return own or voice.naming or (membership.naming if membership else "") or Naming.ANONYMOUS.value


def is_withheld(naming: str) -> bool:
    """The person asked that these words are not quoted here."""
    return naming == Naming.DO_NOT_QUOTE


def words_stay_inside(voice: Voice, membership: Membership | None, output: str) -> bool:
    """Others do not read these words here: the person asked so, or no host has looked at them yet."""
    return voice.is_held or is_withheld(naming_for(voice, membership, output))


def unnamed(side: str) -> str:
    """What stands where a person has no name."""
    return {
        Side.COMMUNITY.value: _("A community member"),
        Side.STAFF.value: _("A member of staff"),
    }.get(side, _("Someone"))


def name_for(voice: Voice, membership: Membership | None, output: str) -> str:
    """The name to print beside the words; never empty. Taken-back voices are nobody's."""
    if voice.taken_back_at is not None:
        return unnamed("")
    side = membership.side if membership else ""
    if voice.person is None:
        return unnamed(side)
    return voice.person.named(naming_for(voice, membership, output)) or unnamed(side)


def is_speaker(person: Any, voice: Voice) -> bool:
    return voice.person_id is not None and voice.person_id == getattr(person, "pk", None)


def may_record(by: Any, person: Any, project: Project) -> bool:
    """Members speak for themselves while the project is open; hosts also type in what others said."""
    if person is not None and person == by and may_take_part(by, project):
        return True
    return bool(may_host(by, project))


def may_take_back(by: Any, voice: Voice) -> bool:
    """The person, always; a host when the person asked."""
    return is_speaker(by, voice) or bool(may_host(by, voice.project))


def may_name(by: Any, voice: Voice, namings: list[str]) -> bool:
    """The person freely; a host only towards more quiet ("no name", "do not quote me")."""
    if is_speaker(by, voice):
        return True
    return bool(may_host(by, voice.project)) and bool(namings) and set(namings) <= QUIET_NAMINGS


def may_retype(by: Any, voice: Voice, now: datetime) -> bool:
    """A correction before the read-back is typing, not editing: by the same host, within the hour."""
    return bool(
        voice.read_back_at is None
        and voice.taken_back_at is None
        and voice.typed_by_id is not None
        and voice.typed_by_id == by.pk
        and now - voice.kept_at <= RETYPE_WITHIN
        and may_host(by, voice.project)
    )
