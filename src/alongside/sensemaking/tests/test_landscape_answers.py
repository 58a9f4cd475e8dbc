"""Which answers a landscape stands on: people and seats, once each, the later answer, flagged seats apart."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.exchange import tables as archived
from alongside.gatherings.models import Seat
from alongside.ledger.models import Step
from alongside.room.queries import shown_in
from alongside.sensemaking import landscapes
from alongside.sensemaking.answers_of import answers_of, as_of
from alongside.sensemaking.landscape_order import next_for, order_of_statements, ranked
from alongside.sensemaking.landscape_result import Result
from alongside.sensemaking.models import Landscape
from alongside.sensemaking.tests.landscape_cast import a_room, answer, at_random, make_people, put, two_camps
from alongside.voices.actions import moderate_statement, take_back, take_stance
from alongside.voices.models import Stance, Statement, Voice


def table(project, **how) -> set[tuple[int, int, int]]:
    """Every answer as (participant, statement, value)."""
    given = answers_of(project, with_flagged=how.get("with_flagged", False)).answers
    found = set()
    for row, who in enumerate(given.people.tolist()):
        for at in range(given.starts[row], given.starts[row + 1]):
            found.add((who, int(given.statements[given.columns[at]]), int(given.values[at])))
    return found


@pytest.fixture
def one(cast) -> Statement:
    voice = Voice.objects.create(project=cast.project, words="The bus is late.", person=cast.bryn)
    return Statement.objects.create(voice=voice)


def test_a_person_and_a_seat_without_one_are_both_counted(cast, one):
    room, _activity = a_room(cast.project, [])
    seat = Seat.objects.create(room=room, number=1)
    Stance.objects.create(statement=one, person=cast.amina, value=1)
    Stance.objects.create(statement=one, seat=seat, value=-1)
    assert table(cast.project) == {(2 * cast.amina.pk, one.pk, 1), (2 * seat.pk + 1, one.pk, -1)}


def test_what_runs_now_counts_and_what_was_stopped_or_hidden_does_not_count_twice(cast, one):
    room, activity = a_room(cast.project, [one])
    seat = Seat.objects.create(room=room, number=1)
    put(activity, seat, 1, "-1")
    put(activity, seat, 9, "1")  # no such item
    assert table(cast.project) == {(2 * seat.pk + 1, one.pk, -1)}
    activity.items.update(state="hidden")
    assert table(cast.project) == set()
    activity.items.update(state="shown")
    activity.live.stopped_at = timezone.now()
    activity.live.save()
    assert table(cast.project) == set()  # stopping carries marks over as stances; here nobody did


def test_what_the_hosts_do_not_show_yet_is_told_by_no_landscape(cast, one):
    room, activity = a_room(cast.project, [one])
    put(activity, Seat.objects.create(room=room, number=1), 1, "-1")
    activity.live.shown_at = None
    activity.live.save()
    before = as_of(cast.project)
    assert table(cast.project) == set()
    activity.live.shown_at = timezone.now()
    activity.live.save()
    assert len(table(cast.project)) == 1
    assert as_of(cast.project) != before  # so it is worked out again


def test_of_a_persons_two_answers_the_later_one_counts_once(cast, one):
    room, activity = a_room(cast.project, [one])
    seat = Seat.objects.create(room=room, number=1, person=cast.amina)
    stance = Stance.objects.create(statement=one, person=cast.amina, value=1)
    mark = put(activity, seat, 1, "-1")
    assert table(cast.project) == {(2 * cast.amina.pk, one.pk, -1)}
    Stance.objects.filter(pk=stance.pk).update(at=mark.at + timedelta(minutes=1))
    assert table(cast.project) == {(2 * cast.amina.pk, one.pk, 1)}


def test_flagged_seats_are_left_out_and_told(cast, one):
    room, _activity = a_room(cast.project, [])
    bad = Seat.objects.create(room=room, number=1, flagged_at=timezone.now(), flagged_why="fast")
    Seat.objects.create(room=room, number=2, flagged_at=timezone.now(), flagged_why="fast")  # answered nothing
    Stance.objects.create(statement=one, person=cast.amina, value=1)
    Stance.objects.create(statement=one, seat=bad, value=-1)
    assert {who for who, _s, _v in table(cast.project)} == {2 * cast.amina.pk}
    assert len(table(cast.project, with_flagged=True)) == 2
    assert landscapes.work_out(cast.project, by=None).flagged == 1


def test_words_taken_back_or_taken_out_by_a_host_are_not_counted(cast, one):
    Stance.objects.create(statement=one, person=cast.amina, value=1)
    moderate_statement(one, by=cast.hana, shown=False)
    assert table(cast.project) == set()
    moderate_statement(one, by=cast.hana, shown=True)
    assert len(table(cast.project)) == 1
    take_back(one.voice, by=cast.bryn)
    assert table(cast.project) == set()


def test_another_projects_answers_stay_there(cast, one):
    two_camps(cast.other, 3)
    Stance.objects.create(statement=one, person=cast.amina, value=1)
    assert len(table(cast.project)) == 1


def test_only_a_host_keeps_a_landscape_and_it_is_told(cast):
    two_camps(cast.project)
    with pytest.raises(PermissionDenied):
        landscapes.work_out(cast.project, by=cast.amina)
    row = landscapes.work_out(cast.project, by=cast.hana, seed=5)
    assert (row.seed, row.people, row.statements, row.answers) == (5, 28, 12, 28 * 12)
    assert row.engine
    assert Step.objects.filter(verb="landscape.made", subject_id=row.pk, facts={"count": 28}).exists()


def test_the_same_answers_and_seed_give_the_same_again_and_nobody_is_in_it(cast):
    _statements, people = two_camps(cast.project)
    first, second = (landscapes.work_out(cast.project, by=cast.hana, seed=5) for _ in range(2))
    assert first.result == second.result
    told = json.dumps(first.result)
    assert "Statement number" not in told
    assert len(people) == 28
    assert not {"people", "ids", "person"} & set(first.result)
    assert len(first.result["dots"]) == 28
    assert Landscape not in {one.model for one in archived.TABLES}


def test_the_page_replaces_its_own_of_the_day_and_none_that_a_host_kept(cast):
    two_camps(cast.project)
    kept = landscapes.work_out(cast.project, by=cast.hana)
    mine = landscapes.work_out(cast.project, by=None)
    assert landscapes.work_out(cast.project, by=None).pk == mine.pk
    Landscape.objects.filter(pk=mine.pk).update(on=mine.on - timedelta(days=1))
    assert landscapes.work_out(cast.project, by=None).pk != mine.pk
    assert Landscape.objects.filter(pk=kept.pk, is_kept=True).exists()
    assert Landscape.objects.count() == 3


def test_it_is_out_of_date_when_somebody_answers_and_not_when_somebody_speaks(cast, say, monkeypatch):
    monkeypatch.setattr(landscapes, "PAUSE", timedelta(0))
    statements, _people = two_camps(cast.project)
    row = landscapes.current(cast.project).row
    say(cast.amina, "Something else.")
    assert not landscapes.is_out_of_date(row)
    assert landscapes.current(cast.project).row.made_at == row.made_at
    take_stance(statements[0], cast.amina, 1)
    assert landscapes.is_out_of_date(row)
    assert landscapes.current(cast.project).row.people == 29


def test_two_camps_are_found_with_what_both_share(cast):
    statements, _people = two_camps(cast.project)
    result = landscapes.read(landscapes.work_out(cast.project, by=None))
    assert sorted(group.size for group in result.groups) == [14, 14]
    assert {one.statement for one in result.shared} == {one.pk for one in statements[:4]}
    assert {one.statement for one in result.parted} <= {one.pk for one in statements[4:]}


def test_nobody_can_be_found_by_their_place(cast):
    """People who answered exactly alike stand in different places, always the same, in no order of theirs."""
    statements, _people = two_camps(cast.project)
    answer(make_people(cast.project, 6, name="twin"), statements, [1] * 12)
    dots = landscapes.work_out(cast.project, by=None).result["dots"]
    assert len({tuple(dot) for dot in dots}) > len(dots) - 5  # three places without moving; two may meet by chance
    assert list(dots) == sorted(dots)
    assert dots == landscapes.work_out(cast.project, by=None).result["dots"]


def test_the_next_statement_is_one_that_few_have_answered(cast):
    statements, _people = two_camps(cast.project)
    landscapes.work_out(cast.project, by=None)
    fresh = Statement.objects.create(voice=Voice.objects.create(project=cast.project, words="A new one."))
    order = order_of_statements(cast.project)
    assert sorted(order) == sorted([*(one.pk for one in statements), fresh.pk])
    assert order[0] == fresh.pk
    assert next_for(cast.project, cast.amina) == fresh.pk
    take_stance(fresh, cast.amina, 1)
    assert next_for(cast.project, cast.amina) == order[1]


def test_the_page_of_statements_asks_for_it_first(cast, as_):
    _statements, _people = two_camps(cast.project)
    landscapes.work_out(cast.project, by=None)
    asked = next_for(cast.project, cast.amina)
    page = as_(cast.amina).get("/p/warm-homes/statements/").content.decode()
    assert page.index("One for you to answer") < page.index(f'id="statement-{asked}"') < page.index("All others")
    assert page.count(f'id="statement-{asked}"') == 1
    take_stance(Statement.objects.get(pk=asked), cast.amina, 1)
    page = as_(cast.amina).get("/p/warm-homes/statements/").content.decode()
    assert page.index("All others") < page.index(f'id="statement-{asked}"')
    assert "One for you" not in as_(None).get("/p/warm-homes/statements/").content.decode()


def test_where_all_else_is_alike_the_statement_that_parts_people_comes_first():
    result = Result(
        statements=(1, 2), counts=((5, 0, 5), (5, 0, 5)), axes=((0.0, 0.0), (1.0, 0.0)), places={1: 0, 2: 1}
    )
    assert ranked(result, {1: (5, 0, 5), 2: (5, 0, 5)}) == [2, 1]
    assert ranked(result, {}) == []


def test_in_a_room_the_least_answered_is_asked_first(cast, django_assert_max_num_queries):
    statements = at_random(cast.project, people=20, statements=6)
    Stance.objects.filter(statement=statements[3]).delete()
    room, _activity = a_room(cast.project, statements)
    with django_assert_max_num_queries(12):
        shown = shown_in(room)
    assert shown.items[0].voice_id == statements[3].voice_id
    assert len(shown.items) == 6
