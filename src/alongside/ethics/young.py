"""Young people in a project: who may see that somebody is young, what both must allow, what is told of four parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.utils.translation import gettext as _

from alongside.ethics.models import GROWN, Acting, NotSo, Part, Supporter, Young, YoungRules, YoungWords
from alongside.ethics.rules import supporter_of, supports_now
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, RoleName
from alongside.projects.rules import may_host, roles_of
from alongside.projects.young import Fact, facts_of


def may_see_young(person: Any, project: Project) -> bool:
    """Hosts and the safeguarding lead. Who it is about sees it in their own place."""
    return bool(may_host(person, project)) or RoleName.SAFEGUARDING.value in roles_of(person, project)


def rules_of(project: Project) -> YoungRules:
    """What the project has set; unsaved where it has set nothing."""
    return YoungRules.objects.filter(project=project).first() or YoungRules(project=project)


def young_of(project: Project, person: Person) -> Young | None:
    """That the person is young here, where the project works with young people. One query."""
    rows = Young.objects.filter(project=project, person=person, ended_at=None, project__young_rules__is_on=True)
    return rows.select_related("project__young_rules").first()


def kinds_for_both(project: Project, young: Young | None) -> frozenset[str]:
    """What a parent is asked as well. Nothing for somebody old enough to decide alone."""
    if young is None or young.group != Young.Group.YOUNGER:
        return frozenset()
    return frozenset(young.project.young_rules.both)


def young_in(project: Project) -> QuerySet[Young]:
    """All, also who left: their words may still be shown, and what both must allow still holds."""
    return Young.objects.filter(project=project, ended_at=None).select_related("person", "by").order_by("id")


def young_here(project: Project) -> QuerySet[Young]:
    """For reading: those who are in the project now. Of whoever left nobody needs to know it any more."""
    here = Membership.objects.filter(project=project, left_at=None).values("person")
    return young_in(project).filter(person__in=here)


def parents_of(project: Project, people: Iterable[int]) -> dict[int, tuple[Supporter, bool]]:
    """Of each of these people the parent who is written down, and whether they may answer today. One query.

    Who may answer comes before one whose say ran out, or to whom the young person objects.
    """
    rows = Supporter.objects.filter(project=project, acting=Acting.PARENT, ended_at=None, person__in=list(people))
    rows = rows.annotate(lives=ExpressionWrapper(supports_now(), output_field=BooleanField()))
    return {row.person_id: (row, row.lives) for row in rows.select_related("supporter").order_by("lives", "ends_on")}


def group_words(group: str, rules: YoungRules) -> str:
    """ "Under 16", or "16 to 17"."""
    if group == Young.Group.YOUNGER:
        return _("Under %(age)d") % {"age": rules.cut_off}
    return _("%(age)d to %(last)d") % {"age": rules.cut_off, "last": GROWN - 1}


def group_choices(rules: YoungRules) -> list[tuple[str, str]]:
    groups = Young.Group.values if rules.cut_off < GROWN else [Young.Group.YOUNGER.value]
    return [(group, group_words(group, rules)) for group in groups]


@dataclass(frozen=True)
class PartShown:
    """One of the four parts: what the project really does, what hosts wrote, what people say against it."""

    key: str
    label: str
    question: str
    facts: list[Fact]
    words: YoungWords | None
    not_so: list[NotSo] = field(default_factory=list)


def questions() -> dict[str, str]:
    return {
        Part.SPACE.value: _("Is there a safe place where you can say what you think?"),
        Part.VOICE.value: _("Can you say it in a way that suits you?"),
        Part.AUDIENCE.value: _("Who must listen to you, and do they?"),
        Part.INFLUENCE.value: _("What happens with what you say?"),
    }


def parts_of(project: Project) -> list[PartShown]:
    """All four. Nothing here tells who is young, or how many are."""
    words: dict[str, YoungWords] = {}
    for row in YoungWords.objects.filter(project=project).order_by("id"):
        words[row.part] = row
    against: dict[str, list[NotSo]] = {}
    for said in NotSo.objects.filter(project=project).exclude(words="")[:100]:
        against.setdefault(said.part, []).append(said)
    return [
        PartShown(part.value, str(part.label), questions()[part.value], list(facts_of(project, part.value)),
                  words.get(part.value), against.get(part.value, []))
        for part in Part
    ]  # fmt: skip


def open_not_so(project: Project) -> "QuerySet[NotSo]":
    """What people said is not so, and no host has answered."""
    return NotSo.objects.filter(project=project, answered_at=None).exclude(words="")


def age_asked(place: Membership, own_age: Young | None, reader: Person) -> dict[str, Any]:
    """For a person's own page: the age groups to choose from, and which it is. Nothing for other supporters."""
    rules = rules_of(place.project)
    helper = None if reader.pk == place.person_id else supporter_of(reader, place.person, place.project)
    if not rules.is_on or (helper is not None and helper.acting != Acting.PARENT):
        return {}
    choices = [*group_choices(rules), ("", _("18 or over"))]
    return {"ages": choices, "age": own_age.group if own_age else "", "is_young": own_age is not None}
