"""Receipts and changes: what difference people's words made."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.decisions.models import Decision, PassageVersion
from alongside.people.models import Person
from alongside.sensemaking.models import Theme
from alongside.voices.models import Voice


class Receipt(models.Model):
    """The answer owed to one voice through one decision, and the way the words took to it."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="receipts")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="receipts")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.ForeignKey(PassageVersion, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    emailed_at = models.DateTimeField(null=True)
    email_failed_at = models.DateTimeField(null=True)  # after the last try: a letter is printed instead
    printed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["voice", "decision"], name="receipt_once")]
        indexes = [
            models.Index(fields=["decision"], name="receipt_unprinted", condition=models.Q(printed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class Change(models.Model):
    """Something that really became different after a decision; may be nothing yet, or unwanted."""

    class Kind(models.TextChoices):
        WANTED = "wanted", _("A change people wanted")
        UNWANTED = "unwanted", _("A change people did not want")
        MIXED = "mixed", _("Some of both")
        NOTHING_YET = "nothing_yet", _("Nothing has changed yet")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("what kind"), max_length=12, choices=Kind.choices)
    words = models.TextField(_("what became different"))
    evidence = models.TextField(_("how we know"), blank=True)
    link = models.URLField(_("link to evidence"), blank=True)
    seen_on = models.DateField(_("date"))
    noted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-seen_on", "-id"]

    def __str__(self) -> str:
        return f"change {self.pk}"


class ReceiptWish(models.Model):
    """Whether a person wants their answers by email as well. No row: no."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="receipt_wish")
    by_email = models.BooleanField(_("send me my answers by email"), default=False)

    def __str__(self) -> str:
        return f"wish of {self.person_id}"
