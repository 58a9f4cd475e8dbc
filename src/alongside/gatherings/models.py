"""Workshops, meetings, visits and online sessions."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.projects.models import Project, Side


class Gathering(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gatherings")
    title = models.CharField(_("name"), max_length=200)
    on = models.DateField(_("date"))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
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


class Kind(models.TextChoices):
    """What people can do with an activity on phones, on the big screen and on paper. Empty: talk, nothing to send."""

    OPEN = "open", _("Open question")
    STATEMENTS = "statements", _("Agree, disagree or pass")
    DOTS = "dots", _("Dot vote")
    DIAMOND = "diamond", _("Diamond 9")
    PAIRS = "pairs", _("Two at a time")
    NOMINAL = "nominal", _("Write, then rank")
    ONE_TWO_FOUR = "1-2-4-all", _("1-2-4-All")
    PULSE = "pulse", _("Check-in or check-out")
    TIMELINE = "timeline", _("Timeline")


class Activity(models.Model):
    """One step of a gathering's run sheet."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="activities")
    order = models.PositiveIntegerField(default=0)
    title = models.CharField(_("name"), max_length=200)
    minutes = models.PositiveIntegerField(_("minutes"), default=10)
    technique = models.CharField(_("technique"), max_length=40, blank=True)  # a key of gatherings/techniques
    is_break = models.BooleanField(_("a break"), default=False)
    materials = models.TextField(_("what you need"), blank=True)
    say = models.TextField(_("what to say"), blank=True)
    access = models.TextField(_("so that everyone can take part"), blank=True)
    kind = models.CharField(_("on phones and paper"), max_length=12, choices=Kind.choices, blank=True)
    question = models.CharField(_("question"), max_length=300, blank=True)
    easy = models.CharField(_("the question in easy words"), max_length=200, blank=True)
    picks = models.PositiveSmallIntegerField(_("dots, or places, for each person"), default=3)
    may_add = models.BooleanField(_("people may add their own"), default=False)
    approve = models.BooleanField(_("a host looks at what is added first"), default=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["gathering", "order", "id"], name="activity_order")]

    def __str__(self) -> str:
        return self.title


class Room(models.Model):
    """One gathering's room. `version` grows with every change that phones or the big screen must see."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="room")
    code = models.CharField(max_length=6, null=True, unique=True)  # noqa: DJ001 (null: came from an archive)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    led_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on_screen = models.ForeignKey(Activity, null=True, on_delete=models.SET_NULL, related_name="+")  # null: the code
    version = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"room {self.pk}"


class Seat(models.Model):
    """One place in the room: a phone, or a numbered sheet of paper. With a card it is the person's own."""

    class How(models.TextChoices):
        PHONE = "phone", _("On a phone")
        PAPER = "paper", _("On paper")

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField()
    how = models.CharField(max_length=5, choices=How.choices, default=How.PHONE)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="seats")
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    is_host = models.BooleanField(default=False)  # hosts answer the same check-out, and are shown apart
    is_quiet = models.BooleanField(default=False)  # here, and wants to be left in peace for now
    joined_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    flagged_at = models.DateTimeField(null=True)  # behaves like a script; counted apart, never deleted
    flagged_why = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "how", "number"], name="seat_number_once"),
            models.UniqueConstraint(
                fields=["room", "person"],
                condition=models.Q(person__isnull=False, how="phone"),
                name="seat_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.number}"
