"""Sheets of paper typed in: at the speed of keys, counted with phones, corrected when typed again."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.gatherings.models import Activity, Room, Seat
from alongside.ledger.models import Step
from alongside.room import actions, queries
from alongside.room.actions.paper import type_in
from alongside.room.models import Item, Live, Mark
from alongside.room.paper.sheets import Written
from alongside.voices.models import Stance, Voice


def page_of(workshop, activity):
    return f"/p/warm-homes/gatherings/{workshop.gathering.pk}/room/paper/{activity.pk}/"


def lines(activity):
    return {line.number: dict(line.parts) for line in queries.counts_of(activity).lines}


def test_only_hosts_type_in(workshop, cast, as_):
    activity = workshop.run("statements", "Warm halls first.")
    page = page_of(workshop, activity)
    assert as_(cast.bryn).post(page, {"sheet": 1, "s-1": "1"}).status_code == 403
    assert as_(None).post(page, {"sheet": 1, "s-1": "1"}).status_code == 302
    with pytest.raises(PermissionDenied):
        type_in(activity, Written(1, [(1, "1")]), by=cast.bryn)
    assert not Mark.objects.exists()
    assert not Seat.objects.exists()


def test_a_sheet_counts_with_the_phones_and_the_next_one_is_ready(workshop, cast, as_):
    activity = workshop.run("statements", "Warm halls first.", "Letters in plain words.")
    workshop.put(workshop.phone(), activity, s=1, v="1")
    answer = as_(cast.cole).post(page_of(workshop, activity), {"sheet": 7, "s-1": "a", "s-2": "-1"}, follow=True)
    page = answer.content.decode()
    assert "Sheet 7 is kept: 2 answers." in page
    assert answer.redirect_chain[0][0].endswith("?sheet=8")
    assert "autofocus" in page
    counts = queries.counts_of(activity)
    assert (counts.seats, counts.paper) == (2, 1)
    assert lines(activity)[1] == {"agree": 2, "seats": 2}
    assert lines(activity)[2] == {"disagree": 1, "seats": 1}


def test_the_same_sheet_again_shows_what_is_there_and_counts_once(workshop, cast, as_):
    activity = workshop.run("statements", "Warm halls first.", "Letters in plain words.")
    host, page = as_(cast.hana), page_of(workshop, activity)
    host.post(page, {"sheet": 3, "s-1": "1", "s-2": "1"})
    shown = host.get(page + "?sheet=3").content.decode()
    assert "Sheet 3 is typed in already" in shown
    assert 'name="s-1" value="1" checked' in shown
    host.post(page, {"sheet": 3, "s-1": "-1", "s-2": ""})
    assert lines(activity) == {1: {"disagree": 1, "seats": 1}, 2: {}}
    assert queries.counts_of(activity).paper == 1


def test_after_the_stop_stances_follow_and_so_do_corrections(workshop, cast, as_):
    activity = workshop.run("statements", "Warm halls first.")
    host, page = as_(cast.hana), page_of(workshop, activity)
    actions.stop(workshop.live(activity), by=cast.hana)
    host.post(page, {"sheet": 3, "s-1": "a"})
    assert Stance.objects.get().value == 1
    host.post(page, {"sheet": 3, "s-1": "d"})
    assert Stance.objects.get().value == -1
    host.post(page, {"sheet": 3, "s-1": ""})
    assert not Stance.objects.exists()
    assert not Mark.objects.exists()


def test_paper_alone_is_enough(cast, as_, workshop):
    gathering = workshop.gathering
    Room.objects.all().delete()
    host, start = as_(cast.hana), f"/p/warm-homes/gatherings/{gathering.pk}/room/paper/"
    assert as_(cast.bryn).post(start + "begin/").status_code == 403
    assert "Get it ready for paper only" in host.get(start).content.decode()
    host.post(start + "begin/")
    activity = Activity.objects.create(gathering=gathering, title="Dots", kind="dots", picks=3)
    actions.add_lines(activity, ["Sunday opening", "Travel money"], by=cast.hana, key="k")
    host.post(start + f"{activity.pk}/", {"sheet": 1, "dots-1": "2", "dots-2": "1"})
    assert lines(activity)[1] == {"dots": 2, "seats": 1}
    assert (Room.objects.get().code, Room.objects.get().closed_at is None) == (None, False)
    assert Live.objects.get().stopped_at is not None
    room = actions.open_room(gathering, by=cast.hana)
    assert room.code
    actions.start(activity, by=cast.hana)
    assert lines(activity)[1] == {"dots": 2, "seats": 1}


@pytest.mark.parametrize(
    ("kind", "sent", "told"),
    [
        ("statements", {"s-1": "yes"}, "Write a for agree, d for disagree or p for pass."),
        ("dots", {"dots-1": "4"}, "Write how many dots, from 0 to 3."),
        ("dots", {"dots-1": "2", "dots-2": "2"}, "You have 3 dots. You gave 4."),
        ("pairs", {"pair-100002": "3"}, "Write 1 or 2, or - for “I cannot say”."),
        ("nominal", {"place-1": "12"}, "Write the number of an idea in the list."),
        ("nominal", {"place-1": "2", "place-2": "2"}, "You chose the same one twice"),
        ("pulse", {"level-1": "11"}, "Write a number from 0 to 10"),
        ("open", {"words": " "}, "Nothing is typed in yet"),
        ("open", {"words": "x" * 2001}, "This is too long"),
        ("open", {"words": "one\n" * 21}, "Type in at most 20 at once"),
        ("timeline", {"when-1": "2019"}, "Write something first"),
    ],
)
def test_a_slip_is_told_and_nothing_is_kept(workshop, cast, as_, kind, sent, told):
    things = ["One", "Two", "Three"] if kind in {"statements", "dots", "pairs", "nominal"} else []
    activity = workshop.run(kind, *things, picks=3)
    answer = as_(cast.hana).post(page_of(workshop, activity), {"sheet": 1, **sent})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Mark.objects.exists()
    assert Voice.objects.count() == len(things)


def test_a_diamond_is_typed_as_it_is_drawn(workshop, cast, as_):
    activity = workshop.run("diamond", *[f"Card {n}" for n in range(1, 10)])
    host, page = as_(cast.hana), page_of(workshop, activity)
    order = [5, 3, 1, 2, 4, 6, 9, 8, 7]
    cells = {f"cell-{place}": number for place, number in enumerate(order, 1)}
    wrong = host.post(page, {"sheet": 1, **cells, "cell-1": "7"})
    assert "Not there yet: 5." in wrong.content.decode()
    host.post(page, {"sheet": 1, **cells})
    assert Mark.objects.get().value == "5:1,3:2,1:2,2:3,4:3,6:3,9:4,8:4,7:5"
    shown = host.get(page + "?sheet=1").content.decode()
    assert 'name="cell-1" value="5"' in shown
    assert 'name="cell-9" value="7"' in shown


def test_pulse_pairs_and_places_are_kept_as_written(workshop, cast, as_):
    host = as_(cast.hana)
    pulse = workshop.run("pulse")
    host.post(page_of(workshop, pulse), {"sheet": 1, "level-1": "10", "level-2": "-"})
    assert dict(Mark.objects.filter(activity=pulse).values_list("slot", "value")) == {1: "10", 2: ""}
    pairs = workshop.run("pairs", "One", "Two", "Three")
    host.post(page_of(workshop, pairs), {"sheet": 1, "pair-100002": "2", "pair-100003": "-"})
    assert dict(Mark.objects.filter(activity=pairs).values_list("slot", "value")) == {100002: "2", 100003: ""}
    ranked = workshop.run("nominal", "One", "Two", "Three", picks=2)
    host.post(page_of(workshop, ranked), {"sheet": 1, "place-1": "3", "place-2": "1", "words": "A fourth"})
    assert Mark.objects.get(activity=ranked).value == "3,1"
    assert 'name="place-1" value="3"' in host.get(page_of(workshop, ranked) + "?sheet=1").content.decode()
    assert Voice.objects.filter(words="A fourth", source="paper").count() == 1


def test_somebody_who_passed_is_counted_and_an_empty_sheet_is_not(workshop, cast, as_):
    activity = workshop.run("dots", "One", "Two", picks=2)
    host, page = as_(cast.hana), page_of(workshop, activity)
    assert host.post(page, {"sheet": 1}).status_code == 422
    host.post(page, {"sheet": 2, "pass": "1"})
    assert queries.counts_of(activity).seats == 1
    assert "checked> The person passed" in host.get(page + "?sheet=2").content.decode()


def test_each_line_is_a_voice_and_waits_to_be_read_back(workshop, cast, as_):
    activity = workshop.run("open", question="What keeps you warm?")
    host, page = as_(cast.hana), page_of(workshop, activity)
    for _again in range(2):
        host.post(page, {"sheet": 4, "words": "A warm kitchen.\n\n Soup with Ama. "})
    assert sorted(Voice.objects.values_list("words", flat=True)) == ["A warm kitchen.", "Soup with Ama."]
    voice = Voice.objects.first()
    assert (voice.typed_by, voice.source, voice.person, voice.read_back_at) == (cast.hana, "paper", None, None)
    assert "2 voices to read back" in host.get(page).content.decode()
    assert "Soup with Ama." in host.get(page + "?sheet=4").content.decode()


def test_words_are_read_back_and_a_slip_is_mended_where_it_stands(workshop, cast, as_):
    activity = workshop.run("statements", "Warm halls first.", may_add=True)
    host, page = as_(cast.hana), page_of(workshop, activity)
    host.post(page, {"sheet": 4, "s-1": "1", "words": "Letters in plane words."})
    host.post(page, {"sheet": 5, "s-2": "1"})
    item = Item.objects.get(number=2)
    back = page + "read-back/"
    assert as_(cast.bryn).post(back, {"right": "4"}).status_code == 403
    assert "Sheet 4 is right" in host.get(back).content.decode()
    refused = as_(cast.cole).post(back, {"item": item.pk, "words": "Another"}, follow=True)
    assert "kept as they are now" in refused.content.decode()
    host.post(back, {"item": item.pk, "words": "Letters in plain words."})
    item.refresh_from_db()
    assert item.voice.words == "Letters in plain words."
    assert lines(activity)[2] == {"agree": 1, "seats": 1}
    host.post(page, {"sheet": 4, "s-1": "1", "words": "Letters in plain words."})
    assert Item.objects.count() == 2
    host.post(back, {"right": "4"})
    item.voice.refresh_from_db()
    assert item.voice.read_back_at is not None
    assert "Everything that was typed in here is read back." in host.get(back).content.decode()


def test_a_sheet_that_somebody_says_is_theirs_is_theirs_once_and_for_all(workshop, cast, as_):
    asked, answered = workshop.run("open"), workshop.run("statements", "Warm halls first.")
    host, whose = as_(cast.hana), page_of(workshop, asked) + "whose/"
    host.post(page_of(workshop, asked), {"sheet": 4, "words": "A warm kitchen."})
    host.post(page_of(workshop, answered), {"sheet": 4, "s-1": "a"})
    actions.stop(workshop.live(answered), by=cast.hana)
    assert as_(cast.bryn).post(whose, {"sheet": 4, "who": cast.bryn.handle}).status_code == 403
    told = host.post(whose, {"sheet": 4, "who": cast.olga.handle}, follow=True).content.decode()
    assert "Choose whose sheet it is." in told
    host.post(whose, {"sheet": 4, "who": cast.amina.handle})
    assert Voice.objects.get(words="A warm kitchen.").person == cast.amina
    assert (Stance.objects.get().person, Stance.objects.get().seat) == (cast.amina, None)
    told = host.post(whose, {"sheet": 4, "who": cast.bryn.handle}, follow=True).content.decode()
    assert "Sheet 4 is somebody’s already." in told
    host.post(page_of(workshop, asked), {"sheet": 4, "words": "And tea."})
    assert Voice.objects.get(words="And tea.").person == cast.amina
    assert "A warm kitchen." in as_(cast.amina).get("/my/voices/").content.decode()


def test_on_a_timeline_each_line_has_its_when(workshop, cast, as_):
    activity = workshop.run("timeline")
    sent = {"sheet": 1, "when-1": "2019", "what-1": "The boiler broke.", "what-3": "We moved."}
    as_(cast.hana).post(page_of(workshop, activity), sent)
    said = [(one.moment, one.words) for one in queries.show_items(queries.items_of(activity))]
    assert said == [("2019", "The boiler broke."), ("", "We moved.")]


def test_it_is_told_in_the_history_without_words_or_numbers_of_sheets(workshop, cast, as_):
    activity = workshop.run("open")
    as_(cast.hana).post(page_of(workshop, activity), {"sheet": 4, "words": "A warm kitchen."})
    step = Step.objects.get(verb="paper.typed_in")
    assert (step.actor_id, step.facts) == (cast.hana.pk, {"count": 1})
    assert "A host typed in what people wrote on paper." in as_(None).get("/p/warm-homes/history/").content.decode()


def test_nothing_is_typed_into_a_project_that_has_ended(workshop, cast, as_):
    activity = workshop.run("dots", "One")
    project = workshop.gathering.project
    project.ended_on = workshop.gathering.on
    project.save()
    answer = as_(cast.hana).post(page_of(workshop, activity), {"sheet": 1, "dots-1": "1"})
    assert "This project has ended." in answer.content.decode()
    assert not Mark.objects.exists()


def test_pages_take_as_many_queries_for_many_sheets_as_for_few(workshop, cast, as_, django_assert_max_num_queries):
    activity = workshop.run("statements", *[f"Statement {n}" for n in range(30)])
    for number in range(1, 30):
        type_in(activity, Written(number, [(n, "1") for n in range(1, 30)]), by=cast.hana)
    host = as_(cast.hana)
    with django_assert_max_num_queries(24):
        host.get(page_of(workshop, activity))
    with django_assert_max_num_queries(30):
        host.post(page_of(workshop, activity), {"sheet": 40, **{f"s-{n}": "1" for n in range(1, 31)}})


def test_the_start_page_takes_as_many_queries_for_many_steps_as_for_few(
    workshop, cast, as_, django_assert_max_num_queries
):
    for _step in range(12):
        activity = workshop.run("open")
        type_in(activity, Written(3, words=[("A warm kitchen.", "")]), by=cast.hana)
        type_in(activity, Written(4, words=[("Tea.", "")]), by=cast.hana)
    start = f"/p/warm-homes/gatherings/{workshop.gathering.pk}/room/paper/"
    host = as_(cast.hana)
    with django_assert_max_num_queries(16):
        page = host.get(start).content.decode()
    assert page.count("typed in: sheets 3–4") == 12
    assert page.count("2 voices to read back") == 12
