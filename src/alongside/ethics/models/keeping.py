"""How long things are kept, and what the clocks did."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.projects.models import Project


class KeptFor(models.Model):
    """For how many days a project keeps one kind of thing (`projects.keeping`), and why. The newest row holds."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="kept_for")
    name = models.CharField(max_length=20)
    days = models.PositiveIntegerField()
    reason = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} of {self.project_id}: {self.days} days"


class Removal(models.Model):
    """On one day so many things of one kind came to the end of their clock. No project: the whole installation's."""

    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="removals")
    name = models.CharField(max_length=20)
    count = models.PositiveIntegerField()
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["project", "name", "-on"], name="removal_lately")]

    def __str__(self) -> str:
        return f"{self.count} {self.name} on {self.on}"


class KeepingRound(models.Model):
    """One day's round of the clocks: how much it ended, and with which kinds of things it failed."""

    on = models.DateField(unique=True)
    count = models.PositiveIntegerField(default=0)
    failed = models.JSONField(default=list)

    class Meta:
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"round of {self.on}"
