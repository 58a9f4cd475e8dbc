"""Run sheets: made by hosts, kept in order, read by everyone."""

from datetime import date, time
from threading import Thread
from time import sleep

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.urls import reverse

from alongside.gatherings import actions
from alongside.gatherings.actions import run_sheet
from alongside.gatherings.models import Activity
from alongside.ledger.models import Step
from alongside.room import actions as leading

DAY = date(2026, 12, 5)


@pytest.fixture
def met(cast):
    return actions.add_gathering(
        cast.project, by=cast.hana, title="Tea", on=DAY, starts_at=time(9, 30), ends_at=time(12)
    )


@pytest.fixture
def steps(cast, met):
    return [actions.add_activity(met, by=cast.hana, title=title) for title in ("One", "Two", "Three", "Four")]


def titles(gathering):
    rows = list(Activity.objects.filter(gathering=gathering))
    assert [row.order for row in rows] == list(range(len(rows))), "no gaps, no doubles"
    return [row.title for row in rows]


def address(name, *args):
    return reverse(f"gatherings:{name}", args=args)


def test_it_refuses_those_who_do_not_host(cast, as_, met, steps):
    verbs = {
        "add": lambda by: actions.add_activity(met, by=by, title="Mine"),
        "edit": lambda by: actions.edit_activity(steps[0], by=by, title="Mine"),
        "move": lambda by: actions.move_activity(steps[0], by=by, place=2),
        "remove": lambda by: actions.remove_activity(steps[0], by=by),
        "copy": lambda by: actions.copy_run_sheet(met, source=met, by=by),
    }
    for name, verb in verbs.items():
        for person in (cast.amina, cast.olga, cast.dev):
            with pytest.raises(PermissionDenied):
                verb(person)
        assert titles(met) == ["One", "Two", "Three", "Four"], name
    page = address("edit_activity", "warm-homes", met.pk, steps[0].pk)
    assert as_(cast.amina).get(page).status_code == 403
    theirs = actions.add_gathering(cast.other, by=cast.olga, title="Other", on=DAY)
    for slug, pk in (("quiet-streets", theirs.pk), ("quiet-streets", met.pk)):
        assert as_(cast.olga).get(address("edit_activity", slug, pk, steps[0].pk)).status_code == 404
        assert as_(cast.olga).post(address("remove_activity", slug, pk, steps[0].pk)).status_code == 404


def test_everyone_reads_it_and_only_hosts_find_buttons(cast, as_, met, steps):
    page = address("run_sheet", "warm-homes", met.pk)
    seen, hosts = as_(None).get(page).content.decode(), as_(cast.hana).get(page).content.decode()
    assert "Three" in seen
    assert "09:40" in seen
    assert "Change <span" not in seen
    assert "Change <span" in hosts


def test_it_is_put_in_order(cast, met, steps):
    one, _two, three, _four = steps
    actions.move_activity(three, by=cast.hana, place=0)
    assert titles(met) == ["Three", "One", "Two", "Four"]
    actions.move_activity(three, by=cast.hana, place=99)
    assert titles(met) == ["One", "Two", "Four", "Three"]
    told = Step.objects.filter(verb="activity.moved").count()
    actions.move_activity(one, by=cast.hana, place=-5)
    assert titles(met) == ["One", "Two", "Four", "Three"]
    assert Step.objects.filter(verb="activity.moved").count() == told == 2
    actions.remove_activity(one, by=cast.hana)
    assert titles(met) == ["Two", "Four", "Three"]
    with pytest.raises(ValueError, match="not in the run sheet any more"):
        actions.move_activity(one, by=cast.hana, place=1)


def test_it_mends_gaps_that_an_archive_brought(cast, met):
    Activity.objects.bulk_create(
        Activity(gathering=met, title=title, order=order) for title, order in (("A", 4), ("B", 4), ("C", 9))
    )
    actions.add_activity(met, by=cast.hana, title="D")
    assert titles(met) == ["A", "B", "C", "D"]


def test_buttons_move_by_one_place_and_nonsense_moves_nothing(cast, as_, met, steps):
    move = address("move_activity", "warm-homes", met.pk, steps[1].pk)
    answer = as_(cast.hana).post(move, {"place": "0"})
    assert answer["Location"].endswith(f"/run-sheet/#step-{steps[1].pk}")
    assert titles(met) == ["Two", "One", "Three", "Four"]
    for nonsense in ("", "x", "-1", "9" * 30, "٣"):
        as_(cast.hana).post(move, {"place": nonsense})
    assert titles(met) == ["Two", "One", "Three", "Four"]


def test_a_step_that_was_used_stays_and_keeps_its_kind(cast, as_, met):
    asked = actions.add_activity(met, by=cast.hana, title="Agree?", kind="statements")
    leading.open_room(met, by=cast.hana)
    leading.add_item(asked, by=cast.hana, words="The hall must be warm.", key="1")
    with pytest.raises(ValueError, match="so it stays"):
        actions.remove_activity(asked, by=cast.hana)
    with pytest.raises(ValueError, match="was used already"):
        actions.edit_activity(asked, by=cast.hana, kind="dots")
    actions.edit_activity(asked, by=cast.hana, title="Agree or not?", minutes=20)
    assert titles(met) == ["Agree or not?"]
    page = as_(cast.hana).get(address("edit_activity", "warm-homes", met.pk, asked.pk)).content.decode()
    assert "Take this step out" not in page


def test_a_change_is_seen_on_phones(cast, met):
    asked = actions.add_activity(met, by=cast.hana, title="What now?", kind="open")
    room = leading.open_room(met, by=cast.hana)
    before = type(room).objects.get().version
    actions.edit_activity(asked, by=cast.hana, question="What shall we do?")
    assert type(room).objects.get().version > before


def test_a_step_starts_from_a_technique(cast, as_, met):
    add = address("add_activity", "warm-homes", met.pk)
    page = as_(cast.hana).get(f"{add}?technique=dot-voting").content.decode()
    assert "You have three dots." in page
    kept = {"title": "Dots", "minutes": 15, "technique": "dot-voting", "kind": "dots", "picks": 5, "say": "Go.\nNow."}
    as_(cast.hana).post(add, kept)
    made = Activity.objects.get()
    assert {name: getattr(made, name) for name in kept} == kept
    assert not made.is_break
    as_(cast.hana).post(f"{add}?break=1", {"title": "Tea", "minutes": "15"})
    assert Activity.objects.get(title="Tea").is_break


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(cast, as_, met):
    sent = {"title": "Dots", "minutes": "0", "kind": "dance", "picks": "21", "say": "Keep these words."}
    answer = as_(cast.hana).post(address("add_activity", "warm-homes", met.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Keep these words." in page
    for field in ("minutes", "kind", "picks"):
        assert f'id="id_{field}_error"' in page
    assert not Activity.objects.exists()


def test_verbs_refuse_what_no_step_can_have(cast, met):
    for wrong in ({"minutes": 0}, {"minutes": 601}, {"picks": 0}, {"picks": 21}, {"kind": "dance"}, {"title": " "}):
        with pytest.raises(ValueError):
            actions.add_activity(met, by=cast.hana, **{"title": "T", **wrong})
    with pytest.raises(TypeError):
        actions.add_activity(met, by=cast.hana, title="T", order=7)
    assert actions.add_activity(met, by=cast.hana, title="T", technique="no-such").technique == ""
    assert actions.add_activity(met, by=cast.hana, title="Tea", is_break=True, kind="dots").kind == ""


def test_a_run_sheet_is_copied_without_what_people_said(cast, as_, met, steps):
    actions.edit_activity(steps[0], by=cast.hana, say="Welcome.", kind="open")
    leading.open_room(met, by=cast.hana)
    leading.add_item(steps[0], by=cast.hana, words="Warm it.", key="1")
    after = actions.add_gathering(cast.project, by=cast.hana, title="Soup", on=DAY)
    actions.add_activity(after, by=cast.hana, title="Hello")
    copy = address("copy_run_sheet", "warm-homes", after.pk)
    assert as_(cast.hana).post(copy, {"source": met.pk}).status_code == 302
    assert titles(after) == ["Hello", "One", "Two", "Three", "Four"]
    copied = Activity.objects.get(gathering=after, title="One")
    assert (copied.say, copied.items.count()) == ("Welcome.", 0)
    theirs = actions.add_gathering(cast.other, by=cast.olga, title="Other", on=DAY)
    secret = actions.add_activity(theirs, by=cast.olga, title="Secret")
    assert as_(cast.hana).post(copy, {"source": theirs.pk}).status_code == 422
    for source in (theirs, after):
        with pytest.raises(ValueError, match="another gathering"):
            actions.copy_run_sheet(after, source=source, by=cast.hana)
    assert secret.title not in titles(after)


def test_a_run_sheet_has_an_end(cast, met):
    Activity.objects.bulk_create(Activity(gathering=met, title=f"S{n}", order=n) for n in range(60))
    with pytest.raises(ValueError, match="60 steps"):
        actions.add_activity(met, by=cast.hana, title="One more")
    after = actions.add_gathering(cast.project, by=cast.hana, title="Soup", on=DAY)
    assert actions.copy_run_sheet(after, source=met, by=cast.hana) == 60
    with pytest.raises(ValueError, match="60 steps"):
        actions.copy_run_sheet(after, source=met, by=cast.hana)


def test_it_tells_its_steps_and_no_words(cast, met, steps):
    actions.edit_activity(steps[0], by=cast.hana, title="Private words")
    actions.remove_activity(steps[0], by=cast.hana)
    rows = Step.objects.filter(subject_id=met.pk, subject_kind="gatherings.gathering").exclude(verb="gathering.added")
    assert list(rows.values_list("verb", flat=True)) == ["activity.added"] * 4 + ["activity.edited", "activity.removed"]
    assert "Private" not in str(list(rows.values_list("facts", flat=True)))


@pytest.mark.django_db(transaction=True)
def test_hosts_who_change_it_at_the_same_moment_leave_no_gap(cast, met, monkeypatch):
    number_them = run_sheet._number
    monkeypatch.setattr(run_sheet, "_number", lambda rows: sleep(0.05) or number_them(rows))  # time to cross

    def work(title):
        for _ in range(400):  # in memory, SQLite answers "locked" at once instead of waiting
            try:
                actions.add_activity(met, by=cast.hana, title=title)
                break
            except OperationalError:
                sleep(0.01)
        connection.close()

    workers = [Thread(target=work, args=(title,)) for title in "ABCD"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(titles(met)) == ["A", "B", "C", "D"]


def test_it_costs_the_same_for_many_steps(cast, as_, met, steps, django_assert_max_num_queries):
    browsers = [as_(None), as_(cast.hana)]

    def cost(browser, name):
        with django_assert_max_num_queries(12) as seen:
            browser.get(address(name, "warm-homes", met.pk))
        return len(seen.captured_queries)

    def costs():
        return [cost(browser, name) for browser in browsers for name in ("run_sheet", "print_run_sheet")]

    before = costs()
    for n in range(5):
        other = actions.add_gathering(cast.project, by=cast.hana, title=f"G{n}", on=DAY)
        actions.add_activity(other, by=cast.hana, title="Vote", technique="dot-voting", kind="dots", question="Well?")
        actions.copy_run_sheet(met, source=other, by=cast.hana)
    assert len(titles(met)) == 9
    assert costs() == before


def test_for_members_it_is_how_the_day_goes(cast, as_, met):
    for person, words in ((cast.amina, "How the day goes"), (None, "How the day goes"), (cast.hana, "Run sheet")):
        assert words in as_(person).get(address("gathering", cast.project.slug, met.pk)).content.decode()
        assert f"<h1>{words}</h1>" in as_(person).get(address("run_sheet", cast.project.slug, met.pk)).content.decode()
