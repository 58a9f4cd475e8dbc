"""One permission as a record in the terms of ISO/IEC TS 27560:2023 (as W3C's DPV guide tells its fields).

Every field that the specification makes mandatory is there and filled: what a project has not written down reads
"not stated", so that a reader sees the gap. Each event tells which words the person was told then: their version,
language and hash. What ends without an answer (a yes whose day has passed, a question that is not asked any more) is an
event too.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ethics.kinds import ABOUT
from alongside.ethics.models import LIVE, Acting, Handling, How, Kind, Permission, State

SCHEMA = "ISO/IEC TS 27560:2023"


def record_of(states: Iterable[Permission], handling: Handling, *, origin: str) -> dict[str, Any]:
    """The record of one permission from its states, oldest first: at least one."""
    rows = list(states)
    first, last = rows[0], rows[-1]
    return {
        "header": {
            "schema_version": SCHEMA,
            "record_id": first.record,
            "pii_principal_id": first.person.handle,
        },
        "processing": _processing(rows, handling, origin),
        "party": _party(handling),
        "events": [*(_event(row) for row in rows), *_ended_by_itself(last)],
    }


def _stated(text: str) -> str:
    return text or _("not stated")


def _notice(rows: list[Permission]) -> dict[str, Any]:
    """The words that were told last in these states, with the language they were told in."""
    for row in reversed(rows):
        if row.notice:
            told = row.notice
            return {
                "words": told.words, "version": told.number, "sha256": told.sha256, "language": told.language,
            }  # fmt: skip
    brought = rows[-1].how == How.IMPORT
    words = _("nobody was asked: it came from elsewhere") if brought else _("kept before people were asked one by one")
    none = _stated("")
    return {"words": words, "version": none, "sha256": none, "language": none}


def _processing(rows: list[Permission], handling: Handling, origin: str) -> dict[str, Any]:
    row, notice = rows[-1], _notice(rows)
    about = ABOUT[row.kind]
    return {
        "privacy_notice": notice,
        "language": notice["language"],
        "purpose": str(about.yes),
        "purpose_type": row.kind,
        "scope": {
            "project": row.project.title,
            "gathering": row.gathering.title if row.gathering else "",
            "output": row.output,
            "partner": row.partner,
            "whose_answer": "parent" if row.is_second else "own",
        },
        "lawful_basis": _stated(handling.get_basis_display()),
        "pii_information": [{"pii_type": str(about.data), "special_pii_category": about.special}],
        "pii_controllers": [_stated(handling.controller)],
        "collection_method": row.get_how_display(),
        "processing_method": _("Kept and shown by this site, as the purpose says"),
        "storage_locations": [_stated(handling.stored)],
        "retention_period": _("%(n)d months, then we ask again") % {"n": handling.keep_months},
        "jurisdiction": _stated(handling.jurisdiction),
        "recipient_third_parties": [_stated(row.partner or handling.recipients)],
        "withdrawal_method": _("In My permissions; with the code on the paper receipt at %(url)s; or by telling a host")
        % {"url": f"{origin}/take-back/"},
        "privacy_rights": _("See, correct, take along, object, erase, complain to the authority"),
        "authority_party": _stated(handling.authority),
    }


def _party_id(project_id: int) -> str:
    return f"controller-{project_id}"


def _party(handling: Handling) -> list[dict[str, str]]:
    return [
        {
            "party_id": _party_id(handling.project_id),
            "name": _stated(handling.controller),
            "address": _stated(handling.address),
            "contact": _stated(handling.contact),
            "type": "controller",
        }
    ]


def _event(row: Permission) -> dict[str, Any]:
    told = _notice([row])
    return {
        "event_time": row.at.isoformat(),
        "validity_duration": _lasts(row),
        "valid_until": row.ends_on.isoformat() if row.ends_on else "",
        "entity_id": _who(row),
        "event_type": _type(row),
        "event_state": row.state,
        "acting": row.acting,
        "collection_method": row.get_how_display(),
        "privacy_notice": {name: told[name] for name in ("version", "sha256", "language")},
    }


def _lasts(row: Permission) -> str:
    """An ISO 8601 duration where a yes runs out; other states hold until the next one."""
    if row.ends_on is None:
        return _("until the next answer")
    return f"P{max((row.ends_on - timezone.localdate(row.at)).days, 0)}D"


def _who(row: Permission) -> str:
    """Whose act it was: the project asks; the person answers, or who may answer for them."""
    if row.state == State.REQUESTED:
        return _party_id(row.project_id)
    if row.acting == Acting.SELF:
        return row.person.handle
    return row.by.handle if row.by else str(row.acting)


def _type(row: Permission) -> str:
    """Explicit where somebody answered the question itself; implied by an act where the page told what it means."""
    return "implicit" if row.how in {How.SAYING, How.IMPORT} and row.kind != Kind.JOIN else "explicit"


def _ended_by_itself(last: Permission) -> list[dict[str, Any]]:
    """The end that nobody answered: the day of a yes has passed, or the project stopped asking."""
    if last.state in LIVE and last.ends_on is not None and last.ends_on < timezone.localdate(last.until):
        return [_end(last, State.EXPIRED, _midnight_after(last))]
    if last.until is not None and last.state in {*LIVE, State.REQUESTED}:
        return [_end(last, State.TERMINATED, last.until)]
    return []


def _midnight_after(row: Permission) -> datetime:
    assert row.ends_on is not None
    return timezone.make_aware(datetime.combine(row.ends_on + timedelta(days=1), time()))


def _end(row: Permission, state: State, at: datetime) -> dict[str, Any]:
    ended = {"event_time": at.isoformat(), "event_state": state.value, "entity_id": _party_id(row.project_id)}
    return {
        **_event(row), **ended, "validity_duration": _("until the next answer"), "valid_until": "",
        "event_type": "implicit",
    }  # fmt: skip
