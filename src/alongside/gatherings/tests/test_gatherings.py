"""Gatherings: planned, attended, notes given back in time."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.gatherings import actions
from alongside.gatherings.models import Attendance, Gathering
from alongside.gatherings.queries import gatherings_of, playback_clocks
from alongside.projects.actions import make_promise


@pytest.fixture
def past(cast):
    day = timezone.localdate() - timedelta(days=20)
    return actions.add_gathering(cast.project, by=cast.hana, title="Tea", on=day, place="The library")


def test_it_refuses_those_who_do_not_host(cast, as_, past):
    for name, args in (("add", []), ("edit", [past.pk]), ("attendance", [past.pk])):
        address = reverse(f"gatherings:{name}", args=[cast.project.slug, *args])
        assert as_(cast.amina).get(address).status_code == 403
        assert as_(cast.hana).get(address).status_code == 200
    theirs = reverse("gatherings:edit", args=[cast.other.slug, past.pk])
    assert as_(cast.olga).get(theirs).status_code == 404


def test_it_is_read_by_everyone(cast, as_, past):
    assert "Tea" in as_(None).get(f"/p/{cast.project.slug}/gatherings/").content.decode()
    assert "The library" in as_(None).get(f"/p/{cast.project.slug}/gatherings/{past.pk}/").content.decode()


@pytest.mark.parametrize("year", ["x", "²", "1900", "9" * 5000])
def test_a_year_that_is_none_shows_the_newest(cast, as_, past, year):
    answer = as_(None).get(f"/p/{cast.project.slug}/gatherings/", {"year": year})
    assert answer.status_code == 200
    assert "Tea" in answer.content.decode()


def test_it_notes_only_the_people_on_the_page(cast, as_, past):
    actions.note_attendance(past, [cast.dev], by=cast.hana)
    sent = {"shown": [cast.amina.pk, cast.bryn.pk], "came": [cast.amina.pk, cast.olga.pk], "others": "4"}
    as_(cast.hana).post(reverse("gatherings:attendance", args=[cast.project.slug, past.pk]), sent)
    came = set(Attendance.objects.filter(gathering=past).values_list("person_id", flat=True))
    assert came == {cast.dev.pk, cast.amina.pk}
    assert gatherings_of(cast.project).get().came == 6
    with pytest.raises(ValueError, match="not in the project"):
        actions.note_attendance(past, [cast.olga], by=cast.hana)


def test_it_stops_the_clock_once_and_never_before_the_day(cast, as_, past):
    address = reverse("gatherings:give_back", args=[cast.project.slug, past.pk])
    early = past.on - timedelta(days=1)
    answer = as_(cast.hana).post(address, {"on": early.isoformat()})
    assert answer.status_code == 422
    assert "after the gathering" in answer.content.decode()
    as_(cast.hana).post(address, {"on": (past.on + timedelta(days=3)).isoformat()})
    [(_row, clock)] = playback_clocks(cast.project, timezone.localdate())
    assert (clock.state, clock.days) == ("met", 11)
    with pytest.raises(ValueError, match="already"):
        actions.give_back_notes(past, by=cast.hana, on=timezone.localdate())


def test_it_keeps_a_clock_by_the_promise_of_its_day(cast, past):
    make_promise(cast.project, by=cast.hana, playback_days=90)
    [(_row, clock)] = playback_clocks(cast.project, timezone.localdate())
    assert (clock.state, clock.days) == ("late", 6)


def test_it_costs_the_same_for_many(cast, as_, past, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(40) as seen:
            as_(None).get(f"/p/{cast.project.slug}/gatherings/")
        return len(seen.captured_queries)

    before = cost()
    Gathering.objects.bulk_create(
        Gathering(project=cast.project, title=f"G{n}", on=past.on - timedelta(days=n % 5)) for n in range(30)
    )
    assert cost() == before


def test_it_reads_a_nonsense_year_as_the_newest(cast, as_, past):
    for year in ("", "x", "9" * 40, "٣", "-1", date.today().year):
        assert as_(None).get(f"/p/{cast.project.slug}/gatherings/?year={year}").status_code == 200


def test_a_wrong_day_keeps_the_page_whole(past, as_, cast):
    page = as_(cast.hana).post(f"/p/warm-homes/gatherings/{past.pk}/notes/", {"on": "never"})
    assert page.status_code == 422
    assert "al-clock" in page.content.decode()


def test_notes_that_people_wait_for_are_on_the_desk_and_in_my_space(past, as_, cast):
    for address in ("/p/warm-homes/desk/", "/my/"):
        assert "Notes to give back: Tea" in as_(cast.hana).get(address).content.decode()
        assert "Notes to give back" not in as_(cast.amina).get("/my/").content.decode()
    actions.give_back_notes(past, by=cast.hana, on=past.on)
    assert "Notes to give back" not in as_(cast.hana).get("/my/").content.decode()
