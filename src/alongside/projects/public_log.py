"""The public log as people may see it: whose steps are told, and what is handed out as a file."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from alongside.engines.merkle import Frontier, leaf_hash
from alongside.ledger.log import canonical, content_of
from alongside.ledger.models import Checkpoint, LogLeaf, Step
from alongside.ledger.signing import origin, public_key
from alongside.projects.history import in_plain_words, is_private
from alongside.projects.models import Project
from alongside.projects.queries import projects_seen_by

FORMAT = "alongside-log-1"


def is_told(step: Step) -> bool:
    """Steps that are only the hosts' and the person's business are in the log as commitments alone."""
    return step.project_id is not None and not is_private(step)


def opening_of(leaf: LogLeaf) -> dict[str, Any] | None:
    """Salt and content, for who may see the project. None: only the commitment is kept, or may be told."""
    if leaf.salt is None or not is_told(leaf.step):
        return None
    return {"salt": bytes(leaf.salt).hex(), "content": content_of(leaf.step)}


def canonical_text(content: dict[str, Any]) -> str:
    """The very characters that were committed to."""
    return canonical(content).decode()


def seen_projects(person: Any, leaves: list[LogLeaf]) -> dict[int, Project]:
    """Those projects of these leaves that the person may see, by id. One query."""
    wanted = {leaf.step.project_id for leaf in leaves if leaf.step.project_id}
    return {row.pk: row for row in projects_seen_by(person).filter(pk__in=wanted)}


def sentences(leaves: list[LogLeaf], projects: dict[int, Project]) -> dict[int, str]:
    """What happened, in words, by position; only of steps that may be told. Two queries for each project."""
    told: dict[int, str] = {}
    for pk, project in projects.items():
        mine = [leaf for leaf in leaves if leaf.step.project_id == pk and is_told(leaf.step)]
        happened = in_plain_words(project, [leaf.step for leaf in mine])
        told |= {leaf.position: one.words for leaf, one in zip(mine, happened, strict=True)}
    return told


def lines_of(size: int) -> Iterator[str]:
    """The log up to a checkpoint as JSON lines: a head, each entry with the root so far, each checkpoint in its place.

    Openings of steps that everybody may read are in it.
    """
    public = set(Project.objects.filter(visibility=Project.Visibility.EVERYONE).values_list("pk", flat=True))
    key = base64.b64encode(public_key()).decode()
    yield _line({"format": FORMAT, "origin": origin(), "key": key, "size": size})
    notes = dict(Checkpoint.objects.filter(size__lte=size).values_list("size", "note"))
    tree = Frontier()
    rows = LogLeaf.objects.filter(position__lt=size).select_related("step").order_by("position")
    for leaf in rows.iterator(chunk_size=2000):
        tree.add(leaf_hash(bytes(leaf.commitment)))
        opening = opening_of(leaf) if leaf.step.project_id in public else None
        entry = {"entry": leaf.position, "commitment": bytes(leaf.commitment).hex(), "root": tree.root().hex()}
        yield _line(entry | ({"opening": opening} if opening else {}))
        if tree.size in notes:
            yield _line({"checkpoint": tree.size, "note": notes[tree.size]})


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
