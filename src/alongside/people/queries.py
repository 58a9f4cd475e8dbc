"""Finding people by what they hold, and telling a person what is held about them."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from alongside.kit.codes import keyed_hash, plain_code
from alongside.kit.sealed import SealedBroken, SealedField, unseal
from alongside.people.models import ApiToken, Card, Person

# Never handed out, not even to the person: with these somebody could sign in as them.
SECRETS = {"password", "code_hash", "token_hash", "submit_key", "data"}


def card_by_code(code: str) -> Card | None:
    """The live card with this code, however it was typed."""
    code_hash = keyed_hash("card", plain_code(code))
    cards = Card.objects.select_related("person")
    return cards.filter(code_hash=code_hash, ended_at__isnull=True, person__is_active=True).first()


def person_by_card(code: str) -> Person | None:
    """Whose live card this is, however the code was typed."""
    card = card_by_code(code)
    return card.person if card else None


def live_card_of(person: Person) -> Card | None:
    return Card.objects.filter(person=person, ended_at__isnull=True).first()


def live_card(card_id: Any) -> Card | None:
    """The card with this id, if it still opens something."""
    cards = Card.objects.select_related("person").filter(ended_at__isnull=True, person__is_active=True)
    return cards.filter(pk=card_id).first() if card_id else None


def is_card_live(card_id: Any, person: Person) -> bool:
    """Whether a session opened with this card may go on."""
    return Card.objects.filter(pk=card_id, person=person, ended_at__isnull=True).exists()


def person_by_token(token: str) -> tuple[Person, list[str]] | None:
    """Whose live key this is, and what it may do."""
    found = live_token(token)
    return (found.person, list(found.scopes)) if found else None


def live_token(token: str) -> ApiToken | None:
    rows = ApiToken.objects.select_related("person").filter(ended_at__isnull=True, ends_at__gt=timezone.now())
    return rows.filter(token_hash=keyed_hash("token", token), person__is_active=True).first()


def tokens_of(person: Person) -> "models.QuerySet[ApiToken]":
    """The person's keys that still work, newest first."""
    return ApiToken.objects.filter(person=person, ended_at__isnull=True, ends_at__gt=timezone.now()).order_by("-id")


def pointers_to(model: type[models.Model]) -> list[ForeignObjectRel]:
    """Every foreign key of any table that points at this one, hidden ones too."""
    fields = model._meta.get_fields(include_hidden=True)
    return [f for f in fields if isinstance(f, ForeignObjectRel) and (f.one_to_many or f.one_to_one)]


def pointing_counts(person: Person) -> dict[str, int]:
    """ "app.model.field" -> how many rows point at the person; none are left out, zeros are."""
    counts = {}
    for relation in pointers_to(Person):
        model: Any = relation.related_model
        number = model._base_manager.filter(**{relation.field.name: person}).count()
        if number:
            counts[f"{model._meta.label_lower}.{relation.field.name}"] = number
    return counts


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _rows(rows: "models.QuerySet[Any]") -> list[dict[str, Any]]:
    fields = [f for f in rows.model._meta.concrete_fields if f.name not in SECRETS]
    if any(isinstance(field, SealedField) for field in fields):
        return [{field.attname: _opened(row, field) for field in fields} for row in rows.order_by("pk")]
    names = [field.attname for field in fields]
    return [{name: _plain(value) for name, value in row.items()} for row in rows.order_by("pk").values(*names)]


def _opened(row: models.Model, field: Any) -> Any:
    """The value as plain text; sealed words opened, for they are handed to the person whose they are."""
    if not isinstance(field, SealedField):
        return _plain(getattr(row, field.attname))
    try:
        return unseal(row, field.attname)
    except SealedBroken:
        return ""


OWN_WORDS = {"decisions.comment", "decisions.amendment"}  # rooms above; what a person says in the draft's margin


def _is_own(relation: ForeignObjectRel) -> bool:
    """A row about the person (`person`, `user`) or of their own words, not one they only typed or made for others."""
    field = relation.field.name
    return field in {"person", "user"} or (field == "by" and relation.related_model._meta.label_lower in OWN_WORDS)


def _below(model: type[models.Model], seen: set[type[models.Model]]) -> list[ForeignObjectRel]:
    """Tables that only exist as part of this one (roles of a membership) and belong to nobody else."""
    return [
        relation
        for relation in pointers_to(model)
        if relation.on_delete is models.CASCADE
        and relation.related_model not in seen
        and not any(
            field.related_model is Person
            for field in relation.related_model._meta.concrete_fields
            if field.name in {"person", "user"}
        )
    ]


def held_about(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything held about the person: table -> rows, as plain values. Secrets that open doors are left out."""
    held = {"people.person": _rows(Person.objects.filter(pk=person.pk))}
    own = [relation for relation in pointers_to(Person) if _is_own(relation)]
    seen = {relation.related_model for relation in own} | {Person}
    for relation in own:
        model: Any = relation.related_model
        rows = model._base_manager.filter(**{relation.field.name: person})
        held.setdefault(model._meta.label_lower, []).extend(_rows(rows))
        for part in _below(model, seen):
            parts = part.related_model._base_manager.filter(**{f"{part.field.name}__in": rows})
            held.setdefault(part.related_model._meta.label_lower, []).extend(_rows(parts))
    return {table: rows for table, rows in held.items() if rows}


def made_counts(person: Person) -> dict[str, int]:
    """Rows the person made or typed for others: table -> how many."""
    counts: dict[str, int] = {}
    for relation in pointers_to(Person):
        model: Any = relation.related_model
        number = 0 if _is_own(relation) else model._base_manager.filter(**{relation.field.name: person}).count()
        if number and not model._meta.auto_created:
            counts[model._meta.label_lower] = counts.get(model._meta.label_lower, 0) + number
    return counts
