"""What may be read of surveys: their state, how many answered in bands, and the safe tables. No counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.engines.cells import LEAST_ANSWERS, NOT_SAID, Release, Told, rounded
from alongside.equality.models import Figure, Survey, Ticket
from alongside.equality.questions import CROSSINGS, QUESTIONS, Asked
from alongside.equality.rules import may_see_survey
from alongside.projects.models import Project
from alongside.projects.rules import may_host

BANDS = (later("fewer than a quarter"), later("a quarter to a half"), later("a half to three quarters"))
MOST_BAND = later("three quarters or more")


def surveys_of(project: Project, person: Any) -> list[Survey]:
    """Those this person may see, newest first."""
    rows = Survey.objects.filter(project=project).select_related("gathering")
    return [row for row in rows if may_see_survey(person, row, project)]


def asked_questions(survey: Survey) -> list[Asked]:
    return [QUESTIONS[key] for key in survey.questions if key in QUESTIONS]


def tables_of(survey: Survey) -> list[tuple[Asked, ...]]:
    """The declared tables: each question, and the crossing."""
    tables: list[tuple[Asked, ...]] = [(one,) for one in asked_questions(survey)]
    if survey.crossing:
        tables.append(tuple(QUESTIONS[key] for key in CROSSINGS[survey.crossing]))
    return tables


def cells_of(questions: Iterable[Asked]) -> list[tuple[str, ...]]:
    return list(product(*((*one.options, NOT_SAID) for one in questions)))


def band_of(answered: int, asked: int) -> str:
    """How many of those who were asked answered, in four bands."""
    quarter = 4 * answered // max(asked, 1)
    return str(BANDS[quarter] if quarter < len(BANDS) else MOST_BAND)


def asked_in(survey: Survey) -> int:
    """How many people were asked: members, slips, and sheets given out (or typed in, if these are more)."""
    rows = Ticket.objects.filter(survey=survey)
    typed = rows.filter(kind=Ticket.Kind.SHEET).count()
    return rows.count() - typed + max(typed, survey.sheets)


def waiting_for(person: Any) -> "QuerySet[Ticket]":
    """The open surveys a person is asked and has neither answered nor declined."""
    rows = Ticket.objects.filter(person=person, is_used=False, survey__closed_on=None, survey__opened_on__isnull=False)
    return rows.select_related("survey__project")


def has_answered(survey: Survey, person: Any) -> bool:
    return Ticket.objects.filter(survey=survey, person=person, is_used=True).exists()


def release_of(survey: Survey) -> Release | None:
    """What was told of a closed survey, for the engine."""
    if not survey.told:
        return None
    return Release(survey.told["answered"], tuple(_told(one) for one in survey.told["tables"]))


def _told(kept: dict[str, Any]) -> Told:
    questions = tuple(QUESTIONS[key].cells for key in kept["questions"])
    return Told(questions, {tuple(cell): (low, high) for cell, low, high in kept["shown"]})


def told_before(survey: Survey) -> list[Release]:
    """All that was told in the same project: its groups overlap."""
    rows = Survey.objects.filter(project_id=survey.project_id, told__isnull=False).exclude(pk=survey.pk)
    return [release for row in rows.order_by("id") if (release := release_of(row))]


@dataclass(frozen=True)
class Row:
    """One line of a table: about how many, in hundredths too; None where it is hidden."""

    label: str
    about: int | None
    share: int | None
    known: Figure | None = None


@dataclass(frozen=True)
class Drawn:
    """One table as a page shows it. `rows` is empty where it had to be left out."""

    name: str
    words: str | Lazy
    least: int
    rows: list[Row]
    has_hidden: bool = False
    has_known: bool = False


@dataclass(frozen=True)
class Results:
    """A closed survey: how many answered, in a band or rounded, and the tables."""

    band: str
    answered: int | None
    asked: int
    tables: list[Drawn]


def results_of(survey: Survey) -> Results | None:
    """What is told, None while the survey is not closed."""
    release = release_of(survey)
    if release is None or survey.told is None:
        return None
    asked = survey.told["asked"]
    figures = {(one.question, one.option): one for one in Figure.objects.filter(survey=survey)}
    told = {table.name: table for table in release.tables}
    tables = [_drawn(questions, told, release.answered, figures) for questions in tables_of(survey)]
    is_few = release.answered < LEAST_ANSWERS
    return Results(
        band_of(release.answered, asked),
        None if is_few else rounded(release.answered),
        asked,
        [] if is_few else tables,
    )


def _drawn(questions: tuple[Asked, ...], told: dict[str, Told], answered: int, figures: dict[Any, Figure]) -> Drawn:
    name = ",".join(one.key for one in questions)
    words = " × ".join(str(one.short) for one in questions)
    table = told.get(name)
    least = max(one.cells.least for one in questions)
    if table is None or not table.shown:
        return Drawn(name, words, least, [])
    rows = []
    for cell in product(*(one.options for one in questions)):
        label = " · ".join(str(one.options[part]) for one, part in zip(questions, cell, strict=True))
        known = figures.get((name, cell[0])) if len(cell) == 1 else None
        bounds = table.shown.get(cell)
        about = rounded(bounds[1] - 2) if bounds else None
        share = None if about is None else min(100, rounded(round(100 * about / rounded(answered))))
        rows.append(Row(label, about, share, known))
    return Drawn(name, words, least, rows, any(row.about is None for row in rows), any(row.known for row in rows))


def survey_state(survey: Survey) -> str:
    """Where a survey is, in words."""
    if survey.closed_on:
        return _("closed")
    return _("open") if survey.opened_on else _("a draft, not open yet")


def may_ask_in(project: Project, person: Any) -> bool:
    return bool(may_host(person, project) and not project.ended_on)
