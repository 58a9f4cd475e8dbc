"""What a person allows: one row for each state that a permission is or was in.

A permission is not the lawful basis (`Handling`): that is the host organisation's reason in law, the permission is the
person's own say. Fields and states follow ISO/IEC TS 27560 as W3C's guide tells them; see `record.py`.
"""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Gathering
from alongside.people.models import Person
from alongside.projects.models import Project


def new_record() -> str:
    """The id of one permission through all its states."""
    return uuid.uuid4().hex


class Kind(models.TextChoices):
    """What can be allowed. The words that people see are in `kinds.py`."""

    JOIN = "join", _("Take part")
    EMAIL = "email", _("Write to me by email")
    PHONE = "phone", _("Ring me or text me")
    POST = "post", _("Write to me by post")
    NOTES = "notes", _("Keep what I say")
    QUOTE = "quote", _("Show my words")
    NAME = "name", _("Put the name I chose beside my words")
    PUBLISH = "publish", _("Use my words in reports and files")
    PHOTO_OF_ME = "photo_of_me", _("Photos with me in them")
    MY_PHOTO = "my_photo", _("Photos I took")
    RECORDING = "recording", _("Sound or film of me")
    EQUALITY = "equality", _("Ask me equality questions")
    SHARE = "share", _("Share with a partner we name")
    LATER = "later", _("Keep for later projects, and ask me again")


class State(models.TextChoices):
    """As in ISO/IEC TS 27560. Only `given` and `reaffirmed` allow anything; `expired` is told by the date."""

    REQUESTED = "requested", _("Asked, no answer yet")
    GIVEN = "given", _("Yes")
    REFUSED = "refused", _("No")
    REAFFIRMED = "reaffirmed", _("Yes, said again")
    WITHDRAWN = "withdrawn", _("Taken back")
    EXPIRED = "expired", _("Ran out")
    TERMINATED = "terminated", _("Ended by the project")
    INVALIDATED = "invalidated", _("Was never right")


LIVE = (State.GIVEN.value, State.REAFFIRMED.value)


class How(models.TextChoices):
    """How the answer came."""

    SCREEN = "screen", _("On a page")
    SAYING = "saying", _("By saying something on a page that says what happens to it")
    TOLD = "told", _("Told to a host, face to face")
    PHONE = "phone", _("On the phone")
    PAPER = "paper", _("On paper")
    IMPORT = "import", _("It came with words from elsewhere; the one who brought them in answers for it")


class Acting(models.TextChoices):
    """Who gave the answer."""

    SELF = "self", _("The person")
    SUPPORTER = "supporter", _("A supporter, for the person")
    PARENT = "parent", _("A parent or carer with a say, for the person")
    AUTHORITY = "authority", _("Somebody with a say in law, for the person")


BY_LAW = (Acting.PARENT.value, Acting.AUTHORITY.value)  # recorded with a ground; the person is told, and may object


class Handling(models.Model):
    """Who answers for what people give to a project, under which law, and for how long it is kept."""

    class Basis(models.TextChoices):
        """The UK GDPR's six. Not the same as a permission."""

        CONSENT = "consent", _("Consent")
        CONTRACT = "contract", _("A contract")
        LEGAL = "legal", _("A legal obligation")
        VITAL = "vital", _("Vital interests")
        PUBLIC_TASK = "public_task", _("A public task")
        LEGITIMATE = "legitimate", _("Legitimate interests")

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="handling")
    controller = models.CharField(_("who answers for it"), max_length=200, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=200, blank=True)
    basis = models.CharField(_("lawful basis"), max_length=12, choices=Basis.choices, blank=True)
    stored = models.CharField(_("where it is stored"), max_length=200, blank=True)
    jurisdiction = models.CharField(_("whose law applies"), max_length=80, blank=True)
    recipients = models.CharField(_("who else gets it"), max_length=300, blank=True)
    authority = models.CharField(_("whom people can complain to"), max_length=200, blank=True)
    keep_months = models.PositiveSmallIntegerField(_("months until we ask again"), default=24)

    def __str__(self) -> str:
        return f"handling of {self.project_id}"


class Notice(models.Model):
    """The exact words a person was told before they answered, in their language. Never changed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=12)
    words = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "sha256"], name="notice_once"),
            models.UniqueConstraint(fields=["project", "kind", "number"], name="notice_number"),
        ]

    def __str__(self) -> str:
        return f"notice {self.kind} {self.number} of {self.project_id}"


class Permission(models.Model):
    """One state of one permission, from `at` to `until` (null: it is so now). A new answer is a new row.

    `record` is the same for all states of one permission. Without gathering and output it holds for the project.
    """

    record = models.CharField(max_length=32, default=new_record)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="permissions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="permissions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    gathering = models.ForeignKey(Gathering, null=True, on_delete=models.CASCADE, related_name="permissions")
    output = models.CharField(max_length=8, blank=True)  # pages, draft or report; empty: all of them
    partner = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State.choices)
    acting = models.CharField(max_length=10, choices=Acting.choices, default=Acting.SELF)
    how = models.CharField(max_length=8, choices=How.choices, default=How.SCREEN)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # who wrote it down
    is_second = models.BooleanField(default=False)  # a parent's answer, where both are asked: see `YoungRules`
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="permissions")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    ends_on = models.DateField(null=True)  # a yes runs out after this day

    class Meta:
        indexes = [
            models.Index(fields=["project", "kind", "person"], name="permission_now", condition=models.Q(until=None)),
            models.Index(fields=["record", "at"], name="permission_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "kind", "output", "partner", "is_second"],
                condition=models.Q(until=None, gathering=None),
                name="one_state_in_project",
            ),
            models.UniqueConstraint(
                fields=["project", "person", "kind", "gathering", "output", "partner", "is_second"],
                condition=models.Q(until=None, gathering__isnull=False),
                name="one_state_in_gathering",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}: {self.state}"


class ReceiptCode(models.Model):
    """The short code on a paper receipt: with it somebody takes back by phone or without signing in. Only a hash."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="receipt_codes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="receipt_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"receipt code {self.pk}"
