"""The shared draft, its passages and versions, and decisions with reasons."""

import re

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.projects.models import Project, Side
from alongside.sensemaking.models import Theme
from alongside.voices.models import Voice

REFERENCE = re.compile(r"\[\[voice:(\d{1,18})\]\]")  # how a text quotes a voice


class Draft(models.Model):
    """A living document: a policy, a plan, a service design."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="drafts")
    title = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what it is"), blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """A paragraph of a draft. Its text lives in versions; the newest is the one in force."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="passages")
    order = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)  # left out of the draft from here on; its history stays

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"passage {self.pk}"


class PassageVersion(models.Model):
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    why = models.CharField(_("what changed and why"), max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["passage", "-number"]
        constraints = [models.UniqueConstraint(fields=["passage", "number"], name="passage_version_number")]

    def __str__(self) -> str:
        return f"passage {self.passage_id} version {self.number}"

    @property
    def title(self) -> str:
        """Its heading, or how it begins: never the reference to a quote."""
        begins = " ".join(REFERENCE.sub(" ", self.text).split())
        return self.heading or Truncator(begins).chars(60) or gettext("A quote")


class Citation(models.Model):
    """This version of a passage rests on a theme or on one voice. Each version keeps its own."""

    version = models.ForeignKey(PassageVersion, on_delete=models.CASCADE, related_name="citations")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.CASCADE, related_name="citations")
    voice = models.ForeignKey(Voice, null=True, on_delete=models.CASCADE, related_name="citations")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="citation_of_one_thing",
                condition=Q(theme__isnull=True, voice__isnull=False) | Q(theme__isnull=False, voice__isnull=True),
            ),
            models.UniqueConstraint(fields=["version", "theme"], name="citation_theme_once"),
            models.UniqueConstraint(fields=["version", "voice"], name="citation_voice_once"),
        ]

    def __str__(self) -> str:
        return f"citation {self.pk}"


class Comment(models.Model):
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="comments")
    on_version = models.PositiveIntegerField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.TextField(_("comment"))
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Amendment(models.Model):
    """A proposed new text for a passage, accepted or answered with a reason."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Taken in")
        DECLINED = "declined", _("Not taken in")

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="amendments")
    base_number = models.PositiveIntegerField()
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    text = models.TextField(_("new text"))
    why = models.TextField(_("why"))
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reply = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    result = models.ForeignKey(PassageVersion, null=True, on_delete=models.SET_NULL, related_name="came_from")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="amendment_answer_has_reason", condition=Q(outcome="") | ~Q(reply=""))
        ]

    def __str__(self) -> str:
        return f"amendment {self.pk}"


class Decision(models.Model):
    """What was decided, by whom, when and why. Never edited; a later decision may replace it."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("Adopted")
        PARTLY = "partly", _("Adopted in part")
        NOT_NOW = "not_now", _("Not now")
        NO = "no", _("No")

    class CommunityPart(models.TextChoices):
        DECIDED = "decided", _("Community members decided with us")
        PRESENT = "present", _("Community members were in the room, but did not decide")
        NONE = "none", _("No community members took part")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="decisions")
    title = models.CharField(_("what was decided on"), max_length=300)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    reason = models.TextField(_("reason"))
    decided_by = models.CharField(_("who decided"), max_length=200)
    side = models.CharField(_("which side decided"), max_length=10, choices=Side.choices)
    community_part = models.CharField(_("community part"), max_length=8, choices=CommunityPart.choices)
    decided_on = models.DateField(_("decided on"))
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaced_by")

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(name="decision_has_reason", condition=~Q(reason="")),
            models.UniqueConstraint(fields=["replaces"], name="decision_replaced_once"),
        ]
        indexes = [models.Index(fields=["project", "-decided_on", "-id"], name="decision_project")]

    def __str__(self) -> str:
        return self.title


class DecisionSubject(models.Model):
    """What a decision answers: a passage as it stood (a version), a whole theme, or one voice."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="subjects")
    version = models.ForeignKey(PassageVersion, null=True, on_delete=models.CASCADE, related_name="decided_in")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.CASCADE, related_name="decided_in")
    voice = models.ForeignKey(Voice, null=True, on_delete=models.CASCADE, related_name="decided_in")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="decision_subject_is_one_thing",
                condition=Q(version__isnull=False, theme__isnull=True, voice__isnull=True)
                | Q(version__isnull=True, theme__isnull=False, voice__isnull=True)
                | Q(version__isnull=True, theme__isnull=True, voice__isnull=False),
            ),
            models.UniqueConstraint(fields=["decision", "version"], name="subject_version_once"),
            models.UniqueConstraint(fields=["decision", "theme"], name="subject_theme_once"),
            models.UniqueConstraint(fields=["decision", "voice"], name="subject_voice_once"),
        ]

    def __str__(self) -> str:
        return f"subject of {self.decision_id}"
