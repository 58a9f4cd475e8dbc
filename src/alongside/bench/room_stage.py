"""A room with a running activity, seats and their cookies, made the same each time. For measuring and for tests."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from alongside.gatherings.models import Activity, Gathering, Kind, Seat
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Promise, Role, RoleName, Side
from alongside.room import actions
from alongside.room.models import Item
from alongside.room.tokens import make_token
from alongside.voices.models import Voice

PHONE = (
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile"
    " Safari/537.36\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: en-GB,en;q=0.9\r\n"
)


@dataclass(frozen=True)
class Stage:
    """What a phone in the room needs to know. `slots`: numbers of the statements; `tokens`: one for each seat."""

    code: str
    room: int
    activity: int
    slots: list[int]
    seats: list[int]
    tokens: list[str]

    def told(self) -> dict[str, Any]:
        return asdict(self)

    def answers(self, port: int, tokens: list[str] | None = None) -> list[str]:
        """One request for each seat, as a phone sends it, for `room_phones`."""
        body = '{"a":%d,"s":@s@,"v":"1","n":@n@}' % self.activity  # noqa: UP031 (braces)
        return [
            f"POST /r/{self.code}/mark?lang=en HTTP/1.1\r\nHost: localhost:{port}\r\n"
            f"Origin: http://localhost:{port}\r\nContent-Type: application/json\r\n{PHONE}"
            f"Cookie: csrftoken={'x' * 32}; seat={token}\r\nContent-Length: {len(body) + 11}\r\n\r\n{body}"
            for token in tokens or self.tokens
        ]

    def forms(self, port: int, path: str, form: str, *, seated: bool = True) -> list[str]:
        """One request for each seat, as a page without JavaScript sends it: the whole way through Django.

        Not `seated`: phones that have no seat yet.
        """
        secret, length = "x" * 32, len(form.replace("@s@", "0000"))
        return [
            f"POST /r/{self.code}/{path}/ HTTP/1.1\r\nHost: localhost:{port}\r\nX-CSRFToken: {secret}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\n{PHONE.replace('*/*', 'application/json')}"
            f"Cookie: csrftoken={secret}{f'; seat={token}' if seated else ''}\r\nContent-Length: {length}\r\n\r\n{form}"
            for token in self.tokens
        ]


def _project(name: str) -> tuple[Project, Person]:
    host = Person(nickname="Reader", handle=f"room-{name}")
    host.set_unusable_password()
    host.save()
    project = Project.objects.create(
        slug=name,
        title="A workshop",
        question="What would make this place work for all of us?",
        community_side="People who live here",
        staff_side="The council",
        starts_on=date(2026, 1, 12),
    )
    Promise.objects.create(project=project, open="How we do it", fixed="The budget", who_decides="The board")
    membership = Membership.objects.create(project=project, person=host, side=Side.STAFF, naming="first")
    Role.objects.create(membership=membership, name=RoleName.HOST)
    return project, host


def more_seats(room_id: int, count: int) -> list[int]:
    """Phones that are in the room already, without going through the door."""
    top = Seat.objects.filter(room=room_id).aggregate(top=Max("number"))["top"] or 0
    fresh = [Seat(room_id=room_id, number=top + n) for n in range(1, count + 1)]
    return [seat.pk for seat in Seat.objects.bulk_create(fresh, batch_size=500)]


def make_stage(name: str, *, seats: int, statements: int = 20) -> Stage:
    """A project called `name`, whose room is open and whose statements are being answered."""
    project, host = _project(name)
    gathering = Gathering.objects.create(project=project, title="An evening", on=date(2026, 3, 4))
    activity = Activity.objects.create(gathering=gathering, order=1, title="Agree or not", kind=Kind.STATEMENTS)
    room = actions.open_room(gathering, by=host)
    voices = Voice.objects.bulk_create(
        Voice(project=project, words=f"Statement {n} about the bus.", source=Voice.Source.LIVE)
        for n in range(1, statements + 1)
    )
    Item.objects.bulk_create(
        Item(activity=activity, voice=voice, number=n, order=n) for n, voice in enumerate(voices, 1)
    )
    actions.start(activity, by=host)
    places = more_seats(room.pk, seats)
    return Stage(
        code=str(room.code),
        room=room.pk,
        activity=activity.pk,
        slots=list(range(1, statements + 1)),
        seats=places,
        tokens=[make_token(room.pk, seat) for seat in places],
    )
