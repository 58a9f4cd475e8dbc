"""What a taking back reached, and what of it is out on paper."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.ethics.models.permitting import How
from alongside.people.models import Person
from alongside.projects.models import Project


class TakingBack(models.Model):
    """What one taking back reached, in sentences with numbers: the person's own receipt, without their words."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="takings_back")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="takings_back")
    kinds = models.JSONField(default=list)
    reached = models.JSONField(default=list)  # [{"what": "voices", "count": 3, "words": "3 voices are removed…"}]
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices, default=How.SCREEN)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"taking back {self.pk}"


class OnPaper(models.Model):
    """Paper that is out with words that were taken back: a host goes after it. No words are kept here."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("A printed letter")
        DRAFT = "draft", _("Printed copies of a draft")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="papers_out")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # to whom it went
    kind = models.CharField(max_length=8, choices=Kind.choices)
    url = models.CharField(max_length=200, blank=True)  # such as the draft's page: its name may have held the words
    printed_on = models.DateField(null=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    done_on = models.DateField(null=True)
    done = models.CharField(_("what was done"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
