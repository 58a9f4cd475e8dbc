"""Making one person of two, without losing anything."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.sealed import seal, unseal
from alongside.ledger.actions import note_step
from alongside.people.models import Card, Person
from alongside.people.queries import pointers_to

Row = Any  # a row of a model this room may not know


def _one_membership(ours: Row, theirs: Row) -> None:
    """Since the earlier day; in the project if either is. Side and naming stay ours; roles come along as children."""
    ours.joined_at = min(ours.joined_at, theirs.joined_at)
    ours.external_id = ours.external_id or theirs.external_id
    if ours.left_at is not None and theirs.left_at is None:
        ours.left_at, ours.was_removed = None, False


def _newer_stance(ours: Row, theirs: Row) -> None:
    if theirs.at > ours.at:
        ours.value, ours.at = theirs.value, theirs.at


def _no_wins(ours: Row, theirs: Row) -> None:
    """Two answers to one question about the same person: unless both allow it, it is not allowed."""
    allows = {"given", "reaffirmed"}
    if ours.state in allows and theirs.state not in allows and theirs.state != "requested":
        ours.state, ours.ends_on = theirs.state, theirs.ends_on
        ours.acting, ours.by_id, ours.how = theirs.acting, theirs.by_id, theirs.how
        ours.record, ours.at, ours.notice_id = theirs.record, theirs.at, theirs.notice_id  # the no of that record
    elif ours.state == "requested":
        ours.state, ours.ends_on, ours.notice_id = theirs.state, theirs.ends_on, theirs.notice_id


def _answered_one(ours: Row, theirs: Row) -> None:
    """Asked once is asked; the answer that was given last stands."""
    ours.asked_at = ours.asked_at or theirs.asked_at
    if theirs.answered_at and (ours.answered_at is None or theirs.answered_at > ours.answered_at):
        ours.answered_at, ours.is_nothing = theirs.answered_at, theirs.is_nothing
        ours.typed_by_id, ours.told = theirs.typed_by_id, theirs.told


def _newer_reading(ours: Row, theirs: Row) -> None:
    """What was chosen last holds; `language` of the person follows it."""
    if theirs.changed_at > ours.changed_at:
        for name in ("language", "easy_first", "size", "aloud", "sign", "news", "told", "typed_by_id", "changed_at"):
            setattr(ours, name, getattr(theirs, name))


def _no_supporter_by_joining(ours: Row, theirs: Row) -> None:
    """Whom either paused is paused, and only what both said yes to goes on: joining makes nobody anybody's voice."""
    ours.paused_at = ours.paused_at or theirs.paused_at
    if theirs.agreed_at is None:
        ours.agreed_at = None


def _opens_still(ours: Row, theirs: Row) -> None:
    """Two rows as a connector of one community: the later word stands, with how they are reached and what was asked."""

    def last(row: Row) -> Any:
        return row.stopped_at or row.answered_at or row.asked_at

    if (theirs.answer or theirs.stopped_at) and (not (ours.answer or ours.stopped_at) or last(theirs) > last(ours)):
        for field in ("asked_of_them", "what_they_get", "is_named", "asked_at", "answer", "answered_at", "told"):
            setattr(ours, field, getattr(theirs, field))
        ours.stopped_at, ours.typed_by_id = theirs.stopped_at, theirs.typed_by_id
        seal(ours, "contact", unseal(theirs, "contact"))


def _used_one(ours: Row, theirs: Row) -> None:
    """Two tickets of one person: used once is used."""
    ours.is_used = ours.is_used or theirs.is_used


def _said_next(ours: Row, theirs: Row) -> None:
    """Thanked once is thanked; what they said stands."""
    if theirs.answered_at and ours.answered_at is None:
        ours.wants, ours.words, ours.answered_at, ours.told = (
            theirs.wants, theirs.words, theirs.answered_at, theirs.told,
        )  # fmt: skip


# How two rows become one where only one may stand. By name: this room lies below theirs. Others: ours stays as it is.
ONE_OF_TWO: dict[str, Callable[[Row, Row], None]] = {
    "projects.membership": _one_membership,
    "needs.answer": _answered_one,
    "communities.connector": _opens_still,
    "trust.ticket": _used_one,
    "trust.farewell": _said_next,
    "voices.stance": _newer_stance,
    "ethics.permission": _no_wins,
    "easy.reading": _newer_reading,
    "ethics.supporter": _no_supporter_by_joining,
}


@transaction.atomic
def join_people(kept: Person, other: Person, *, by: Person) -> Person:
    """Move everything that points at `other` to `kept`; `other` can never sign in again.

    The caller has proof that both belong to the one who asks. ValueError when they cannot be joined.
    """
    locked = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=[kept.pk, other.pk]).order_by("pk")}
    if len(locked) != 2:
        raise ValueError(_("These are the same person already."))
    kept, other = locked[kept.pk], locked[other.pk]
    if other.is_staff or other.is_superuser:
        raise ValueError(_("An admin cannot be joined into somebody else."))
    if not (kept.is_active and other.is_active):
        raise ValueError(_("This person is not here any more."))
    _end_one_of_two_cards(kept, other)
    _bring_email(kept, other)
    for relation in pointers_to(Person):
        _move_rows(relation, other, kept)
    _bring_names(kept, other)
    _close(other, kept)
    note_step("people.joined", subject=kept, actor=by, other=other.pk)
    return kept


def _end_one_of_two_cards(kept: Person, other: Person) -> None:
    if Card.objects.filter(person=kept, ended_at__isnull=True).exists():
        Card.objects.filter(person=other, ended_at__isnull=True).update(ended_at=timezone.now())


def _bring_email(kept: Person, other: Person) -> None:
    """`kept` keeps its main email; other's becomes a second one, or the main one where there was none."""
    address = other.email
    if address:
        EmailAddress.objects.get_or_create(user=other, email=address, defaults={"primary": True})
        Person.objects.filter(pk=other.pk).update(email="")
        other.email = ""
    if kept.email:
        EmailAddress.objects.filter(user=other).update(primary=False)
    elif address:
        EmailAddress.objects.filter(user=kept).update(primary=False)
        kept.email = address
        kept.save(update_fields=["email"])


def _bring_names(kept: Person, other: Person) -> None:
    """A name that `kept` has not given comes from `other`."""
    for field in ("full_name", "pseudonym", "group_name", "language"):
        setattr(kept, field, getattr(kept, field) or getattr(other, field))
    kept.save(update_fields=["full_name", "pseudonym", "group_name", "language"])


def _close(other: Person, kept: Person) -> None:
    other.groups.clear()
    other.user_permissions.clear()
    other.set_unusable_password()
    other.is_active, other.joined_into = False, kept
    other.full_name = other.pseudonym = other.group_name = ""
    other.save()


def _move_rows(relation: ForeignObjectRel, old: Row, new: Row) -> None:
    """Point the relation's rows from `old` to `new`, all at once or, where one clashes, one by one."""
    model: Any = relation.related_model
    if model._meta.auto_created:  # groups and permissions: powers do not move by joining
        return
    name = relation.field.name
    rows = model._base_manager.filter(**{name: old})
    try:
        with transaction.atomic():
            rows.update(**{name: new})
    except IntegrityError:
        for row in rows:
            _move_row(row, name, new)


def _move_row(row: Row, name: str, new: Row) -> None:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{name: new})
    except IntegrityError:
        ours = _standing_row(row, name, new)
        _make_one(ours, row)


def _standing_row(row: Row, name: str, new: Row) -> Row:
    """The row of `new` that stands where `row` would have to."""
    same_place: list[dict[str, Any]] = [{}] if row._meta.get_field(name).unique else []
    for constraint in row._meta.constraints:
        is_unique = isinstance(constraint, models.UniqueConstraint) and name in constraint.fields
        if is_unique and _applies(constraint, row):
            place = {f: getattr(row, f) for f in constraint.fields if f != name}
            same_place.append({**place, "__where": constraint.condition})
    same_place += [{f: getattr(row, f) for f in fields if f != name} for fields in row._meta.unique_together]
    found = (_first(type(row), {name: new, **place}) for place in same_place)
    standing = next((one for one in found if one is not None), None)
    if standing is None:
        raise ValueError(_("These two cannot be joined: something of theirs does not fit together."))
    return standing


def _applies(constraint: Any, row: Row) -> bool:
    """Whether a constraint with a condition is about this row at all."""
    where = constraint.condition
    return where is None or type(row)._base_manager.filter(where, pk=row.pk).exists()


def _first(model: Any, place: dict[str, Any]) -> Row:
    """The row in this place, among those to which the constraint applies."""
    where = place.pop("__where", None)
    rows = model._base_manager.filter(**place)
    return (rows.filter(where) if where is not None else rows).first()


def _make_one(ours: Row, theirs: Row) -> None:
    """Move what hangs on `theirs` to `ours`, settle their differences, and let `theirs` go."""
    for relation in pointers_to(type(theirs)):
        _move_rows(relation, theirs, ours)
    settle = ONE_OF_TWO.get(theirs._meta.label_lower)
    if settle:
        settle(ours, theirs)
    theirs.delete()
    if settle:
        ours.save()
