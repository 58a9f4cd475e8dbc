"""What each side expects of the other, how much people trust, who goes beside a newcomer, and how it ends.

Of an answer to a pulse no row is kept: numbers only (`Tally`), and that a ticket was used, which does not say how.
What buddies write for each other is sealed.
"""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.kit.sealed import SealedField
from alongside.people.models import Person
from alongside.projects.models import Project, Side


class Heard(models.TextChoices):
    """How a host was told what they typed in for a person. Empty: the person wrote it."""

    PHONE = "phone", _("on the phone")
    IN_PERSON = "in_person", _("face to face")
    PAPER = "paper", _("on paper")


class Expectation(models.Model):
    """One line of what one side hopes for, needs from the other, or can give. Empty once it was taken back."""

    class Kind(models.TextChoices):
        HOPE = "hope", _("We hope for")
        NEED = "need", _("We need from you")
        GIVE = "give", _("We can give")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="expectations")
    side = models.CharField(max_length=10, choices=Side.choices)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    words = models.TextField(_("the line"), blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="expectations")
    is_named = models.BooleanField(default=False)  # the person wishes that their name stands beside it
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    told = models.CharField(max_length=10, choices=Heard.choices, blank=True)
    submit_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (null: came without one)
    made_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["project", "side", "id"], name="expectation_place")]

    def __str__(self) -> str:
        return f"expectation {self.pk}"


class Reply(models.Model):
    """What the other side says to a line. The newest stands; those before it are kept and can be read."""

    class Kind(models.TextChoices):
        CAN = "can", _("We can do that")
        PARTLY = "partly", _("Partly")
        CANNOT = "cannot", _("We cannot")

    expectation = models.ForeignKey(Expectation, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    reason = models.TextField(_("why"), blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="expectation_replies")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} to {self.expectation_id}"


class Look(models.Model):
    """A day on which both sides look again at what they wrote. The next begins when both have looked."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="expectation_looks")
    number = models.PositiveIntegerField(default=1)
    begun_on = models.DateField()
    due_on = models.DateField(_("day to look again"))
    first_due_on = models.DateField()  # as it was set first: moving the day does not hide that it was moved
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="expectation_look_number")]

    def __str__(self) -> str:
        return f"look {self.number} of {self.project_id}"


class Verdict(models.Model):
    """What the side that wrote a line says of it at a look."""

    class Kind(models.TextChoices):
        KEPT = "kept", _("Kept")
        PARTLY = "partly", _("Partly kept")
        NOT_KEPT = "not_kept", _("Not kept")
        TOO_EARLY = "too_early", _("Too early to say")

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="verdicts")
    expectation = models.ForeignKey(Expectation, on_delete=models.CASCADE, related_name="verdicts")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    words = models.TextField(_("in words"), blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="expectation_verdicts")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["look", "expectation"], name="verdict_once")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.expectation_id}"


class SideLooked(models.Model):
    """One side has looked: each of its lines has its word."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="sides")
    side = models.CharField(max_length=10, choices=Side.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["look", "side"], name="side_looked_once")]

    def __str__(self) -> str:
        return f"{self.side} looked at {self.look_id}"


class Pulse(models.Model):
    """The same few questions again, to everybody in the project. Days, and no finer time."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pulses")
    number = models.PositiveIntegerField(default=1)
    opened_on = models.DateField(default=timezone.localdate)
    closes_on = models.DateField(_("last day for answers"))
    closed_on = models.DateField(null=True)
    told = models.JSONField(null=True)  # made once, at closing: what may be told of each side and question

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="pulse_number"),
            models.UniqueConstraint(fields=["project"], condition=models.Q(closed_on=None), name="one_open_pulse"),
        ]

    def __str__(self) -> str:
        return f"pulse {self.number} of {self.project_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class Ticket(models.Model):
    """Somebody was asked; whether they have answered or declined (it does not say which). Gone after closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="tickets")
    side = models.CharField(max_length=10, choices=Side.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    once_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (null: a member's)
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "person"], name="pulse_asked_once")]

    def __str__(self) -> str:
        return f"a ticket of {self.pulse_id}"


class Tally(models.Model):
    """How many of one side gave one answer. Made at nought for every answer when it opens; gone after closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="tallies")
    side = models.CharField(max_length=10, choices=Side.choices)
    question = models.CharField(max_length=8)  # a key of `questions.py`; "": how many answered at all
    score = models.PositiveSmallIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "side", "question", "score"], name="pulse_tally_once")]

    def __str__(self) -> str:
        return f"a number of {self.pulse_id}"


class BuddyNote(models.Model):
    """A member offers to go beside a newcomer, or a person asks for somebody. Live until it is ended."""

    class Kind(models.TextChoices):
        OFFER = "offer", _("I can be a buddy")
        ASK = "ask", _("I would like a buddy")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="buddy_notes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="buddy_notes")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    words = SealedField()
    told = models.CharField(max_length=10, choices=Heard.choices, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "kind"], condition=models.Q(ended_at=None), name="one_live_buddy_note"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Pair(models.Model):
    """Two people whom a host suggested to each other. It begins when both said yes; nobody says why it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="buddy_pairs")
    suggested_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    suggested_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["suggested_at", "id"]

    def __str__(self) -> str:
        return f"pair {self.pk}"


class Half(models.Model):
    """One of a pair: whether they said yes, and how the other finds them, in their own words."""

    class Part(models.TextChoices):
        NEWCOMER = "newcomer", _("Newcomer")
        BUDDY = "buddy", _("Buddy")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="halves")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="buddy_halves")
    part = models.CharField(max_length=8, choices=Part.choices)
    yes_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=10, choices=Heard.choices, blank=True)  # how a host heard the yes
    hello = SealedField()
    is_live = models.BooleanField(default=True)  # as long as its pair has not ended

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "person"], name="half_once"),
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=models.Q(part="newcomer", is_live=True),
                name="one_buddy_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.pk}"


class Ending(models.Model):
    """What a host writes when somebody leaves, came once, or all is over: thanks, what came of it, what is next."""

    class About(models.TextChoices):
        LEFT = "left", _("Somebody left")
        ONCE = "once", _("Came once, and not since")
        OVER = "over", _("The project is over")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="endings")
    about = models.CharField(max_length=4, choices=About.choices)
    thanks = models.TextField(_("thank you"))
    came_of_it = models.TextField(_("what came of it"), blank=True)
    nexts = models.JSONField(default=list)  # keys of `nexts.py` that are offered
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"ending {self.pk}"


class Farewell(models.Model):
    """One person's ending: how it reached them, and what they would like next. Without words: it was said by mouth."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="farewells")
    ending = models.ForeignKey(Ending, null=True, on_delete=models.CASCADE, related_name="farewells")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="farewells")
    about = models.CharField(max_length=4, choices=Ending.About.choices)
    made_at = models.DateTimeField(default=timezone.now)
    said_on = models.DateField(null=True)  # by mouth, instead of words here
    seen_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)
    printed_at = models.DateTimeField(null=True)
    wants = models.JSONField(default=list)
    words = models.TextField(_("in their own words"), blank=True)
    answered_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=10, choices=Heard.choices, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["project", "person", "about"], name="farewell_once")]

    def __str__(self) -> str:
        return f"farewell {self.pk}"
