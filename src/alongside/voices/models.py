"""What people say and answer. Words are kept as said: never edited, only taken back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Gathering, Seat
from alongside.people.models import Naming, Person
from alongside.projects.models import Project


class Output(models.TextChoices):
    """Where words can appear; people choose how they are named in each."""

    PAGES = "pages", _("On these pages")
    DRAFT = "draft", _("In the draft and decisions")
    REPORT = "report", _("In reports and exports")


class VoiceQuerySet(models.QuerySet["Voice"]):
    def standing(self) -> "VoiceQuerySet":
        """Voices whose words have not been taken back."""
        return self.filter(taken_back_at__isnull=True)


class Voice(models.Model):
    """One contribution in a person's own words."""

    class Source(models.TextChoices):
        ONLINE = "online", _("Written by the person")
        LIVE = "live", _("Said in the room")
        PAPER = "paper", _("Written on paper")
        IMPORT = "import", _("Brought in from elsewhere")

    class Asked(models.TextChoices):
        """How a host was asked to take words back for somebody. Empty: the person did it."""

        PHONE = "phone", _("They asked on the phone")
        IN_PERSON = "in_person", _("They asked face to face")
        LETTER = "letter", _("They asked in a letter or message")
        SLIP = "slip", _("Mistyped, and typed again before it was read back")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="voices")
    gathering = models.ForeignKey(Gathering, null=True, on_delete=models.SET_NULL, related_name="voices")
    words = models.TextField(_("words"))
    language = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.ONLINE)
    said_at = models.DateTimeField(default=timezone.now)
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="typed_voices")
    read_back_at = models.DateTimeField(null=True)  # read aloud to the person, who said: yes, that is it
    naming = models.CharField(max_length=12, choices=Naming.choices, blank=True)  # empty: as in the project
    is_held = models.BooleanField(default=False)  # said in a room; others read it once a host has looked at it
    external_id = models.CharField(max_length=80, blank=True)
    submit_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (null: no key given)
    kept_at = models.DateTimeField(default=timezone.now)  # when it was typed in; said_at may be long before
    taken_back_at = models.DateTimeField(null=True)
    taken_back_how = models.CharField(max_length=10, choices=Asked.choices, blank=True)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["project", "-id"], name="voice_project"),
            models.Index(fields=["person", "-id"], name="voice_person"),
            models.Index(fields=["project", "said_at"], name="voice_said_at"),
            models.Index(fields=["project"], name="voice_taken_back", condition=models.Q(taken_back_at__isnull=False)),
            models.Index(fields=["project", "gathering"], name="voice_held", condition=models.Q(is_held=True)),
            models.Index(
                fields=["project", "-id"],
                name="voice_not_read_back",
                condition=models.Q(typed_by__isnull=False, read_back_at__isnull=True, taken_back_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="voice_taken_back_has_no_words",
                condition=models.Q(taken_back_at__isnull=True) | models.Q(words=""),
            )
        ]

    def __str__(self) -> str:
        return f"voice {self.pk}"


class OutputNaming(models.Model):
    """How a person is named beside one voice in one output, where it differs from the voice's own choice."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="output_namings")
    output = models.CharField(max_length=8, choices=Output.choices)
    naming = models.CharField(max_length=12, choices=Naming.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voice", "output"], name="output_naming_once")]

    def __str__(self) -> str:
        return f"{self.voice_id} {self.output}: {self.naming}"


class Statement(models.Model):
    """A short voice that others answer: agree, disagree or pass."""

    class Moderation(models.IntegerChoices):
        HIDDEN = -1
        UNREVIEWED = 0
        SHOWN = 1

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="statement")
    moderation = models.SmallIntegerField(choices=Moderation.choices, default=Moderation.SHOWN)

    def __str__(self) -> str:
        return f"statement {self.voice_id}"


class Stance(models.Model):
    """One person's answer to one statement: +1 agree, -1 disagree, 0 pass.

    Somebody who came to a room without a card has no person; then `seat` is the place they had there.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="stances")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="stances")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.CASCADE, related_name="stances")
    value = models.SmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "person"], name="stance_once"),
            models.UniqueConstraint(fields=["statement", "seat"], name="stance_of_seat_once"),
            models.CheckConstraint(
                name="stance_of_somebody", condition=models.Q(person__isnull=False) | models.Q(seat__isnull=False)
            ),
            models.CheckConstraint(name="stance_value", condition=models.Q(value__in=[-1, 0, 1])),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.statement_id}: {self.value}"
