"""How a person likes to read: chosen by the person, or written down by a host who asked them; forgotten."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.easy.languages import page_language
from alongside.easy.models import News, Reading, Size, Told
from alongside.easy.rules import may_set_reading
from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_erasure, note_step
from alongside.people.models import Person
from alongside.projects.models import Project


def _checked(wish: dict[str, Any]) -> dict[str, Any]:
    """What may be kept of it. ValueError for what is none of the choices."""
    size, news = wish.get("size", Size.NORMAL.value), wish.get("news", "")
    if size not in Size.values or news not in {"", *News.values}:
        raise ValueError(_("Choose one of these."))
    return {
        "language": clean_line(wish.get("language", ""))[:40].strip(),
        "sign": clean_line(wish.get("sign", ""))[:40].strip(),
        "easy_first": bool(wish.get("easy_first")),
        "aloud": bool(wish.get("aloud")),
        "size": size,
        "news": news,
    }


@transaction.atomic
def set_reading(person: Person, *, by: Person, project: Project | None = None, told: str = "", **wish: Any) -> Reading:
    """Keep how the person likes to read. A host does it in a project, and says how they were told."""
    if not may_set_reading(by, person, project):
        raise PermissionDenied
    by_host = by.pk != person.pk
    if by_host and told not in Told.values:
        raise ValueError(_("Say how they told you."))
    kept = _checked(wish)
    if kept["news"] == News.EMAIL and not person.email:
        raise ValueError(_("There is no email address yet. Choose another way, or add one first."))
    kept |= {"told": told if by_host else "", "typed_by": by if by_host else None, "changed_at": timezone.now()}
    row, _is_new = Reading.objects.update_or_create(person=person, defaults=kept)
    Person.objects.filter(pk=person.pk).update(language=page_language(kept["language"]))
    note_step("person.reading", subject=person, project_id=project.pk if project else None, actor=by)
    return row


@transaction.atomic
def forget_reading(person: Person, *, by: Person) -> None:
    """It is gone, also when an old backup is brought back. `by`: the person, or who writes a withdrawal down."""
    row = Reading.objects.select_for_update().filter(person=person).first()
    if row is None:
        return
    note_erasure("reading", row.pk, _mark(row))
    row.delete()
    Person.objects.filter(pk=person.pk).update(language="")
    note_step("person.reading_forgotten", subject=person, actor=by)
    transaction.on_commit(forget_now)


def _mark(row: Reading) -> str:
    """What only this row has: the same id may be given again."""
    return keyed_hash("erased", f"reading:{row.pk}:{row.person_id}:{row.changed_at.isoformat()}")


@transaction.atomic
def forget_reading_again(row_id: int, mark: str) -> bool:
    """An old backup brought it back: it goes again."""
    row = Reading.objects.filter(pk=row_id).first()
    if row is None or _mark(row) != mark:
        return False
    Person.objects.filter(pk=row.person_id).update(language="")
    row.delete()
    return True
