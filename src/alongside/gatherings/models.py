"""Workshops, meetings, visits and online sessions."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.projects.models import Project


class Gathering(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gatherings")
    title = models.CharField(_("name"), max_length=200)
    on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    about = models.TextField(_("what it is for"), blank=True)
    others_came = models.PositiveIntegerField(_("others who came"), default=0)  # people who are not in the list
    played_back_on = models.DateField(_("notes given back on"), null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attendances")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "person"], name="attended_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.gathering_id}"
