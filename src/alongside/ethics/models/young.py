"""Young people keep their own voice: who is young (seen by few), what both must allow, and a page of four parts."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.ethics.models.permitting import Acting, Kind
from alongside.people.models import Person
from alongside.projects.models import Project

# What may be made to need both answers: the young person's and a parent's.
BOTH_ABLE = tuple(kind.value for kind in (
    Kind.QUOTE, Kind.NAME, Kind.PUBLISH, Kind.PHOTO_OF_ME, Kind.MY_PHOTO, Kind.RECORDING,
))  # fmt: skip
GROWN = 18


def usual_both() -> list[str]:
    return [Kind.PUBLISH.value, Kind.PHOTO_OF_ME.value, Kind.MY_PHOTO.value, Kind.RECORDING.value]


class YoungRules(models.Model):
    """Whether young people take part in a project, under which age a parent is asked as well, and for what."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="young_rules")
    is_on = models.BooleanField(default=False)
    cut_off = models.PositiveSmallIntegerField(default=16)
    both = models.JSONField(default=usual_both)

    def __str__(self) -> str:
        return f"young people in {self.project_id}"


class Young(models.Model):
    """Somebody is young, as they or a parent say. An age group and never a birth date. Hosts, the lead and they see it.

    No step of the ledger tells of it: the history has readers.
    """

    class Group(models.TextChoices):
        YOUNGER = "younger", _("Under the age from which they decide alone")
        OLDER = "older", _("Older than that, and under 18")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="young")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="young_in")
    group = models.CharField(max_length=8, choices=Group.choices)
    said_by = models.CharField(max_length=10, choices=Acting.choices, default=Acting.SELF)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "person"], condition=models.Q(ended_at=None), name="young_once")
        ]

    def __str__(self) -> str:
        return f"young {self.pk}"


class Part(models.TextChoices):
    """Space, voice, audience, influence: four questions about how young people are heard (after Laura Lundy)."""

    SPACE = "space", _("Space")
    VOICE = "voice", _("Voice")
    AUDIENCE = "audience", _("Audience")
    INFLUENCE = "influence", _("Influence")


class YoungWords(models.Model):
    """What hosts write about one of the four parts. The newest is shown; older ones are kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="young_words")
    part = models.CharField(max_length=10, choices=Part.choices)
    words = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.part} of {self.project_id}"


class NotSo(models.Model):
    """Somebody says that a part is not as it is told. Shown without a name; a host answers."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="not_so")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="said_not_so")
    part = models.CharField(max_length=10, choices=Part.choices)
    words = models.TextField(blank=True)  # empty: taken back
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    submit_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (null: came without one)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"not so {self.pk}"
