"""The live side of a gathering: what runs, what people put where, who sits with whom.

The room itself and its seats are in `gatherings.models`, so that voices and stances can point at a seat.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.gatherings.models import Activity, Room, Seat
from alongside.people.models import Person
from alongside.projects.models import Side
from alongside.voices.models import Voice


class Live(models.Model):
    """An activity as it runs in the room. It can be stopped and started again; nothing is lost by that."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="live")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="lives")
    step = models.PositiveSmallIntegerField(default=1)  # of an activity in steps: write, then rank
    started_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True)  # a guide for the host; nobody is cut off by it
    stopped_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)  # from then on everyone sees the counts

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room"], condition=models.Q(stopped_at__isnull=True), name="one_live_activity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} live"


class Item(models.Model):
    """Something people said in an activity, or weigh in it: always a voice, so that it has a trail."""

    class State(models.TextChoices):
        WAITING = "waiting", _("A host looks at it first")
        SHOWN = "shown", _("Everyone sees it")
        HIDDEN = "hidden", _("Hidden for now")

    activity = models.ForeignKey(Activity, null=True, on_delete=models.CASCADE, related_name="items")
    room = models.ForeignKey(Room, null=True, on_delete=models.CASCADE, related_name="parked")  # the parking place
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="items")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.SET_NULL, related_name="items")
    number = models.PositiveIntegerField(default=0)  # what marks and paper call it; never used twice
    order = models.PositiveIntegerField(default=0)
    moment = models.CharField(_("when"), max_length=80, blank=True)  # on a timeline
    state = models.CharField(max_length=8, choices=State.choices, default=State.SHOWN)
    place = models.PositiveIntegerField(null=True)  # in the result, the first is 1; null: not weighed yet
    places = models.PositiveIntegerField(null=True)  # of how many

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "voice"], name="item_once"),
            models.UniqueConstraint(fields=["activity", "number"], name="item_number_once"),
            models.CheckConstraint(
                name="item_in_one_place",
                condition=models.Q(activity__isnull=False, room__isnull=True)
                | models.Q(activity__isnull=True, room__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class Mark(models.Model):
    """What one seat put in one place of one activity. The later one stands: `n` counts up on the phone.

    `slot` and `value` by kind, in numbers of items (checked by `kinds.py`): statements: the item, "1" "-1" "0" ·
    dots: 0, "12:2,14:1" (item:dots) · diamond: 0, "3:1,1:2,…" (item:row, all nine) · pairs: the lower number * 100,000
    + the higher, the one chosen · nominal: 0, "5,2" (items, from the first) · pulse: 1 to 3, "0" to "10". An empty
    value: pass (of statements "0" is).
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="marks")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="marks")
    slot = models.BigIntegerField()
    value = models.CharField(max_length=300, blank=True)
    n = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "seat", "slot"], name="mark_once")]

    def __str__(self) -> str:
        return f"{self.seat_id} in {self.activity_id}"


class Airtime(models.Model):
    """How often and how long people of one seat or role spoke. No names, no sound."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="airtimes")
    label = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    turns = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["room", "label"], name="airtime_once")]

    def __str__(self) -> str:
        return self.label


class SeatingPlan(models.Model):
    """Small groups over rounds, as the engine made them and people repaired them."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="plans")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    per_table = models.PositiveSmallIntegerField()
    rounds = models.PositiveSmallIntegerField()
    round_now = models.PositiveSmallIntegerField(default=0)  # 0: not begun
    seed = models.BigIntegerField(default=0)
    engine = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"plan {self.pk}"


class SeatWish(models.Model):
    """What a plan must keep: two sit together, two sit apart, or one sits at a certain table."""

    class Kind(models.TextChoices):
        TOGETHER = "together", _("sit together")
        APART = "apart", _("sit apart")
        TABLE = "table", _("sits at table")

    plan = models.ForeignKey(SeatingPlan, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Seat, null=True, on_delete=models.CASCADE, related_name="+")
    table = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"wish {self.pk}"


class TablePlace(models.Model):
    """Where a seat sits in one round of a plan."""

    plan = models.ForeignKey(SeatingPlan, on_delete=models.CASCADE, related_name="places")
    round = models.PositiveSmallIntegerField()
    table = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="places")

    class Meta:
        ordering = ["round", "table", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "round", "seat"], name="one_place_a_round")]

    def __str__(self) -> str:
        return f"table {self.table}"
