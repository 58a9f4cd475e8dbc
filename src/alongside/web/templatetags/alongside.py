"""Template tags every page may use (built in: no load needed)."""

from math import cos, pi, sin
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.engines.clocks import Clock
from alongside.projects.models import Project
from alongside.projects.rules import may_host, may_see_waiting

register = template.Library()

TABS = [
    ("overview", "projects:project", gettext_lazy("Overview")),
    ("gatherings", "gatherings:list", gettext_lazy("Gatherings")),
    ("voices", "voices:list", gettext_lazy("Voices")),
    ("themes", "sensemaking:themes", gettext_lazy("Themes")),
    ("draft", "decisions:drafts", gettext_lazy("Draft")),
    ("decisions", "decisions:decisions", gettext_lazy("Decisions")),
    ("changes", "impact:changes", gettext_lazy("Changes")),
    ("people", "projects:people", gettext_lazy("People")),
    ("history", "projects:history", gettext_lazy("History")),
]
WAITING_TAB = ("waiting", "impact:waiting", gettext_lazy("What waits"))
DESK_TAB = ("desk", "projects:desk", gettext_lazy("Host's desk"))


@register.simple_tag
def late_url(name: str, *args: Any) -> str:
    """A URL of a room further up, by name; "" where there is none. Lower rooms never import upper ones."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _current(is_its_room: bool, is_this_page: bool) -> str:
    """aria-current of a tab: the page that is open, or a page below that tab. The overview has none below it."""
    if is_this_page:
        return "page"
    return "true" if is_its_room else ""


@register.simple_tag(takes_context=True)
def project_nav(context: dict[str, Any], project: Project, here: str = "") -> str:
    """The project's tabs, drawn above the main part by `below_project_nav`, so that one step leads past them all.

    `here` names the tab this page belongs to. A room that is not there is left out.
    """
    person, path = context["request"].user, context["request"].path
    own = [WAITING_TAB] if may_see_waiting(person, project) else []
    own += [DESK_TAB] if may_host(person, project) else []
    tabs = [
        {
            "url": url,
            "label": label,
            "current": _current(key == here != "overview", url == path),
            "first_own": bool(own) and key == own[0][0],
        }
        for key, name, label in TABS + own
        if (url := late_url(name, project.slug))
    ]
    context["request"].project_nav = render_to_string("web/parts/_project_nav.html", {"project": project, "tabs": tabs})
    return ""


@register.simple_block_tag(takes_context=True)
def below_project_nav(context: dict[str, Any], content: SafeString) -> SafeString:
    """The main part, below the tabs of its project where it asked for them with `project_nav`."""
    return format_html("{}{}", getattr(context.get("request"), "project_nav", ""), content)


def _dress_of(field: BoundField) -> str:
    """Bootstrap's class for this kind of input."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput | CheckboxSelectMultiple | RadioSelect):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.filter
def dressed(field: BoundField) -> SafeString:
    """The input with our classes added to those it has."""
    widget = field.field.widget  # a form's own copy, so its template may be changed
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        widget.template_name = "web/forms/choices.html"
    own = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{own} {_dress_of(field)}".strip()})


@register.filter
def is_tick(field: BoundField) -> bool:
    """One box to tick: its label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the first input of a field, for the error summary's link."""
    many = isinstance(field.field.widget, CheckboxSelectMultiple | RadioSelect)
    return f"{field.auto_id}_0" if many else field.id_for_label


@register.filter
def plain_number(number: int) -> str:
    """A number for a machine: no thousands separator."""
    return str(int(number))


@register.filter
def clock_arc(clock: Clock) -> str:
    """The path of the time that is used: an arc from twelve o'clock, clockwise, radius 19 around (22, 22)."""
    share = min(max(clock.share, 0.02), 0.999)
    angle = 2 * pi * share
    x, y = 22 + 19 * sin(angle), 22 - 19 * cos(angle)
    return f"M22 3A19 19 0 {int(share > 0.5)} 1 {x:.2f} {y:.2f}"


@register.filter
def as_time(days: int) -> str:
    """A number of days as people say it: "14 days", "12 weeks", "6 months", "1 year"."""
    months, years = round(days / 30.44), round(days / 365)
    if years and days % 365 == 0:
        return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    if months >= 3 and abs(days - months * 30.44) <= 2:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    if days >= 21 and days % 7 == 0:
        return ngettext("%(count)d week", "%(count)d weeks", days // 7) % {"count": days // 7}
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


@register.filter
def clock_words(clock: Clock) -> str:
    """What a clock says: "Due 3 March 2026, 12 days left", "Late by 5 days", "Done 3 days sooner…"."""
    days = clock.days
    if clock.state in {"running", "soon"}:
        left = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days} if days else _("due today")
        return _("Due %(day)s, %(left)s") % {"day": date_format(clock.due_on, "j F Y"), "left": left}
    if clock.state == "late":
        return ngettext("Late by %(days)d day", "Late by %(days)d days", days) % {"days": days}
    if clock.state == "met_late":
        words = ngettext("Done %(days)d day later than promised", "Done %(days)d days later than promised", days)
    elif not days:
        return _("Done on the promised day")
    else:
        words = ngettext("Done %(days)d day sooner than promised", "Done %(days)d days sooner than promised", days)
    return words % {"days": days}
