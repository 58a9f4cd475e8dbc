"""What a group agreed on how to be together; and worries about somebody's safety, for the safeguarding lead only."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Gathering
from alongside.kit.sealed import SealedField
from alongside.people.models import Person
from alongside.projects.models import Project


class How(models.TextChoices):
    """How a group agreed."""

    TALKED = "talked", _("We talked until everybody could live with it")
    ROUND = "round", _("A round: each person spoke in turn")
    HANDS = "hands", _("By hands or cards in the air")
    OTHER = "other", _("In another way")


class Agreement(models.Model):
    """One version of a group's own ground rules: a rule on each line. Versions are kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveIntegerField(default=1)
    words = models.TextField(_("rules, one on each line"))
    how = models.CharField(_("how the group agreed"), max_length=8, choices=How.choices)
    how_words = models.CharField(_("more about how"), max_length=300, blank=True)
    gathering = models.ForeignKey(Gathering, null=True, on_delete=models.SET_NULL, related_name="agreements")
    agreed_on = models.DateField(_("agreed on"))
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="agreement_number")]

    def __str__(self) -> str:
        return f"agreement {self.number} of {self.project_id}"

    @property
    def lines(self) -> list[str]:
        return self.words.splitlines()


class AgreementSeen(models.Model):
    """Somebody says that they have read a version. Nothing depends on it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="seen")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="agreement_seen_once")]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.agreement_id}"


class Proposal(models.Model):
    """A change of the agreement that a member would like, and why. Open until a host writes down what became of it."""

    class Outcome(models.TextChoices):
        IN_IT = "in_it", _("It is in the agreement now")
        NOT_NOW = "not_now", _("The group talked about it and leaves it for now")
        TAKEN_BACK = "back", _("Taken back")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="agreement_proposals")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="agreement_proposals")
    words = models.TextField(_("what should change"), blank=True)
    why = models.TextField(_("why"), blank=True)
    submit_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (null: came without one)
    made_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.ForeignKey(Agreement, null=True, on_delete=models.SET_NULL, related_name="proposals")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ProposalView(models.Model):
    """What one member says to a proposal. No vote: it shows what there is to talk about."""

    class Kind(models.TextChoices):
        LIVE = "live", _("I can live with it")
        TALK = "talk", _("I want to talk about it")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="views")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="proposal_view_once")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.proposal_id}"


class Concern(models.Model):
    """A worry about somebody's safety, as it was told. Of who sent it nothing is kept but what they wrote.

    The day, and no finer time. No step of the ledger tells of it: a step has a time, and the history has readers.
    """

    class Danger(models.TextChoices):
        NOW = "now", _("Yes, now")
        SOON = "soon", _("Not now, but soon perhaps")
        NO = "no", _("No")
        UNKNOWN = "", _("I do not know")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="concerns")
    on = models.DateField(default=timezone.localdate)
    words = SealedField()
    reach = SealedField()  # how the sender may be reached
    name = SealedField()
    danger = models.CharField(max_length=4, choices=Danger.choices, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)  # the sender's way back to it
    once_hash = models.CharField(max_length=64, unique=True)  # the same form sent twice counts once
    is_from_paper = models.BooleanField(default=False)
    is_told = models.BooleanField(default=False)  # leads were told by email that something waits
    acknowledged_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    emptied_on = models.DateField(null=True)  # its words were removed

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["project", "on"], name="concern_day")]

    def __str__(self) -> str:
        return f"concern {self.pk}"

    @property
    def short(self) -> str:
        """Four letters by which leads can speak of it: two worries of one day are told apart, and nothing is told."""
        return str(self.pk)[:4].upper()


class ConcernNote(models.Model):
    """What was added to a concern: by the sender, or to the sender, or one line on who took it over."""

    class Kind(models.TextChoices):
        MORE = "more", _("More from the person who told it")
        ANSWER = "answer", _("Written back to them")
        HANDED = "handed", _("Handed over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    number = models.PositiveIntegerField()
    on = models.DateField(default=timezone.localdate)
    words = SealedField()
    is_read = models.BooleanField(default=True)  # False: the lead has not opened what the sender added

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["concern", "number"], name="concern_note_number")]

    def __str__(self) -> str:
        return f"note {self.number} of {self.concern_id}"


class ConcernAccess(models.Model):
    """Who opened a concern or did something with it, and when. Leads see it; it outlives the words."""

    class What(models.TextChoices):
        READ = "read", _("read it")
        TYPED = "typed", _("typed it in from paper or the phone")
        ACKNOWLEDGED = "ack", _("said that it has arrived")
        ANSWERED = "answer", _("wrote back")
        HANDED = "handed", _("handed it over")
        CLOSED = "closed", _("closed it")
        OPENED = "opened", _("opened it again")

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="accesses")
    reader = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=6, choices=What.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.what} {self.concern_id}"


class ConcernKeeping(models.Model):
    """How long the words of a closed concern are kept in a project."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="concern_keeping")
    months = models.PositiveIntegerField(_("months after closing"), default=12)

    def __str__(self) -> str:
        return f"{self.months} months"
