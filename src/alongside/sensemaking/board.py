"""What the board shows, and what a person asks of it. A constant number of queries, whatever the project holds."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, QueryDict
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.kit.paging import Page, page_of
from alongside.kit.text import clean_line, ids_in
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.sensemaking import actions, queries
from alongside.sensemaking.models import Placement, Theme
from alongside.voices.models import Voice
from alongside.voices.queries import ShownVoice, show, voices_of

FIRST_THEMES, MOST_THEMES, PER_COLUMN = 8, 12, 20


@dataclass(frozen=True)
class Card:
    """One voice in one column (`theme_id` 0: in no theme)."""

    voice: ShownVoice
    theme_id: int
    also: list[Theme]


@dataclass(frozen=True)
class Column:
    theme: Theme
    cards: list[Card]
    more_url: str
    off_url: str


@dataclass(frozen=True)
class Board:
    columns: list[Column]
    loose: list[Card]
    loose_page: Page
    loose_count: int
    themes: list[Theme]
    options: str
    found: list[tuple[Theme, str]] = field(default_factory=list)
    find: str = ""


def themes_on(project: Project, asked: QueryDict) -> list[Theme]:
    """The chosen live themes (`?theme=`), else the first few."""
    rows = queries.live_themes(project).order_by("order", "id")
    chosen = ids_in(asked.getlist("theme"))[:MOST_THEMES]
    return list(rows.filter(pk__in=chosen) if chosen else rows[:FIRST_THEMES])


def options(themes: list[Theme]) -> str:
    """The themes as choices of a select, written once for all the cards."""
    rows = ((theme.pk, Truncator(theme.title).chars(60)) for theme in themes)
    return format_html_join("", '<option value="{}">{}</option>', rows)


def _first_of_each(themes: list[Theme], later: list[int]) -> dict[int, list[Placement]]:
    """The newest placements of each theme, one more than is shown, in one query. `later` continues a single column."""
    rows = Placement.objects.filter(theme__in=themes, ended_at__isnull=True)
    if later and len(themes) == 1:
        rows = rows.filter(pk__lt=later[0])
    number = Window(RowNumber(), partition_by=[F("theme_id")], order_by=F("id").desc())
    found: dict[int, list[Placement]] = defaultdict(list)
    ids = rows.annotate(number=number).filter(number__lte=PER_COLUMN + 1).order_by("-id").values_list("pk", flat=True)
    for placement in Placement.objects.filter(pk__in=list(ids)).select_related("voice").order_by("-id"):
        found[placement.theme_id].append(placement)
    return found


def _cards(pairs: list[tuple[int, Voice]], *, viewer: Any, project: Project) -> list[Card]:
    shown = show([voice for _theme, voice in pairs], viewer=viewer, project=project)
    homes: dict[int, list[Theme]] = defaultdict(list)
    live = Placement.objects.filter(voice_id__in={voice.pk for _theme, voice in pairs}, ended_at__isnull=True)
    for placement in live.select_related("theme").order_by("theme_id"):
        homes[placement.voice_id].append(placement.theme)
    return [
        Card(one, theme_id, [theme for theme in homes[voice.pk] if theme.pk != theme_id])
        for (theme_id, voice), one in zip(pairs, shown, strict=True)
    ]


def with_query(asked: QueryDict, **changed: list[str]) -> str:
    """The board's address with some of its choices changed."""
    query = asked.copy()
    for name in ("later", *changed):
        query.pop(name, None)
    for name, values in changed.items():
        query.setlist(name, values)
    return f"?{query.urlencode()}"


def _column(theme: Theme, rows: list[Placement], cards: list[Card], asked: QueryDict, themes: list[Theme]) -> Column:
    more = ""
    if len(rows) > PER_COLUMN:
        more = f"?theme={theme.pk}&later={rows[PER_COLUMN - 1].pk}" if len(themes) == 1 else f"?theme={theme.pk}"
    others = [str(one.pk) for one in themes if one.pk != theme.pk]
    return Column(theme, cards, more, with_query(asked, theme=others) if others else "")


def read_board(project: Project, request: HttpRequest) -> Board:
    """Everything on the board for this reader and these choices."""
    asked = request.GET
    themes = themes_on(project, asked)
    rows = _first_of_each(themes, ids_in(asked.getlist("later")))
    loose_page = page_of(queries.loose_voices(project), request, per=PER_COLUMN)
    pairs = [(theme.pk, row.voice) for theme in themes for row in rows[theme.pk][:PER_COLUMN]]
    cards = _cards(pairs + [(0, voice) for voice in loose_page.items], viewer=request.user, project=project)
    by_column: dict[int, list[Card]] = defaultdict(list)
    for card in cards:
        by_column[card.theme_id].append(card)
    find = clean_line(asked.get("find", ""))[:100]
    return Board(
        columns=[_column(theme, rows[theme.pk], by_column[theme.pk], asked, themes) for theme in themes],
        loose=by_column[0],
        loose_page=loose_page,
        loose_count=queries.loose_voices(project).count(),
        themes=themes,
        options=options(themes),
        found=_found(project, find, themes, asked) if find else [],
        find=find,
    )


def _found(project: Project, find: str, themes: list[Theme], asked: QueryDict) -> list[tuple[Theme, str]]:
    here = [str(theme.pk) for theme in themes]
    rows = queries.live_themes(project).filter(title__icontains=find).order_by("order", "id")[:MOST_THEMES]
    return [(row, with_query(asked, theme=[str(row.pk), *here], find=[])) for row in rows]


def cards_of(project: Project, voice: Voice, viewer: Any) -> list[Card]:
    """One voice's cards, for every column it is in now."""
    ids = list(queries.themes_of(voice).order_by("id").values_list("pk", flat=True))
    return _cards([(pk, voice) for pk in ids or [0]], viewer=viewer, project=project)


def _own_theme(project: Project, pk: int) -> Theme:
    theme = Theme.objects.select_related("project").filter(project=project, pk=pk).first()
    if theme is None:
        raise Http404
    return theme


def _own_voices(project: Project, ids: list[int]) -> list[Voice]:
    voices = list(voices_of(project).filter(pk__in=ids))
    if len(voices) != len(set(ids)):
        raise Http404
    return voices


@dataclass(frozen=True)
class Wish:
    """What one press of a button, one drop or one key asks: `do` is "put:7:0", "move:7:3", "out:7:3", "many", "new"."""

    verb: str
    voice: int
    old: int
    into: int
    ticked: list[int]
    title: str

    @classmethod
    def read(cls, posted: QueryDict) -> "Wish":
        verb, *rest = posted.get("do", "").split(":")
        numbers = [*(pk for part in rest for pk in ids_in([part])), 0, 0]
        own = "" if verb in {"many", "new"} else f"-{numbers[0]}-{numbers[1]}"
        into = ids_in([posted.get("into", "") or posted.get(f"into{own}", "")])
        ticked = ids_in(posted.getlist("voices"))
        return cls(verb, numbers[0], numbers[1], into[0] if into else 0, ticked, posted.get("title", ""))


def _one(project: Project, wish: Wish, by: Person) -> str:
    voice = _own_voices(project, [wish.voice])[0]
    if wish.verb == "out":
        actions.take_out(voice, _own_theme(project, wish.old), by=by)
        return _("Taken out. It is still here: look in “Not in a theme yet” or its other themes.")
    if not wish.into:
        raise ValueError(_("Choose a theme to put it in."))
    new = _own_theme(project, wish.into)
    if wish.verb == "move" and wish.old:
        actions.move_voice(voice, _own_theme(project, wish.old), new, by=by)
    else:
        actions.place_voice(voice, new, by=by)
    return _("Put in “%(theme)s”.") % {"theme": new.title}


def _many(project: Project, wish: Wish, by: Person) -> str:
    voices = _own_voices(project, wish.ticked)
    if not voices:
        raise ValueError(_("Tick the voices first."))
    if wish.verb == "new" or (wish.title.strip() and not wish.into):  # Enter in the name presses the first button
        theme = actions.make_theme_of(project, voices, by=by, title=wish.title)
    elif not wish.into:
        raise ValueError(_("Choose a theme to put them in."))
    else:
        theme = _own_theme(project, wish.into)
        actions.place_voices(voices, theme, by=by)
    text = ngettext("%(count)s voice is in “%(theme)s”.", "%(count)s voices are in “%(theme)s”.", len(voices))
    return text % {"count": len(voices), "theme": theme.title}


def grant(project: Project, wish: Wish, *, by: Person) -> str:
    """Do what was asked, through the same actions as anywhere; answers what to say. Foreign ids: Http404."""
    if wish.verb in {"put", "move", "out"}:
        return _one(project, wish, by)
    if wish.verb in {"many", "new"}:
        return _many(project, wish, by)
    raise ValueError(_("Choose what to do."))
