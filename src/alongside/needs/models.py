"""What people need to take part, in their own words and sealed; with whom they share it; and whether it was met."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Gathering
from alongside.kit.sealed import SealedField
from alongside.people.models import Person
from alongside.projects.models import Project


class Told(models.TextChoices):
    """How a host was told what they typed in for a person. Empty: the person wrote it."""

    PHONE = "phone", _("on the phone")
    IN_PERSON = "in_person", _("face to face")
    PAPER = "paper", _("on paper")


class Need(models.Model):
    """One thing a person needs. Words and kind are sealed: both may tell of somebody's health."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="needs")
    words = SealedField()
    kind = SealedField()
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    told = models.CharField(max_length=10, choices=Told.choices, blank=True)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"need {self.pk}"


class Answer(models.Model):
    """What one person answered for one gathering: nothing this time, or what they share. Asked is not answered."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="access_answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="access_answers")
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    is_nothing = models.BooleanField(default=False)
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    told = models.CharField(max_length=10, choices=Told.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "person"], name="access_answered_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Share(models.Model):
    """A need shown for one gathering: to all who host the project, or to one of them. It holds no copy of the words.

    What the person said afterwards stands here too. `need` is empty when the person removed it.
    """

    class Outcome(models.TextChoices):
        MET = "met", _("Yes, it was as I need it")
        PARTLY = "partly", _("Partly")
        NOT_MET = "not_met", _("No")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.ForeignKey(Need, null=True, on_delete=models.SET_NULL, related_name="shares")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="access_shares")
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="access_shares")
    with_host = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")  # null: all hosts
    shared_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    outcome_words = SealedField()
    confirmed_at = models.DateTimeField(null=True)
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    told = models.CharField(max_length=10, choices=Told.choices, blank=True)

    class Meta:
        ordering = ["shared_at", "id"]
        constraints = [models.UniqueConstraint(fields=["need", "gathering"], name="need_shared_once")]

    def __str__(self) -> str:
        return f"share {self.pk}"


class Reading(models.Model):
    """A host opened what a person shared: who, when, about whom. One row for each day; the person sees it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="needs_read")
    need = models.ForeignKey(Need, null=True, on_delete=models.SET_NULL, related_name="readings")
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now)  # the last time that day

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["need", "gathering", "reader", "on"], name="need_read_that_day")]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class ToDo(models.Model):
    """Something a host does so that people can take part. Words are sealed: those made from a need tell of it."""

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        CANNOT = "cannot", _("It cannot be done")
        GONE = "gone", _("No longer shared")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="access_to_dos")
    share = models.ForeignKey(Share, null=True, on_delete=models.SET_NULL, related_name="to_dos")
    is_from_need = models.BooleanField(default=False)
    words = SealedField()
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    reason = SealedField()  # why it cannot be done; the person reads it
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "made_at", "id"]

    def __str__(self) -> str:
        return f"to do {self.pk}"


class AccessPromise(models.Model):
    """How long before a gathering people are told of it, and get its papers. Versions are kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="access_promises")
    number = models.PositiveIntegerField(default=1)
    notice_days = models.PositiveIntegerField(_("days of notice"), default=14)
    papers_days = models.PositiveIntegerField(_("days to read the papers"), default=7)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="access_promise_number")]

    def __str__(self) -> str:
        return f"access promise {self.number} of {self.project_id}"


class AccessNotice(models.Model):
    """When people were told of a gathering, and when they got its papers."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="access_notice")
    notice_on = models.DateField(_("day people were told"), null=True)
    papers_on = models.DateField(_("day people got the papers"), null=True)
    has_no_papers = models.BooleanField(_("there are no papers"), default=False)

    def __str__(self) -> str:
        return f"notice of {self.gathering_id}"
