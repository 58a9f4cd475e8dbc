"""Words that are taken back: emptied, told to the list of what stays gone, and out of the database's log.

One table says which words each kind of row holds, and what marks it as taken back.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.ledger.actions import note_erasure
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.trust.models import BuddyNote, Expectation, Farewell, Half, Pair, Reply, Verdict


@dataclass(frozen=True)
class Words:
    """Where a kind of row keeps words, by which moment it is known, and the way from it to its project."""

    model: type[models.Model]
    fields: tuple[str, ...]
    moment: str
    project: str
    gone: str = ""  # a field that is set to the time when its words went

    @property
    def nothing(self) -> dict[str, Any]:
        return {name: self.model._meta.get_field(name).get_default() for name in self.fields}  # type: ignore[union-attr]

    def rows(self, project: Project, person: Person) -> list[Any]:
        """This person's rows in the project that still hold words."""
        mine = self.model._base_manager.filter(**{self.project: project}, person=person)
        return [row for row in mine if any(getattr(row, name) for name in self.fields)]


WORDS = {
    "expectation": Words(Expectation, ("words",), "made_at", "project", "taken_back_at"),
    "expectation_reply": Words(Reply, ("reason",), "at", "expectation__project"),
    "expectation_verdict": Words(Verdict, ("words",), "at", "look__project"),
    "buddy_note": Words(BuddyNote, ("words",), "made_at", "project", "ended_at"),
    "buddy_hello": Words(Half, ("hello",), "", "project"),
    "farewell": Words(Farewell, ("words", "wants"), "made_at", "project"),
}
KIND_OF = {one.model: kind for kind, one in WORDS.items()}


def _mark(row: Any) -> str:
    """What only this row has."""
    kind = KIND_OF[type(row)]
    moment = WORDS[kind].moment
    known = f"{kind}:{row.pk}:{getattr(row, moment).isoformat() if moment else ''}"
    return keyed_hash("erased", known)


def empty(row: Any) -> None:
    """The words of one row go, here and for good. The caller asked who may, and notes the step."""
    _empty(row)
    note_erasure(KIND_OF[type(row)], row.pk, _mark(row))


def _empty(row: Any) -> None:
    known = WORDS[KIND_OF[type(row)]]
    gone = {known.gone: timezone.now()} if known.gone and getattr(row, known.gone) is None else {}
    known.model._base_manager.filter(pk=row.pk).update(**known.nothing, **gone)
    if isinstance(row, Expectation):
        Verdict.objects.filter(expectation=row).update(words="")
    for name, value in {**known.nothing, **gone}.items():
        setattr(row, name, value)
    transaction.on_commit(forget_now)


@transaction.atomic
def forget_all(project: Project, person: Person) -> int:
    """The person asked that nothing they said here is kept; `ethics` asked who may. Answers how many rows had words."""
    found = [row for known in WORDS.values() for row in known.rows(project, person)]
    for row in found:
        empty(row)
    BuddyNote.objects.filter(project=project, person=person, ended_at=None).update(ended_at=timezone.now())
    end_pairs(project, person)
    return len(found)


@transaction.atomic
def part_in(project: Project, person: Person) -> None:
    """They are not in the project any more: what they offered or asked as a buddy is gone, and their pairs end."""
    for note in BuddyNote.objects.filter(project=project, person=person, ended_at=None):
        empty(note)
    end_pairs(project, person)


def end_pairs(project: Project, person: Person) -> None:
    """Their pairs end, and what the two wrote for each other is gone."""
    mine = Half.objects.filter(project=project, person=person, is_live=True).values("pair")
    for pair in Pair.objects.filter(pk__in=list(mine.values_list("pair", flat=True))):
        end_pair_rows(pair)


def end_pair_rows(pair: Pair) -> None:
    """End it, whoever asked; the hellos go with it."""
    Pair.objects.filter(pk=pair.pk, ended_at=None).update(ended_at=timezone.now())
    for half in Half.objects.filter(pair=pair).exclude(hello=b""):
        empty(half)
    Half.objects.filter(pair=pair).update(is_live=False)


@transaction.atomic
def stop_naming(project: Project, person: Person) -> int:
    """Their name no longer stands beside lines. Answers how many."""
    rows = Expectation.objects.filter(project=project, person=person, is_named=True)
    for row in rows:
        note_erasure("expectation_name", row.pk, _mark_of_name(row))
    return rows.update(is_named=False)


def _mark_of_name(row: Expectation) -> str:
    return keyed_hash("erased", f"expectation_name:{row.pk}:{row.made_at.isoformat()}")


@transaction.atomic
def stop_naming_again(line_id: str, mark: str) -> bool:
    """An old backup brought a name back beside a line: it goes again. False if this is another line."""
    row = Expectation.objects.filter(pk=line_id, is_named=True).first()
    if row is None or _mark_of_name(row) != mark:
        return False
    return bool(Expectation.objects.filter(pk=row.pk).update(is_named=False))


@transaction.atomic
def forget_again(kind: str, subject_id: str, mark: str) -> bool:
    """An old backup brought words back: they go again. False if this is another row, or it is empty already."""
    known = WORDS[kind]
    row = known.model._base_manager.filter(pk=subject_id).first()
    if row is None or _mark(row) != mark or not any(getattr(row, name) for name in known.fields):
        return False
    _empty(row)
    return True
