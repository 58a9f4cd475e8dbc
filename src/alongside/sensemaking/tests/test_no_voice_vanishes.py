"""Whatever hosts do in whatever order, no voice vanishes and every way stays known."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Role
from alongside.sensemaking import actions, queries
from alongside.sensemaking.models import Placement, Theme, ThemeOrigin
from alongside.voices.actions import take_back
from alongside.voices.models import Voice

pytestmark = pytest.mark.django_db
NUMBER = st.integers(0, 30)
ACTS = st.lists(
    st.tuples(st.sampled_from(["make", "place", "out", "merge", "split", "gone"]), NUMBER, NUMBER), max_size=25
)


class Room:
    """The real room beside a plain model of it: which voices each live theme should hold."""

    def __init__(self):
        self.host = Person.objects.create_user("Hana")
        self.project = Project.objects.create(slug="x", title="x", question="?")
        member = Membership.objects.create(project=self.project, person=self.host)
        Role.objects.create(membership=member, name="host")
        self.voices = [Voice.objects.create(project=self.project, words=f"w {n}", person=self.host) for n in range(5)]
        self.held, self.ended = {}, {}

    def pick(self, n):
        live = list(self.held)
        return live[n % len(live)] if live else None

    def theme(self, pk):
        return Theme.objects.get(pk=pk)

    def make(self, a, b):
        self.held[actions.make_theme(self.project, by=self.host, title=f"t{a}").pk] = set()

    def place(self, a, b):
        voice, pk = self.voices[a % 5], self.pick(b)
        if pk and voice.taken_back_at is None:
            actions.place_voice(voice, self.theme(pk), by=self.host)
            self.held[pk].add(voice.pk)

    def out(self, a, b):
        voice, pk = self.voices[a % 5], self.pick(b)
        if pk:
            actions.take_out(voice, self.theme(pk), by=self.host)
            self.held[pk].discard(voice.pk)

    def merge(self, a, b):
        pair = {self.pick(a), self.pick(b)}
        if len(pair) == 2:
            new = actions.merge_themes([self.theme(pk) for pk in pair], by=self.host, title="m")
            for pk in pair:
                self.ended[pk] = self.held.pop(pk)
            self.held[new.pk] = set().union(*(self.ended[pk] for pk in pair))

    def split(self, a, b):
        pk = self.pick(a)
        if pk is None:
            return
        inside = sorted(self.held[pk])
        second = {one for n, one in enumerate(inside) if b >> n & 1}
        first = {one for n, one in enumerate(inside) if b >> n & 2}
        made = actions.split_theme(self.theme(pk), [("a", list(first)), ("b", list(second))], by=self.host)
        self.ended[pk] = self.held.pop(pk)
        self.held[made[0].pk], self.held[made[1].pk] = first | (set(inside) - second), second

    def gone(self, a, b):
        take_back(self.voices[a % 5], by=self.host)

    def check(self):
        assert not Placement.objects.filter(ended_at=None, theme__ended_at__isnull=False).exists()
        for pk, voices in {**self.held, **self.ended}.items():
            assert set(queries.standing_placements([pk]).values_list("voice_id", flat=True)) == voices
        placed = set().union(*self.held.values())
        standing = {voice.pk for voice in self.voices if voice.taken_back_at is None}
        assert {voice.pk for voice in queries.loose_voices(self.project)} == standing - placed
        counts = dict(queries.live_themes(self.project).values_list("pk", "voice_count"))
        assert counts == {pk: len(voices & standing) for pk, voices in self.held.items()}
        assert all(old < new for old, new in ThemeOrigin.objects.values_list("origin_id", "theme_id"))
        for carried in Placement.objects.exclude(carried_from=None).select_related("carried_from"):
            assert carried.carried_from.voice_id == carried.voice_id
            assert (carried.carried_from.theme_id, carried.theme_id) in set(
                ThemeOrigin.objects.values_list("origin_id", "theme_id")
            )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_it_loses_no_voice_and_no_way(acts):
    from django.db import transaction

    undo = SimpleNamespace(done=False)
    with transaction.atomic():
        room = Room()
        for act, a, b in acts:
            getattr(room, act)(a, b)
        room.check()
        undo.done = True
        transaction.set_rollback(True)
    assert undo.done
