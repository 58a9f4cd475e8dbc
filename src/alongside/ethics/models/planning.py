"""What people write into the ethics plan."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.projects.models import Project, Side


class NotedRisk(models.Model):
    """A risk that people wrote down themselves: what could happen, and what is done about it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="noted_risks")
    words = models.TextField(_("what could go wrong"))
    done = models.TextField(_("what we do about it"), blank=True)
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"risk {self.pk}"


class PlanReview(models.Model):
    """One side has looked at the ethics plan as it stood that day."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="plan_reviews")
    side = models.CharField(max_length=10, choices=Side.choices)
    is_fine = models.BooleanField()
    words = models.TextField(_("what should change"), blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"review {self.pk}"
