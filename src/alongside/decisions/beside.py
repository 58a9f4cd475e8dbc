"""What stands beside one passage: what it rests on, its versions, what people say about it and propose."""

from typing import Any

from django.http import HttpRequest

from alongside.decisions import queries
from alongside.decisions.joining import joined_with, whole
from alongside.decisions.models import Amendment, DecisionSubject, Passage, PassageVersion
from alongside.decisions.saids import show_said
from alongside.decisions.shown import names_of, quotes_in, readable, text_html
from alongside.engines.words import word_diff
from alongside.kit.paging import page_of
from alongside.kit.text import ids_in
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme
from alongside.sensemaking.queries import with_counts
from alongside.voices.models import Output
from alongside.voices.queries import show

MOST = 200
VOICES_ON_A_PAGE, ON_A_PAGE = 10, 20


def passage_facts(passage: Passage, version: PassageVersion, request: HttpRequest, project: Project) -> dict[str, Any]:
    """The text of one version with what it rests on, all versions, and what was decided."""
    quotes = quotes_in([version.text], viewer=request.user, project=project)
    cited = version.citations.filter(voice__isnull=False).select_related("voice")
    page = page_of(cited, request, per=VOICES_ON_A_PAGE, newest_first=False)
    voices = show([row.voice for row in page.items], viewer=request.user, project=project, output=Output.DRAFT.value)
    themes = with_counts(Theme.objects.filter(citations__version=version)).order_by("title", "id")
    older = page_of(passage.versions.all(), request, per=ON_A_PAGE, key="versions")
    names = names_of(project, (row.by_id for row in older.items))
    decided = DecisionSubject.objects.filter(version__passage=passage).select_related("decision", "version")
    return {
        "html": text_html(version.text, quotes, project),
        "themes": list(themes),
        "page": page,
        "voices": voices,
        "versions": [(row, names.get(row.by_id or 0, "")) for row in older.items],
        "versions_page": older,
        "numbers": range(queries.newest_version(passage.pk).number, 0, -1),
        "decided": list(decided.order_by("-decision__decided_on", "-decision_id")[:MOST]),
        "compared": _compared(passage, request, project),
    }


def _compared(passage: Passage, request: HttpRequest, project: Project) -> dict[str, Any] | None:
    """Two versions side by side, word by word, if two are asked for."""
    wanted = ids_in([request.GET.get("from", ""), request.GET.get("to", "")])
    rows = list(passage.versions.filter(number__in=wanted).order_by("number"))
    if len(rows) < 2:
        return None
    pieces = word_diff(whole(rows[0].heading, rows[0].text), whole(rows[1].heading, rows[1].text))
    (spoken,) = readable([pieces], viewer=request.user, project=project)
    return {"old": rows[0], "new": rows[1], "pieces": spoken}


def passage_talk(passage: Passage, request: HttpRequest, project: Project) -> dict[str, Any]:
    """Comments and proposals, a page of each, newest first."""
    comments = page_of(passage.comments.all(), request, per=ON_A_PAGE, key="comments")
    proposals = page_of(passage.amendments.all(), request, per=ON_A_PAGE, key="proposals")
    said = show_said([*comments.items, *proposals.items], viewer=request.user, project=project)
    return {
        "comments": said[: len(comments.items)],
        "comments_page": comments,
        "proposals": said[len(comments.items) :],
        "proposals_page": proposals,
    }


def amendment_facts(amendment: Amendment, now: PassageVersion, project: Project, viewer: Any) -> dict[str, Any]:
    """A proposal beside the text it was made on, and beside today's where that has moved on."""
    (said,) = show_said([amendment], viewer=viewer, project=project)
    if not said.may_read:
        return {"said": said, "from_base": [], "from_now": [], "has_moved": False, "now": now, "name": said.name}
    passage, proposed = amendment.passage, whole(amendment.heading, amendment.text)
    base = passage.versions.filter(number=amendment.base_number).first()
    has_moved = now.number != amendment.base_number and not amendment.outcome
    names = names_of(project, [amendment.answered_by_id])
    from_base = word_diff(whole(base.heading, base.text), proposed) if base else []
    from_now = word_diff(whole(now.heading, now.text), proposed) if has_moved else []
    from_base, from_now = readable([from_base, from_now], viewer=viewer, project=project)
    return {
        "said": said,
        "from_base": from_base,
        "from_now": from_now,
        "has_moved": has_moved,
        "is_joined": has_moved
        and joined_with(passage, amendment.base_number, amendment.heading, amendment.text, now)[2],
        "now": now,
        "name": said.name,
        "answered_name": names.get(amendment.answered_by_id or 0, ""),
    }
