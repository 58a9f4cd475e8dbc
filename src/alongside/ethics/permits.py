"""The one answer to "may this go out?". No always wins, and nothing said is no.

All rows that apply must say yes, and at least one of the person's own must: a no for the project, the gathering or the
output keeps words inside, whatever else was allowed. Where a parent is asked as well, both must say yes. Nothing here
reads the database; `queries.permits_of` makes it, in one query.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from alongside.ethics.kinds import NEEDED
from alongside.ethics.models import LIVE, Kind


class StateRow(Protocol):
    """What is asked of a row: any `Permission`."""

    project_id: int
    person_id: int
    kind: str
    gathering_id: int | None
    output: str
    state: str
    ends_on: date | None
    is_second: bool


def is_live(row: StateRow, today: date) -> bool:
    return row.state in LIVE and (row.ends_on is None or row.ends_on >= today)


@dataclass(frozen=True)
class Permits:
    """What people allow now, read once for a page."""

    rows: dict[tuple[int, int, str], list[StateRow]] = field(default_factory=dict)
    today: date = date.min

    def allows(self, kind: str, project_id: int, person_id: int, gathering_id: int | None, output: str = "") -> bool:
        """Whether this is allowed now, for this gathering and output."""
        found = self.rows.get((project_id, person_id, kind), ())
        apply = [row for row in found if row.gathering_id in {None, gathering_id} and (row.output in {"", output})]
        own = [row for row in apply if row.state != "requested" and not row.is_second]
        seconds = [row for row in apply if row.is_second]  # a parent is asked too: no answer yet is no yes
        return bool(own) and all(is_live(row, self.today) for row in [*own, *seconds])

    def answer_at(self, kind: str, project_id: int, person_id: int, gathering_id: int) -> str:
        """At one gathering, wherever it is shown: "yes", "no" (one no is enough), or "unknown" without an answer."""
        found = self.rows.get((project_id, person_id, kind), ())
        apply = [row for row in found if row.gathering_id in {None, gathering_id}]
        answered = [row for row in apply if row.state != "requested" or row.is_second]
        if all(row.is_second for row in answered):
            return "unknown"
        return "yes" if all(is_live(row, self.today) for row in answered) else "no"

    def is_refused(self, kind: str, project_id: int, person_id: int) -> bool:
        """Whether the person answered, and it is not a standing yes. Never asked is not refused."""
        found = [row for row in self.rows.get((project_id, person_id, kind), ()) if row.state != "requested"]
        return any(not is_live(row, self.today) for row in found)

    def words_may_go_out(self, output: str, project_id: int, person_id: int | None, gathering_id: int | None) -> bool:
        """Whether a person's words may be read by others in this output. Words of nobody known need nobody's yes."""
        if person_id is None:
            return True
        needed = NEEDED.get(output, ())
        asked = (self.allows(kind, project_id, person_id, gathering_id, output) for kind in needed)
        return bool(needed) and all(asked)

    def name_may_stand(self, project_id: int, person_id: int, gathering_id: int | None, output: str) -> bool:
        return self.allows(Kind.NAME.value, project_id, person_id, gathering_id, output)


def permits_from(rows: Iterable[StateRow], today: date) -> Permits:
    """Sort the rows that are so now (`until` null) by whom and what they are about."""
    sorted_rows: dict[tuple[int, int, str], list[StateRow]] = {}
    for row in rows:
        sorted_rows.setdefault((row.project_id, row.person_id, row.kind), []).append(row)
    return Permits(sorted_rows, today)
