"""How each person reads, and other forms of public texts: easy words with pictures, signed films, languages."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.projects.models import Project


class Told(models.TextChoices):
    """How a host was told what they typed in for a person. Empty: the person chose it."""

    PHONE = "phone", _("on the phone")
    IN_PERSON = "in_person", _("face to face")
    PAPER = "paper", _("on paper")


class News(models.TextChoices):
    """How news reaches a person."""

    PAGES = "pages", _("I look at these pages")
    EMAIL = "email", _("By email")
    PAPER = "paper", _("On paper: a letter")
    PHONE = "phone", _("By phone: somebody rings me")


class Size(models.TextChoices):
    NORMAL = "1", _("Normal")
    LARGE = "2", _("Large")
    VERY_LARGE = "3", _("Very large")


class Reading(models.Model):
    """How one person likes to read. A wish, like a colour: it says nothing about why. No row: as anybody."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="reading")
    language = models.CharField(_("language"), max_length=40, blank=True)  # a code of `languages.py`, or a name
    easy_first = models.BooleanField(_("easy words first"), default=False)
    size = models.CharField(_("size of letters"), max_length=1, choices=Size.choices, default=Size.NORMAL)
    aloud = models.BooleanField(_("read aloud"), default=False)
    sign = models.CharField(_("sign language"), max_length=40, blank=True)  # a code of `languages.py`, or a name
    news = models.CharField(_("how news reaches me"), max_length=5, choices=News.choices, blank=True)
    told = models.CharField(max_length=10, choices=Told.choices, blank=True)
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"reading of {self.person_id}"


class Form(models.Model):
    """Another form of one public text, made by a person. Never changed: a new one ends the one before.

    The text itself is named by its kind and the id of what it stands on (`texts.py`), for it may be in a room above.
    """

    class What(models.TextChoices):
        EASY = "easy", _("Easy words")
        FILM = "film", _("Film in sign language")
        LANGUAGE = "language", _("Another language")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="forms")
    text = models.CharField(max_length=40)  # a kind of text: "projects.about"
    subject_id = models.PositiveBigIntegerField()
    what = models.CharField(_("form"), max_length=8, choices=What.choices)
    language = models.CharField(_("language"), max_length=40, blank=True)  # easy words: "", the project's own
    words = models.TextField(_("words"), blank=True)  # easy words: a line each, "{picture} words"
    link = models.URLField(_("link to the film"), max_length=300, blank=True)
    made_from = models.CharField(max_length=64)  # the SHA-256 of the text it was made from
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    checked_by = models.CharField(_("who checked it"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "text", "subject_id", "what", "language"],
                condition=models.Q(ended_at__isnull=True),
                name="one_live_form",
            ),
            models.CheckConstraint(
                name="form_says_something", condition=models.Q(ended_at__isnull=False) | ~models.Q(words="", link="")
            ),
        ]

    def __str__(self) -> str:
        return f"form {self.pk} of {self.text}"
