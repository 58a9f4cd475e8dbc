"""The ethics plan, with its data-protection assessment: it fills itself from what the project really does.

Nothing in it is typed twice: people, words, permissions, gatherings and risks are read when the plan is read. What only
people can know they add as risks of their own, and both sides look at it again.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.engines.clocks import Clock, read_clock
from alongside.ethics.keeping import choices_of, days_of
from alongside.ethics.models import NotedRisk, PlanReview
from alongside.ethics.queries import handling_of, kind_counts
from alongside.projects.holdings import Risk, holdings_of, risks_of
from alongside.projects.keeping import keepings
from alongside.projects.models import Project, Side
from alongside.projects.queries import promise_of

REVIEW_DAYS = 182  # each side looks at the plan every half year
MOST_OPEN_ROWS = 4


@dataclass(frozen=True)
class Table:
    """A table of plain text: its heads, and rows as wide as these."""

    heads: list[str]
    rows: list[list[str]]

    def headed(self) -> list[list[tuple[str, str]]]:
        """The rows, each cell with the head of its column: on a phone the two stand together."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]

    def is_long(self) -> bool:
        """So long that it is folded on the page."""
        return len(self.rows) > MOST_OPEN_ROWS


@dataclass(frozen=True)
class Part:
    """One part of the plan: lines of text, then a table where there is one."""

    title: str
    lines: list[str] = field(default_factory=list)
    table: Table | None = None


@dataclass(frozen=True)
class SideReview:
    """When one side last looked at the plan, and the clock until it does again."""

    side: str
    name: str
    last: PlanReview | None
    clock: Clock


@dataclass(frozen=True)
class Plan:
    title: str
    on: date
    parts: list[Part]
    risks: list[Risk]
    noted: list[NotedRisk]
    reviews: list[SideReview]


def reviews_of(project: Project, today: date) -> list[SideReview]:
    """Both sides. The first look is due half a year after the start."""
    rows = list(PlanReview.objects.filter(project=project).select_related("by"))
    told = []
    for side in Side.values:
        last = next((row for row in rows if row.side == side), None)
        clock = read_clock("review", last.on if last else project.starts_on, REVIEW_DAYS, today)
        told.append(SideReview(side, project.side_name(side), last, clock))
    return told


def plan_of(project: Project, today: date) -> Plan:
    """The plan as it stands today."""
    noted = list(NotedRisk.objects.filter(project=project, ended_at=None))
    risks = risks_of(project)
    reviews = reviews_of(project, today)
    parts = [
        _why(project),
        _who(project),
        _held(project),
        _allowed(project),
        _risk_part(risks, noted),
        _kept(project),
        _review_part(reviews),
    ]
    return Plan(_("Ethics plan: %(title)s") % {"title": project.title}, today, parts, risks, noted, reviews)


def _why(project: Project) -> Part:
    promise = promise_of(project)
    lines = [_("Our question: %(words)s") % {"words": project.question}]
    named = ((_("Open"), promise.open), (_("Negotiable"), promise.negotiable), (_("Fixed"), promise.fixed),
             (_("Who decides"), promise.who_decides))  # fmt: skip
    lines += [f"{label}: {words}" for label, words in named if words]
    return Part(_("What we do, and why"), lines)


def _who(project: Project) -> Part:
    row, none = handling_of(project), _("not written down yet")
    told = ((_("Who answers for it"), row.controller), (_("How to reach them"), row.contact),
            (_("Where to write"), row.address), (_("Why the law lets us (lawful basis)"), row.get_basis_display()),
            (_("Whose law applies"), row.jurisdiction), (_("Where it is kept"), row.stored),
            (_("Who else gets it"), row.recipients),
            (_("Whom people can complain to"), row.authority))  # fmt: skip
    return Part(_("Who answers for what people give"), [f"{label}: {words or none}" for label, words in told])


def _held(project: Project) -> Part:
    yes = _("yes")
    rows = [
        [one.what, _("told to nobody") if one.count is None else str(one.count), yes if one.special else "",
         yes if one.sealed else "", one.until or _("while the project is here")]
        for one in holdings_of(project)
    ]  # fmt: skip
    heads = [_("What"), _("How many"), _("More private by law (special category)"), _("Locked (sealed)"), _("How long")]
    return Part(_("What we hold"), [], Table(heads, rows))


def _allowed(project: Project) -> Part:
    rows = [[one.label, str(one.yes), str(one.no), str(one.open)] for one in kind_counts(project)]
    line = _("Words are shown only where their person said yes. The reason in law is another thing: it stands above.")
    return Part(_("What people allow"), [line], Table([_("What"), _("Yes"), _("No"), _("No answer yet")], rows))


def state_words(state: str) -> str:
    return {"fine": _("Fine"), "look": _("Look at it"), "wrong": _("Not right")}[state]


def _risk_part(risks: list[Risk], noted: list[NotedRisk]) -> Part:
    rows = [[one.what, state_words(one.state), one.told] for one in risks]
    rows += [[one.words, _("Noted by people"), one.done or _("Nothing is written yet.")] for one in noted]
    return Part(_("What could go wrong"), [], Table([_("What"), _("Now"), _("What is done")], rows))


def _kept(project: Project) -> Part:
    months = handling_of(project).keep_months
    choices = choices_of(project)
    rows = [
        [str(one.what), ngettext("%(n)d day", "%(n)d days", days) % {"n": days}, str(one.since), str(one.then)]
        for one in keepings()
        for days in [days_of(one, project, choices)]
    ]
    return Part(
        _("How long it is kept"),
        [
            _("A yes lasts %(n)d months. Then it allows nothing until the person says it again.") % {"n": months},
            _("Words taken back are removed from every place here, and again from a backup that is brought back."),
            _("The clocks run by themselves, once a day. Everybody can see what they did."),
        ],
        Table([_("What"), _("How long"), _("From when"), _("What happens then")], rows),
    )


def _review_part(reviews: list[SideReview]) -> Part:
    rows = []
    for one in reviews:
        last, due = one.last, date_format(one.clock.due_on, "j F Y")
        gone = _("Something should change. What they said was taken back.")
        verdict = (_("It is fine") if last.is_fine else last.words or gone) if last else ""
        rows.append([one.name, date_format(last.on, "j F Y") if last else _("not yet"), verdict, due])
    heads = [_("Side"), _("Last looked at"), _("What they said"), _("Look again by")]
    return Part(_("Who has looked at this"), [], Table(heads, rows))


def as_data(plan: Plan) -> dict[str, Any]:
    """Plain data, for the typesetter."""
    return {
        "title": plan.title,
        "on": date_format(plan.on, "j F Y"),
        "parts": [
            {
                "title": part.title,
                "lines": part.lines,
                "table": {"heads": part.table.heads, "rows": part.table.rows} if part.table else None,
            }
            for part in plan.parts
        ],
    }
