"""What people say in a draft's margin, as a viewer may read it. Pages show these and never the rows' own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alongside.decisions.models import Amendment, Comment
from alongside.decisions.shown import names_of
from alongside.moderation.models import What
from alongside.moderation.queries import Marker, markers_of
from alongside.projects.models import Project
from alongside.projects.rules import may_host


@dataclass(frozen=True)
class Said:
    """A comment or a proposal with its author's name as they chose it ("" when they are not named).

    `words`: the comment, or why the proposal was made; empty where this viewer does not read them.
    """

    row: Any
    name: str
    is_mine: bool
    words: str
    may_read: bool
    aside: Marker | None = None  # set aside by the hosts

    @property
    def reply(self) -> str:
        """The answer to a proposal: it often says again what was proposed."""
        return self.row.reply if self.may_read else ""


def show_said(rows: Sequence[Comment | Amendment], *, viewer: Any, project: Project) -> list[Said]:
    """Comments and proposals as `viewer` reads them, in three queries. Author and hosts read what was set aside."""
    names = names_of(project, (row.by_id for row in rows))
    comments = markers_of(What.COMMENT, [row.pk for row in rows if isinstance(row, Comment)])
    proposals = markers_of(What.PROPOSAL, [row.pk for row in rows if isinstance(row, Amendment)])
    sees_all, me = bool(may_host(viewer, project)), getattr(viewer, "pk", None)

    def said(row: Comment | Amendment) -> Said:
        marker = (comments if isinstance(row, Comment) else proposals).get(row.pk)
        is_mine = me is not None and row.by_id == me
        may_read = marker is None or is_mine or sees_all
        words = row.words if isinstance(row, Comment) else row.why
        return Said(row, names.get(row.by_id or 0, ""), is_mine, words if may_read else "", may_read, marker)

    return [said(row) for row in rows]
