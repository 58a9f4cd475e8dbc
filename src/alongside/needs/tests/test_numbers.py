"""Numbers for hosts from five people on, and never one that tells of somebody."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.needs import actions
from alongside.needs.models import Share
from alongside.needs.queries.figures import figures_of, needs_unmet, never_asked, protected, shown
from alongside.people.models import Person
from alongside.projects.actions import add_member


@pytest.fixture
def many(cast, coming):
    """`many(7)`: so many new members, each sharing one thing."""

    def make(count):
        people = [Person.objects.create_user(f"P{n}") for n in range(count)]
        for one in people:
            add_member(cast.project, one, by=cast.hana, side="community", naming="anonymous")
            actions.share_needs(coming, by=one, words="A chair")
        return people

    return make


def page(as_, cast, coming):
    return as_(cast.hana).get(f"/p/warm-homes/gatherings/{coming.pk}/access/").content.decode()


def test_under_five_nothing_is_shown(cast, as_, coming, many):
    many(4)
    assert shown(figures_of(coming, timezone.localdate())) is None
    assert "when five people have answered" in page(as_, cast, coming)


def test_a_part_under_five_is_hidden_and_so_is_what_would_give_it_away(cast, as_, coming, many):
    many(6)
    actions.say_nothing(coming, by=cast.bryn)
    told = shown(figures_of(coming, timezone.localdate()))
    assert (told.answered, told.answers) == (7, {"sharing": None, "nothing": None})
    assert "too few to show" in page(as_, cast, coming)


def test_outcomes_count_people_by_the_worst_they_said(cast, coming, many, over):
    people = many(10)
    actions.share_needs(coming, by=people[0], needs=list(people[0].needs.all()), words="And a desk")
    share = over(Share.objects.select_related("gathering").first())
    gathering = share.gathering
    for n, one in enumerate(Share.objects.order_by("person_id", "shared_at")):
        if n < 6:
            actions.confirm(one, by=one.person, outcome="not_met" if n == 0 else "met")
    today = timezone.localdate()
    figures = figures_of(gathering, today)
    assert (figures.sharing, figures.shared, figures.met, figures.not_met, figures.unconfirmed) == (10, 11, 5, 1, 5)
    assert figures.people == {"not_met": 1, "partly": 0, "unconfirmed": 5, "met": 4}
    assert shown(figures).outcomes == {"not_met": None, "partly": 0, "unconfirmed": 5, "met": None}
    assert needs_unmet(cast.project, today).not_met == 1


def test_what_was_taken_back_before_the_day_never_counts(cast, coming, shared):
    actions.stop_sharing(shared, by=cast.amina)
    figures = figures_of(coming, timezone.localdate())
    assert (figures.answered, figures.nothing, figures.sharing, figures.shared) == (1, 1, 0, 0)


def test_gatherings_where_nobody_was_asked_are_counted(cast, coming, over, shared):
    today = timezone.localdate()
    over(shared)
    assert never_asked(cast.project, today) == 0
    shared.gathering.access_answers.all().delete()
    assert never_asked(cast.project, today) == 1


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 30), min_size=1))
def test_no_single_hidden_part_is_the_rest_of_the_whole(cells):
    told = protected(cells)
    assert all(number is None or number == 0 or number >= 5 for number in told.values())
    hidden = [name for name, number in told.items() if number is None]
    assert len(hidden) != 1 or sum(cells.values()) < 5
