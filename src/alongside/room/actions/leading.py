"""What hosts do in a room: open, start, stop, show, hand over."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.gatherings.models import Activity, Gathering, Room
from alongside.kit.codes import new_code
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.rules import may_host
from alongside.room.actions.carrying import carry
from alongside.room.kinds import STEPS
from alongside.room.models import Live
from alongside.room.news import announce

CODE_LENGTH = 6


def bump(room_id: int) -> None:
    """Something that phones or the screen must see has changed. Call it inside the change's transaction."""
    Room.objects.filter(pk=room_id).update(version=F("version") + 1)
    announce(room_id)


def _lead(by: Person, gathering: Gathering) -> None:
    must_host(by, gathering.project)
    if gathering.project.ended_on is not None:
        raise ValueError(_("This project has ended."))


@transaction.atomic
def open_room(gathering: Gathering, *, by: Person) -> Room:
    """Open the room, or open it again: people can join with its code. A room that is open stays as it is."""
    _lead(by, gathering)
    room = Room.objects.select_for_update().filter(gathering=gathering).first()
    if room is not None and room.closed_at is None and room.code:
        return room
    if room is None:
        room = Room(gathering=gathering, led_by=by)
    room.closed_at, room.opened_at, room.led_by = None, timezone.now(), by
    _save_with_code(room)
    note_step("room.opened", subject=gathering, project_id=gathering.project_id, actor=by)
    bump(room.pk)
    return room


def _save_with_code(room: Room) -> None:
    for _try in range(20):
        room.code = new_code(CODE_LENGTH)
        try:
            with transaction.atomic():
                room.save()
        except IntegrityError:
            continue
        return
    raise ValueError(_("No free code was found. Please try again."))


@transaction.atomic
def close_room(room: Room, *, by: Person) -> None:
    """End the room: what runs is stopped, and the code opens nothing any more. What people said stays."""
    _lead(by, room.gathering)
    for live in Live.objects.filter(room=room, stopped_at=None):
        stop(live, by=by)
    if Room.objects.filter(pk=room.pk, closed_at=None).update(closed_at=timezone.now(), on_screen=None):
        note_step("room.closed", subject=room.gathering, project_id=room.gathering.project_id, actor=by)
        bump(room.pk)


@transaction.atomic
def hand_over(room: Room, to: Person, *, by: Person) -> None:
    """Another host leads now. Every host can still press every button; the page says who leads."""
    _lead(by, room.gathering)
    if not may_host(to, room.gathering.project):
        raise ValueError(_("Only a host can lead the room."))
    Room.objects.filter(pk=room.pk).update(led_by=to)
    note_step("room.handed_over", subject=room.gathering, project_id=room.gathering.project_id, actor=by)
    bump(room.pk)


@transaction.atomic
def start(activity: Activity, *, by: Person) -> Live:
    """Let everybody see it and answer. What ran before is stopped. Started again, it goes on with what it has."""
    gathering = activity.gathering
    _lead(by, gathering)
    room = Room.objects.select_for_update().filter(gathering=gathering, closed_at=None).first()
    if room is None:
        raise ValueError(_("Open the room first."))
    if not activity.kind:
        raise ValueError(_("There is nothing to send in this step. Choose what people do on phones and paper first."))
    for other in Live.objects.filter(room=room, stopped_at=None).exclude(activity=activity):
        stop(other, by=by)
    live = Live.objects.select_for_update().filter(activity=activity).first()
    if live is not None and live.stopped_at is None:
        return live
    now = timezone.now()
    live = live or Live(activity=activity, room=room)
    live.started_at, live.stopped_at, live.ends_at = now, None, now + timedelta(minutes=activity.minutes)
    live.save()
    Room.objects.filter(pk=room.pk).update(on_screen=activity)
    note_step("activity.started", subject=gathering, project_id=gathering.project_id, actor=by)
    bump(room.pk)
    return live


@transaction.atomic
def stop(live: Live, *, by: Person) -> None:
    """Take no more answers. Those that are on their way and come later are told so."""
    gathering = live.activity.gathering
    _lead(by, gathering)
    if Live.objects.filter(pk=live.pk, stopped_at=None).update(stopped_at=timezone.now()):
        note_step("activity.stopped", subject=gathering, project_id=gathering.project_id, actor=by)
        carry(live.activity)
        bump(live.room_id)


@transaction.atomic
def extend(live: Live, *, by: Person, minutes: int) -> None:
    """More time: counted from now when the time is over already."""
    _lead(by, live.activity.gathering)
    if not 1 <= minutes <= 60:
        raise ValueError(_("Choose from 1 to 60 minutes."))
    now = timezone.now()
    fresh = Live.objects.select_for_update().get(pk=live.pk)
    fresh.ends_at = max(fresh.ends_at or now, now) + timedelta(minutes=minutes)
    fresh.save(update_fields=["ends_at"])
    bump(live.room_id)


@transaction.atomic
def show(live: Live, *, by: Person, shown: bool) -> None:
    """Let everybody see the counts, or hide them again."""
    _lead(by, live.activity.gathering)
    Live.objects.filter(pk=live.pk).update(shown_at=timezone.now() if shown else None)
    bump(live.room_id)


@transaction.atomic
def go_to_step(live: Live, *, by: Person, step: int) -> None:
    """On or back in an activity that has steps, such as: write, then rank."""
    _lead(by, live.activity.gathering)
    if not 1 <= step <= STEPS.get(live.activity.kind, 1):
        raise ValueError(_("There is no such step."))
    Live.objects.filter(pk=live.pk).update(step=step)
    bump(live.room_id)


@transaction.atomic
def put_on_screen(room: Room, activity: Activity | None, *, by: Person) -> None:
    """What the big screen shows: an activity of this gathering, or (None) the code to join with."""
    _lead(by, room.gathering)
    if activity is not None and activity.gathering_id != room.gathering_id:
        raise PermissionDenied
    Room.objects.filter(pk=room.pk).update(on_screen=activity)
    bump(room.pk)
