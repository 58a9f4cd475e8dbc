"""What the hosts set aside, in an archive: the place of the words is kept, with the rule and the reason."""

from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

from alongside.decisions.models import Amendment, Comment
from alongside.engines.tables import escape_cell
from alongside.exchange.tables import FILE_OF
from alongside.moderation.models import SetAside, What
from alongside.projects.models import Project
from alongside.voices.models import Voice

FILE = "data/set_asides.csv"
ABOUT = "Words that are set aside by the hosts now: they are empty in their own file. Not read when it is brought in"
COLUMNS = {
    "file": ("text", "the file that holds the words"),
    "row": ("number", "their id in that file"),
    "rule": ("text", "the rule for words they break, as the hosts see it"),
    "reason": ("text", "why, as the person was told"),
    "at": ("time", "when"),
}
MODEL_OF: dict[str, Any] = {What.VOICE.value: Voice, What.COMMENT.value: Comment, What.PROPOSAL.value: Amendment}
WHAT = {model: what for what, model in MODEL_OF.items()}
# What people say, and in which columns.
WORDS_OF: dict[Any, tuple[str, ...]] = {
    Voice: ("words",),
    Comment: ("words",),
    Amendment: ("heading", "text", "why", "reply"),
}
Local = Callable[[Any, int | None], str]


def described() -> dict[str, Any]:
    """The part of schema.json about it."""
    columns = [{"name": name, "type": kind, "meaning": meaning} for name, (kind, meaning) in COLUMNS.items()]
    return {"about": ABOUT, "columns": [{"name": "id", "type": "number", "meaning": "1, 2, 3 …"}, *columns]}


def cells(project: Project, local: Local) -> Iterator[list[str]]:
    """Each as a row. `local` tells the archive's id of a row."""
    for one in SetAside.objects.standing().filter(project=project).order_by("pk"):
        model, at = MODEL_OF[one.what], one.at.astimezone(UTC).isoformat()
        place = local(model, one.subject_id)
        yield [FILE_OF[model], place, escape_cell(one.rule), escape_cell(one.reason), at]
