"""Questions about who takes part. Of an answer nothing is kept but that one more gave it.

There is no row for an answer, or for a person's answers: only numbers, one for each cell of the tables declared when
the survey is set up. After closing, the numbers are gone too; only the safe tables stay.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Gathering
from alongside.people.models import Person
from alongside.projects.models import Project


class Survey(models.Model):
    """A few questions to the members of a project, or to those at one gathering. Days, and no finer time."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="surveys")
    gathering = models.ForeignKey(Gathering, null=True, on_delete=models.SET_NULL, related_name="surveys")
    asked_by = models.CharField(_("who asks"), max_length=200)
    why = models.TextField(_("why we ask"))
    questions = models.JSONField(default=list)  # keys of `questions.py`
    crossing = models.CharField(max_length=40, blank=True)
    closes_on = models.DateField(_("last day for answers"))
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    sheets = models.PositiveIntegerField(_("paper sheets given out"), default=0)
    is_public = models.BooleanField(default=False)  # its tables are for everybody who sees the project
    told = models.JSONField(null=True)  # the safe tables, made once, at closing

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"survey {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.opened_on is not None and self.closed_on is None


class Ticket(models.Model):
    """One person was asked; whether they have answered or declined (it does not say which). Gone after closing."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("A member")
        SLIP = "slip", _("A slip of paper with a code")
        SHEET = "sheet", _("A sheet of paper, typed in")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tickets")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    once_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (null: a member's has no code)
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="equality_asked_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.survey_id}"


class Tally(models.Model):
    """How many gave one answer. Made at nought for every cell when the survey opens; gone after closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tallies")
    table = models.CharField(max_length=40)  # keys of its questions; "": how many answered at all
    cell = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "table", "cell"], name="equality_cell_once")]

    def __str__(self) -> str:
        return f"a cell of {self.survey_id}"


class Figure(models.Model):
    """A share known from elsewhere, typed in by a host, to stand beside ours."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="figures")
    question = models.CharField(max_length=20)
    option = models.CharField(max_length=20)
    share = models.PositiveSmallIntegerField(_("of 100 people"))
    source = models.CharField(_("where this figure comes from"), max_length=200)

    class Meta:
        ordering = ["question", "option"]
        constraints = [models.UniqueConstraint(fields=["survey", "question", "option"], name="equality_figure_once")]

    def __str__(self) -> str:
        return f"{self.share} of 100"
