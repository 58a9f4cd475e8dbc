"""Append-only steps, their deliveries to followers, and long jobs.

A step stores ids, never foreign keys and never people's words, so that a person can be
erased without rewriting history.
"""

import uuid

from django.db import models
from django.utils import timezone


class Step(models.Model):
    """One thing that happened. Written once, with the work it tells of; never changed."""

    verb = models.CharField(max_length=60)
    project_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["project_id", "-at", "-id"], name="step_project"),
            models.Index(fields=["subject_kind", "subject_id"], name="step_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_id}"


class Delivery(models.Model):
    """One step handed to one follower: once, saved together with the work the follower did."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="deliveries")
    follower = models.CharField(max_length=80)
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "follower"], name="delivery_once")]
        indexes = [models.Index(fields=["id"], name="delivery_waiting", condition=models.Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.step_id} to {self.follower}"


class Job(models.Model):
    """A long piece of work that shows its progress and can be stopped."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        FINISHED = "finished"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    project_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    options = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project_id", "-made_at"], name="job_project")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.FINISHED, self.State.FAILED, self.State.CANCELLED}


class LogLeaf(models.Model):
    """One step's place in the public log: a salted commitment. Without the salt it tells nothing about the step."""

    position = models.BigIntegerField(primary_key=True)  # from 0, in the order in which steps came into the log
    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="log_leaf")
    commitment = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=32, null=True)  # null: destroyed, when what the step was about was taken back

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"leaf {self.position}"


class LogTile(models.Model):
    """The root of 256 leaves in a row, so that a proof need not read them all."""

    number = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"tile {self.number}"


class Checkpoint(models.Model):
    """The log as it was: its size and root, signed. A checkpoint that somebody kept can be held against later ones."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()  # the signed note, to the letter
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-size"]

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class Erasure(models.Model):
    """Something that must stay gone, also after an old backup was brought back. Also a line in a file beside it."""

    what = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=40)
    mark = models.CharField(max_length=64, unique=True)  # keyed hash of what only that row had: ids are used again
    on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return f"{self.what} {self.subject_id}"
