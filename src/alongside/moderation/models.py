"""Visible rules for words, what people tell the hosts about words, words set aside with a reason, and appeals.

What the words are is known further up: here they are a kind (`What`) and a number. Nothing here holds the words.
"""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.kit.sealed import SealedField
from alongside.people.models import Person
from alongside.projects.models import Project, Side

SECOND_WITHIN = timedelta(days=2)  # a second host looks at it within this time, or the words come back


class What(models.TextChoices):
    """What can be set aside."""

    VOICE = "voice", _("A voice")
    COMMENT = "comment", _("A comment on the draft")
    PROPOSAL = "proposal", _("A proposal for the draft")


class WordRules(models.Model):
    """One version of the rules for words: a rule on each line. Versions are kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="word_rules")
    number = models.PositiveIntegerField(default=1)
    words = models.TextField(_("rules, one on each line"))
    days = models.PositiveSmallIntegerField(_("days to look at what was told, and to decide an appeal"), default=7)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="word_rules_number")]

    def __str__(self) -> str:
        return f"rules for words {self.number} of {self.project_id}"

    @property
    def lines(self) -> list[str]:
        return self.words.splitlines()


class Report(models.Model):
    """Somebody tells the hosts that something is wrong with words. It hides nothing; who told it is shown to nobody."""

    class Outcome(models.TextChoices):
        LEFT = "left", _("The words stay as they are")
        ASIDE = "aside", _("The words were set aside")
        GONE = "gone", _("The words were taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="word_reports")
    what = models.CharField(max_length=8, choices=What.choices)
    subject_id = models.PositiveBigIntegerField()
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="word_reports")
    rule = models.CharField(_("rule"), max_length=300)
    why = SealedField()
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=5, choices=Outcome.choices, blank=True)
    reply = models.TextField(_("answer to who told it"), blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # who told it has read the answer

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["project", "what", "subject_id"], name="word_report_subject")]
        constraints = [
            models.UniqueConstraint(fields=["person", "what", "subject_id"], name="word_report_once"),
            models.CheckConstraint(name="word_report_left_has_answer", condition=~Q(outcome="left") | ~Q(reply="")),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class SetAsideQuerySet(models.QuerySet["SetAside"]):
    def standing(self, now: datetime | None = None) -> "SetAsideQuerySet":
        """Words that others do not read now: not come back, and seen by two where two are needed, or still in time."""
        in_time = Q(at__gt=(now or timezone.now()) - SECOND_WITHIN)
        return self.filter(Q(needs_second=False) | Q(second_at__isnull=False) | in_time, ended_at__isnull=True)

    def lapsed(self, now: datetime | None = None) -> "SetAsideQuerySet":
        """No second host looked at it in time: the words are back, and nobody has written that down yet."""
        late = Q(at__lte=(now or timezone.now()) - SECOND_WITHIN)
        return self.filter(late, needs_second=True, second_at__isnull=True, ended_at__isnull=True)


class SetAside(models.Model):
    """Words that others do not read for now: by which rule, and why. Nothing is deleted."""

    class Ended(models.TextChoices):
        APPEAL = "appeal", _("They came back on appeal")
        HOST = "host", _("A host let them come back")
        LAPSED = "lapsed", _("They came back: no second host agreed in time")
        GONE = "gone", _("The person took the words back")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="set_asides")
    what = models.CharField(max_length=8, choices=What.choices)
    subject_id = models.PositiveBigIntegerField()
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="set_asides")  # who said them
    rules_number = models.PositiveIntegerField()  # 0: the rules that every project begins with
    rule = models.CharField(_("rule"), max_length=300)
    reason = models.TextField(_("reason"))
    is_about_hosts = models.BooleanField(_("about a host"), default=False)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)  # empty: an admin of the network
    at = models.DateTimeField(default=timezone.now)
    needs_second = models.BooleanField(default=False)
    second_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    second_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=6, choices=Ended.choices, blank=True)
    seen_at = models.DateTimeField(null=True)  # the person has read it in My space
    # How else they are told: "email", "letter" (a host prints it), "given" (printed).
    told_how = models.CharField(max_length=8, blank=True)

    objects = SetAsideQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "-id"], name="set_aside_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["what", "subject_id"], name="set_aside_once", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="set_aside_has_rule_and_reason", condition=Q(ended_how="gone") | ~Q(rule="") & ~Q(reason="")
            ),
            models.CheckConstraint(
                name="set_aside_ended_says_how",
                condition=Q(ended_at__isnull=True, ended_how="") | Q(ended_at__isnull=False) & ~Q(ended_how=""),
            ),
        ]

    def __str__(self) -> str:
        return f"set aside {self.pk}"

    @property
    def second_until(self) -> datetime:
        """Until then a second host must have agreed."""
        return self.at + SECOND_WITHIN

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None and (
            not self.needs_second or self.second_at is not None or timezone.now() < self.second_until
        )

    @property
    def ended_words(self) -> str:
        """How the words came back; "" while they are set aside."""
        how = self.ended_how or ("" if self.is_standing else self.Ended.LAPSED.value)
        return str(self.Ended(how).label) if how else ""


class Appeal(models.Model):
    """The person says why their words should come back. One for each setting aside; somebody else decides."""

    class Outcome(models.TextChoices):
        BACK = "back", _("The words come back")
        STAYS = "stays", _("The words stay set aside")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aside = models.OneToOneField(SetAside, on_delete=models.CASCADE, related_name="appeal")
    words = SealedField()
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    outcome = models.CharField(max_length=5, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)  # whose host decided; empty: an admin
    decided_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # the person has read the decision
    told_how = models.CharField(max_length=8, blank=True)  # as in `SetAside`

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="appeal_decided_has_reason", condition=Q(outcome="") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"
