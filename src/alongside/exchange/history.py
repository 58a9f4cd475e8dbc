"""The history of a project in an archive: the ledger's steps that anyone may read, with keys of the archive."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

from django.db import models
from django.db.models import Case, QuerySet, When
from django.db.models.functions import TruncDay

from alongside.decisions.models import Decision, PassageVersion
from alongside.engines.tables import escape_cell, unescape_cell
from alongside.exchange.actions import in_batches
from alongside.exchange.staging import NEW, Stage
from alongside.exchange.tables import FILE_OF, TABLES
from alongside.gatherings.models import Gathering
from alongside.ledger.models import Step
from alongside.people.models import Person
from alongside.projects.history import public_steps
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme
from alongside.voices.models import Voice

FILE = "data/steps.csv"
ABOUT = "History: what happened, day by day. Steps about names, cards and ways in are left out"
COLUMNS = {
    "verb": ("text", "what happened, for example voice.placed"),
    "file": ("text", "the file that holds what it happened to; “project” is the project itself, empty is nothing here"),
    "row": ("number", "its id in that file; empty: it is not there any more"),
    "actor": ("id:people", "who did it, where the row itself tells it; else empty"),
    "at": ("time", "when; only the day, at midnight, for steps of which no row tells who did it"),
    "facts": ("text", "more about it, as one JSON object; numbers in it such as “theme_id” are ids in that file"),
}
# What facts may hold. Keys of other rows, which change from one installation to another …
KEYS: dict[str, type[models.Model]] = {
    "gathering_id": Gathering,
    "voice_id": Voice,
    "voice": Voice,
    "theme_id": Theme,
    "from_ids": Theme,
    "into_ids": Theme,
    "version": PassageVersion,
    "decision": Decision,
    "replaced_by": Decision,
}
# … and what stays as it is.
PLAIN = {"side", "role", "number", "kind", "on", "fields", "source", "by_host", "slip", "count", "outcome", "file"}
PLAIN |= {"kinds", "text", "days"}
# Who did it is told only where the step's own row tells the same person, in one of these columns. All else keeps
# quiet: lines that one side wrote, words set aside, proposals. Tables without a person must not get one through here.
ACTOR_IN: dict[str, tuple[str, ...]] = {
    "promise.made": ("promises", "made_by"),
    "agreement.made": ("agreements", "made_by"),
    "word_rules.made": ("word_rules", "made_by"),
    "voice.recorded": ("voices", "person", "typed_by"),
    "theme.made": ("themes", "made_by"),
    "theme.merged": ("themes", "made_by"),
    "draft.started": ("drafts", "made_by"),
    "comment.made": ("comments", "by"),
    "amendment.proposed": ("amendments", "by"),
    "amendment.answered": ("amendments", "answered_by"),
    "decision.recorded": ("decisions", "recorded_by"),
    "change.noted": ("changes", "noted_by"),
}
_VERB = re.compile(r"[a-z_]{1,30}\.[a-z_]{1,29}")
_MODEL_OF: dict[str, Any] = {table.file: table.model for table in TABLES}
_FILE_OF = {model._meta.label_lower: file for model, file in FILE_OF.items() if model is not Person}
Local = Callable[[Any, int | None], str]


def described() -> dict[str, Any]:
    """The part of schema.json about steps."""
    columns = [{"name": name, "type": kind, "meaning": meaning} for name, (kind, meaning) in COLUMNS.items()]
    return {"about": ABOUT, "columns": [{"name": "id", "type": "number", "meaning": "1, 2, 3 …"}, *columns]}


def steps_of(project: Project) -> QuerySet[Step]:
    """Without that the project was brought in: that is about the installation, not about the project.

    In the order of `told_at`, so that a step told by its day alone does not stand between two of one person.
    """
    day = TruncDay("at", tzinfo=UTC)
    rows = public_steps(project).exclude(verb="project.brought_in")
    return rows.annotate(told_at=Case(When(verb__in=ACTOR_IN, then="at"), default=day)).order_by("told_at", "pk")


def _actors(steps: list[Step]) -> dict[int, int]:
    """Step -> who did it, of those of which the row tells the same. At most one query for each verb."""
    found: dict[int, int] = {}
    for verb in ACTOR_IN.keys() & {step.verb for step in steps}:
        file, *columns = ACTOR_IN[verb]
        mine = [step for step in steps if (step.verb, _FILE_OF.get(step.subject_kind)) == (verb, file)]
        rows = _MODEL_OF[file]._base_manager.filter(pk__in={step.subject_id for step in mine})
        people = {key: who for key, *who in rows.values_list("pk", *(f"{column}_id" for column in columns))}
        told = (step for step in mine if step.actor_id in people.get(step.subject_id, ()))
        found |= {step.pk: step.actor_id for step in told if step.actor_id is not None}
    return found


def _facts_out(facts: dict[str, Any], local: Local) -> dict[str, Any]:
    told: dict[str, Any] = {name: value for name, value in facts.items() if name in PLAIN}
    for name in KEYS.keys() & facts.keys():
        value = facts[name]
        numbers = [local(KEYS[name], key) for key in (value if isinstance(value, list) else [value])]
        found = [int(number) for number in numbers if number]
        told[name] = found if isinstance(value, list) else next(iter(found), None)
    return told


def cells(project: Project, local: Local) -> Iterator[list[str]]:
    """Every step as a row. `local` tells the archive's id of a row, as text, empty when it is not in it."""
    for steps in in_batches(steps_of(project).iterator(chunk_size=2000)):
        actors = _actors(steps)
        for step in steps:
            yield _cells_of(step, local(Person, actors.get(step.pk)), local)


def _cells_of(step: Any, actor: str, local: Local) -> list[str]:
    file = _FILE_OF.get(step.subject_kind, "")
    row = local(_MODEL_OF[file], step.subject_id) if file else ""
    file = "project" if step.subject_kind == Project._meta.label_lower else file
    facts = json.dumps(_facts_out(step.facts, local), ensure_ascii=False, sort_keys=True)
    return [step.verb, file, row, actor, step.told_at.astimezone(UTC).isoformat(), escape_cell(facts)]


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= 1000 and all(isinstance(one, str) and len(one) <= 200 for one in value)
    return value is None or isinstance(value, bool | int) or (isinstance(value, str) and len(value) <= 200)


def _real(stage: Stage, model: type[models.Model], number: Any) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= stage.counts.get(model, 0):
        raise ValueError(f"{str(number)[:40]} is not the id of anything in this archive.")
    return stage.real(model, -number)


def _facts_in(text: str, stage: Stage) -> dict[str, Any]:
    try:
        facts = json.loads(unescape_cell(text))
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict) or not facts.keys() <= KEYS.keys() | PLAIN:
        raise ValueError("this is not one JSON object with facts of a step.")
    for name, value in facts.items():
        if name not in KEYS:
            if not _is_plain(value):
                raise ValueError(f"“{name}” is not as it should be.")
        elif isinstance(value, list):
            facts[name] = [_real(stage, KEYS[name], one) for one in value]
        elif value is not None:
            facts[name] = _real(stage, KEYS[name], value)
    return facts


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def step_from(row: list[str], at: Any, stage: Stage) -> Step:
    """A step made of its cells (`at` is read already), once all else has its keys. ValueError, told plainly."""
    verb, file, number, actor, _at, facts = row
    if not _VERB.fullmatch(verb):
        raise ValueError(f"“{verb[:40]}” is not what happens in a project.")
    if file and file != "project" and file not in _MODEL_OF:
        raise ValueError(f"“{file[:40]}” is not a file of this archive.")
    kind = Project._meta.label_lower if file == "project" else ""
    subject = NEW if file == "project" else 0
    if file in _MODEL_OF:
        kind = _MODEL_OF[file]._meta.label_lower
        subject = _real(stage, _MODEL_OF[file], _number(number)) if number else 0
    return Step(
        verb=verb,
        project_id=NEW,
        subject_kind=kind,
        subject_id=subject,
        actor_id=_real(stage, Person, _number(actor)) if actor else None,
        at=at,
        facts=_facts_in(facts, stage),
    )
