"""Who may do what with a voice, and how its person is named. Pure: no reads beyond what they are given."""

from collections.abc import Container
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from alongside.ethics.permits import Permits
from alongside.kit.codes import keyed_hash
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


def words_stay_inside(
    voice: Voice, membership: Membership | None, output: str, permits: Permits, aside: Container[int]
) -> bool:
    """Others do not read these words here: not allowed, asked so, set aside, or no host looked at them yet.

    `permits`: what the person allows now (`ethics.queries.permits_of`). Without a standing yes, words stay inside.
    `aside`: ids of voices that are set aside now (`moderation.queries.markers_of`).
    """
    if voice.is_held or voice.pk in aside or is_withheld(naming_for(voice, membership, output)):
        return True
    return not permits.words_may_go_out(output, voice.project_id, voice.person_id, voice.gathering_id)


def unnamed(side: str) -> str:
    """What stands where a person has no name."""
    return {
        Side.COMMUNITY.value: _("A community member"),
        Side.STAFF.value: _("A member of staff"),
    }.get(side, _("Someone"))


def name_for(voice: Voice, membership: Membership | None, output: str, permits: Permits) -> str:
    """The name to print beside the words; never empty. Taken-back voices are nobody's.

    No name stands where the person does not allow it, whatever name they once chose.
    """
    if voice.taken_back_at is not None:
        return unnamed("")
    side = membership.side if membership else ""
    if voice.person is None:
        return unnamed(side)
    if not permits.name_may_stand(voice.project_id, voice.person.pk, voice.gathering_id, output):
        return unnamed(side)
    return voice.person.named(naming_for(voice, membership, output)) or unnamed(side)


def mark_of(voice: Voice) -> str:
    """What only this voice has, without its words: ids are given anew after an old backup was brought back."""
    return keyed_hash("erased", f"voice:{voice.pk}:{voice.kept_at.isoformat()}")


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
