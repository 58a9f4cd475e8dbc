"""Themes: voices that belong together. A machine may suggest; only a person places."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.voices.models import Voice


class Theme(models.Model):
    """Ended (never deleted) when merged or split into others; its origins are kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="themes")
    title = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("in a few words"), blank=True)
    order = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["project", "order", "id"], name="theme_project")]

    def __str__(self) -> str:
        return self.title


class ThemeOrigin(models.Model):
    """Theme `theme` came out of `origin`, by a merge or a split."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("joined together")
        SPLIT = "split", _("split apart")

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="origins")
    origin = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="became")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "origin"], name="theme_origin_once")]

    def __str__(self) -> str:
        return f"{self.theme_id} from {self.origin_id}"


class Placement(models.Model):
    """A person put this voice in this theme. Ended when moved out, merged or split; never deleted."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="placements")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="placements")
    placed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    placed_at = models.DateTimeField(default=timezone.now)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="carried_to")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "theme"], condition=models.Q(ended_at__isnull=True), name="placed_once"
            )
        ]
        indexes = [
            models.Index(fields=["theme", "voice"], name="placement_theme"),
            models.Index(fields=["theme", "voice"], name="placement_live", condition=models.Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id} in {self.theme_id}"


class UseCheck(models.Model):
    """A person is asked: is this how you meant it? A "no" is a dispute and stays with its theme."""

    class Verdict(models.TextChoices):
        FINE = "fine", _("Yes, that is what I meant")
        DISPUTED = "disputed", _("No, that is not what I meant")

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="checks")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="checks")
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(null=True)  # null: the person raised it unasked
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    words = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True)
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # a host, for them
    reply = models.TextField(blank=True)
    reply_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    replied_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # only the person who disputed can settle it

    class Meta:
        ordering = ["id"]
        constraints = [  # once settled it is history: the person may dispute again
            models.UniqueConstraint(
                fields=["voice", "theme"], condition=models.Q(settled_at__isnull=True), name="check_once"
            )
        ]

    def __str__(self) -> str:
        return f"check of {self.voice_id} in {self.theme_id}"

    @property
    def is_open_dispute(self) -> bool:
        """Disputed and not settled by the person. Stays with its theme, in sight of everyone."""
        return self.verdict == self.Verdict.DISPUTED and self.settled_at is None


class Landscape(models.Model):
    """People placed by how they answer statements, as it was worked out once. The result holds no person and no words.

    The page's own row is replaced through one day; those that a host asked for are kept.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="landscapes")
    made_at = models.DateTimeField(default=timezone.now)  # when the answers were read
    on = models.DateField()
    is_kept = models.BooleanField(default=False)
    with_flagged = models.BooleanField(default=False)  # seats that behave like a script are counted too
    engine = models.CharField(max_length=40)
    seed = models.BigIntegerField(default=0)
    people = models.PositiveIntegerField()
    statements = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    flagged = models.PositiveIntegerField(default=0)  # how many flagged seats had answered
    as_of = models.CharField(max_length=200)  # what it stands on; other than now: it is out of date
    step_id = models.BigIntegerField(default=0)  # the newest step of the project when the answers were read
    result = models.JSONField(default=dict)  # see landscape_result.py

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "with_flagged", "on"],
                condition=models.Q(is_kept=False),
                name="one_landscape_a_day",
            )
        ]
        indexes = [models.Index(fields=["project", "with_flagged", "-made_at"], name="landscape_newest")]

    def __str__(self) -> str:
        return f"landscape {self.pk}"


class SuggestionRun(models.Model):
    """What a machine suggested once: with which engine and seed, from how many voices. Never a placement."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="suggestion_runs")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    engine = models.CharField(max_length=40)
    seed = models.BigIntegerField(default=0)
    voices = models.PositiveIntegerField(default=0)
    taught = models.PositiveIntegerField(default=0)  # how many placements by people it learned from

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"suggestions {self.pk}"


class SuggestedGroup(models.Model):
    """Voices that may belong together, in a theme there is or in a new one. A person accepts it, or does not."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        MERGED = "merged", _("joined with another")
        SPLIT = "split", _("split")

    run = models.ForeignKey(SuggestionRun, on_delete=models.CASCADE, related_name="groups")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="suggested")
    words = models.CharField(max_length=300, blank=True)  # typical words, with commas; none that nobody says any more
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"suggested group {self.pk}"


class Suggestion(models.Model):
    """One voice in a suggested group. `placement` is what a person made of it: a row of its own."""

    group = models.ForeignKey(SuggestedGroup, on_delete=models.CASCADE, related_name="suggestions")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="suggestions")
    confidence = models.PositiveSmallIntegerField(default=0)  # in hundredths
    words = models.CharField(max_length=200, blank=True)  # that it shares with the group
    nearest = models.ForeignKey(Voice, null=True, on_delete=models.SET_NULL, related_name="+")
    is_typical = models.BooleanField(default=False)
    refused = models.BooleanField(default=False)
    placement = models.ForeignKey(Placement, null=True, on_delete=models.SET_NULL, related_name="suggested_by")

    class Meta:
        ordering = ["-is_typical", "-confidence", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "voice"], name="suggested_once")]

    def __str__(self) -> str:
        return f"{self.voice_id} in {self.group_id}"
