"""One permission as a record in the terms of ISO/IEC TS 27560:2023 (as W3C's DPV guide tells its fields).

Every field that the specification makes mandatory is there and filled: what a project has not written down reads
"not stated", so that a reader sees the gap.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from alongside.ethics.kinds import ABOUT
from alongside.ethics.models import Handling, Kind, Permission

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
        "processing": _processing(last, handling, origin),
        "party": _party(handling),
        "events": [_event(row) for row in rows],
    }


def _stated(text: str) -> str:
    return text or _("not stated")


def _processing(row: Permission, handling: Handling, origin: str) -> dict[str, Any]:
    about, notice = ABOUT[row.kind], row.notice
    return {
        "privacy_notice": {
            "words": notice.words if notice else _("kept before permissions were asked one by one"),
            "version": notice.number if notice else 0,
            "sha256": notice.sha256 if notice else "",
        },
        "language": notice.language if notice else "",
        "purpose": str(about.yes),
        "purpose_type": row.kind,
        "scope": {
            "project": row.project.title,
            "gathering": row.gathering.title if row.gathering else "",
            "output": row.output,
            "partner": row.partner,
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
        "authority_party": _stated(""),
    }


def _party(handling: Handling) -> list[dict[str, str]]:
    return [
        {
            "party_id": f"controller-{handling.project_id}",
            "name": _stated(handling.controller),
            "address": _stated(handling.address),
            "contact": _stated(handling.contact),
            "type": "controller",
        }
    ]


def _event(row: Permission) -> dict[str, Any]:
    return {
        "event_time": row.at.isoformat(),
        "validity_duration": row.ends_on.isoformat() if row.ends_on else "",
        "entity_id": row.person.handle,
        "event_type": _types(row),
        "event_state": row.state,
        "acting": row.acting,
    }


def _types(row: Permission) -> str:
    """Explicit where somebody answered the question itself; implied by an act where the page told what it means."""
    return "implicit" if row.how in {"saying", "import"} and row.kind != Kind.JOIN else "explicit"
