"""Who answers for whom."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.ethics.models.permitting import BY_LAW, Acting, How
from alongside.kit.sealed import SealedField
from alongside.people.models import Person
from alongside.projects.models import Project


class Supporter(models.Model):
    """Somebody who may answer for a person in one project.

    A supporter may do nothing before the person said yes (`agreed_at`). A parent, or somebody with a say in law, is
    recorded with a ground (`SupportNote`) for a person who cannot answer; that person can object, which pauses it.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="supporters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="supporters")
    supporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="supports")
    acting = models.CharField(max_length=10, choices=Acting.choices, default=Acting.SUPPORTER)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_at = models.DateTimeField(null=True)  # when the person said yes; never for who has a say in law
    agreed_how = models.CharField(max_length=8, choices=How.choices, blank=True)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # who wrote it down
    ends_on = models.DateField(null=True)  # after this day it is asked, or looked at, again
    paused_at = models.DateTimeField(null=True)  # the person objected
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "supporter"], condition=models.Q(ended_at=None), name="supporter_once"
            ),
            models.CheckConstraint(condition=~models.Q(person=models.F("supporter")), name="nobody_supports_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.supporter_id} for {self.person_id}"

    @property
    def is_by_law(self) -> bool:
        return self.acting in BY_LAW

    @property
    def standing(self) -> str:
        """asked, paused, over (its day has passed) or live; only live allows anything. Not for ended rows."""
        if self.paused_at is not None:
            return "paused"
        if not self.is_by_law and self.agreed_at is None:
            return "asked"
        return "live" if self.ends_on and self.ends_on >= timezone.localdate() else "over"


class SupportNote(models.Model):
    """Words about who answers for a person, sealed: the ground, what the person objected, what hosts said to that."""

    class Kind(models.TextChoices):
        GROUND = "ground", _("Why they may answer")
        OBJECTION = "objection", _("What the person says against it")
        REPLY = "reply", _("What was talked about and settled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = SealedField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.support_id}"
