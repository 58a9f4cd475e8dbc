"""Communities that a project should hear, who opens their doors, what was tried, and the ways in.

No table says that a person belongs to a community: an invitation remembers the door, never who used it.
"""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.kit.sealed import SealedField
from alongside.people.models import Person
from alongside.projects.models import Invitation, Project


class Kind(models.TextChoices):
    PLACE = "place", _("Place")
    INTEREST = "interest", _("Interest")
    EXPERIENCE = "experience", _("Experience")


class HowFar(models.TextChoices):
    """How far a community is with the project, as hosts see it. Never a count."""

    FAIR = "fair", _("A fair part is here")
    SOME = "some", _("Some are here")
    ASKED = "asked", _("Asked")
    NOT_ASKED = "not_asked", _("Not asked yet")
    NO = "no", _("They said no, or not now")


HERE = (HowFar.FAIR.value, HowFar.SOME.value)
MISSING = (HowFar.ASKED.value, HowFar.NOT_ASKED.value)


class ShownTo(models.TextChoices):
    EVERYONE = "everyone", _("Everyone who can read the project")
    MEMBERS = "members", _("Only the people in this project")
    HOSTS = "hosts", _("Only hosts, and who opens the door")


class Told(models.TextChoices):
    """How a host was told what they typed in for a connector. Empty: the connector said it themselves."""

    PHONE = "phone", _("on the phone")
    IN_PERSON = "in_person", _("face to face")
    PAPER = "paper", _("on paper")


class Community(models.Model):
    """A group of people by place, interest or experience, as a project sees it. Nobody is listed in it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="communities")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    why = models.TextField(_("why it matters here"))
    size = models.CharField(_("roughly how many people"), max_length=80, blank=True)
    reach = models.TextField(_("how they like to be reached"), blank=True)
    how_far = models.CharField(_("how far with us"), max_length=9, choices=HowFar.choices, default=HowFar.NOT_ASKED)
    how_far_words = models.TextField(_("more about it"), blank=True)
    how_far_on = models.DateField(_("since"), default=timezone.localdate)
    shown_to = models.CharField(_("who may know"), max_length=8, choices=ShownTo.choices, default=ShownTo.MEMBERS)
    said_yes = models.BooleanField(_("people of it said that everyone may know"), default=False)
    next_words = models.CharField(_("what is next"), max_length=300, blank=True)
    next_owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    next_due = models.DateField(_("next: until"), null=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)  # taken off the map

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "project", Lower("name"), name="community_once", condition=models.Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"community {self.pk}"

    @property
    def is_here(self) -> bool:
        return self.how_far in HERE

    @property
    def is_next_late(self) -> bool:
        return self.next_due is not None and self.next_due < timezone.localdate()

    @property
    def is_missing(self) -> bool:
        return self.how_far in MISSING


class Try(models.Model):
    """What was tried to reach a community: on which day, by whom, and what came of it."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="tries")
    on = models.DateField(_("day"))
    who = models.CharField(_("by whom"), max_length=120)
    what = models.CharField(_("what was tried"), max_length=500)
    came_of_it = models.TextField(_("what came of it"), blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"try {self.pk}"


class Connector(models.Model):
    """The trusted person who opens a community's door: a member, or somebody without an account.

    They say yes themselves, or a host writes down what they said and reads it back. Name and way to reach them are
    sealed; both are removed when they stop.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="connectors")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="connecting")
    name = SealedField()  # of somebody without an account
    contact = SealedField()
    asked_of_them = models.TextField()
    what_they_get = models.TextField(blank=True)
    is_named = models.BooleanField(default=False)  # their name may be told to members and stand on paper
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=10, choices=Told.choices, blank=True)
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="connector_once")]

    def __str__(self) -> str:
        return f"connector {self.pk}"

    @property
    def opens(self) -> bool:
        """Said yes, and has not stopped."""
        return self.answer == self.Answer.YES and self.stopped_at is None

    @property
    def waits(self) -> bool:
        return not self.answer and self.stopped_at is None


class Paper(models.TextChoices):
    LETTER = "letter", _("A letter")
    POSTER = "poster", _("A poster, A4")
    BIG_POSTER = "poster_a3", _("A big poster, A3")
    STRIPS = "strips", _("A notice with strips to tear off")
    CARDS = "cards", _("A sheet of small cards")


class Door(models.Model):
    """A way in that was made for a community: which paper, through whom. Who used it is kept nowhere."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="door")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="doors")
    connector = models.ForeignKey(Connector, null=True, on_delete=models.SET_NULL, related_name="doors")
    paper = models.CharField(max_length=9, choices=Paper.choices)
    uses = models.PositiveIntegerField()  # how many could use it; what is left stands in the invitation

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"door {self.pk}"


class PaperWords(models.Model):
    """What letters and posters for a community say. Written by a host or a connector before they print."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="paper_words")
    heading = models.CharField(_("heading"), max_length=160)
    words = models.TextField(_("what it is about"))
    gets = models.TextField(_("what you get"), blank=True)
    access = models.TextField(_("help to take part"), blank=True)
    offline = models.TextField(_("how to come without internet"), blank=True)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"words for paper of {self.community_id}"


class Hint(models.Model):
    """Who is not here yet: a member says it, hosts put it on the map or answer with a reason."""

    class Outcome(models.TextChoices):
        ADDED = "added", _("On the map now")
        ANSWERED = "answered", _("Answered")
        TAKEN_BACK = "back", _("Taken back")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="community_hints")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="community_hints")
    words = models.CharField(_("who is not here yet"), max_length=300, blank=True)
    why = models.TextField(_("why they should be"), blank=True)
    idea = models.TextField(_("how they could be reached"), blank=True)
    submit_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (null: came without one)
    made_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    community = models.ForeignKey(Community, null=True, on_delete=models.SET_NULL, related_name="hints")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"hint {self.pk}"
