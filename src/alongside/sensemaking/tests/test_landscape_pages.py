"""The landscape's pages: what people see, what nobody sees, and what is said when there is too little to see."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.html import escape
from tests.line import london

from alongside.engines.polis import read_export
from alongside.exchange.actions import bring_in_polis
from alongside.gatherings.models import Seat
from alongside.ledger.actions import cancel_job
from alongside.ledger.models import Job
from alongside.people.models import Naming
from alongside.sensemaking import landscapes, tasks
from alongside.sensemaking.landscape_draw import hull, line, picture, soft
from alongside.sensemaking.landscape_result import Group, Result
from alongside.sensemaking.landscape_words import in_ten, share_of
from alongside.sensemaking.models import Landscape, Theme
from alongside.sensemaking.tests.landscape_cast import (
    a_room,
    answer,
    at_random,
    make_people,
    make_statements,
    put,
    two_camps,
)
from alongside.voices.actions import moderate_statement, take_back, take_stance
from alongside.voices.models import Stance, Voice
from alongside.web.tests.pseudo import unmarked_texts

PAGE = "/p/warm-homes/landscape/"


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def camps(cast):
    return two_camps(cast.project)


def test_only_a_host_works_it_out_again(cast, as_, camps):
    for nobody in (None, cast.olga, cast.amina):
        assert as_(nobody).post(f"{PAGE}again/", {"seed": "4"}).status_code in {302, 403}
    assert not Landscape.objects.exists()
    assert as_(cast.hana).post(f"{PAGE}again/", {"seed": "4"}).status_code == 302
    assert Landscape.objects.get().seed == 4
    as_(cast.hana).post(f"{PAGE}again/", {"seed": "-4"})
    assert Landscape.objects.count() == 1


def test_how_a_few_answered_is_not_told(cast, as_):
    statements = make_statements(cast.project, 2)
    people = make_people(cast.project, 5)
    answer(people[:4], statements, [1, -1])
    answer(people[4:], statements[:1], [1])
    _head, *rows = re.findall(r"<tr><th.*?</tr>", text_of(as_(None).get(PAGE)))
    assert len(rows) == 2
    assert ">5</td>" in rows[0]
    assert "fewer than five" not in rows[0]
    assert "fewer than five" in rows[1]
    assert ">4</td>" not in rows[1]


def test_what_everyone_shares_stands_first_then_groups_with_letters_and_sizes(cast, as_, camps):
    page = text_of(as_(None).get(PAGE))
    places = [page.index(f">{title}<") for title in ("What everyone shares", "Who answers alike", "What divides us")]
    assert places == sorted(places)
    shared = page[places[0] : places[1]]
    assert all(escape(one.voice.words) in shared for one in camps[0][:4])
    assert not any(escape(one.voice.words) in shared for one in camps[0][4:])
    assert re.search(r"Group A\s*<span[^>]*>14 people", page)
    assert re.search(r"Group B\s*<span[^>]*>14 people", page)


def test_nobody_but_they_themselves_sees_where_somebody_stands(cast, as_, camps):
    for statement in camps[0]:
        take_stance(statement, cast.amina, 1)
    for other in (None, cast.hana, cast.bryn):
        assert "ls-me-ring" not in text_of(as_(other).get(PAGE))
    mine = text_of(as_(cast.amina).get(PAGE))
    assert "ls-me-ring" in mine
    assert re.search(r"you answer most like group [AB]", mine)
    ring = [float(n) for n in re.search(r'ls-me-ring" cx="([\d.]+)" cy="([\d.]+)"', mine).groups()]
    dots = [(320 + x * 240, 320 - y * 240) for x, y, _g in Landscape.objects.get().result["dots"]]
    assert min(abs(x - ring[0]) + abs(y - ring[1]) for x, y in dots) < 1  # the ring is around their own mark
    file = text_of(as_(cast.amina).get("/p/warm-homes/landscape.svg"))
    assert "You" not in file
    assert "Warm homes" in file
    assert re.search(r"Who answers alike\. 29 people, \d+ \w+ \d{4}\.", file)
    assert "Each mark is one person." in file
    assert ElementTree.fromstring(file).tag.endswith("svg")


def test_words_taken_back_or_taken_out_are_gone_at_once_also_from_earlier_ones(cast, as_, camps):
    first, second = camps[0][:2]
    row = landscapes.work_out(cast.project, by=cast.hana)
    words = [first.voice.words, second.voice.words]
    assert all(escape(one) in text_of(as_(None).get(f"{PAGE}{row.pk}/")) for one in words)
    Voice.objects.filter(pk=first.voice_id).update(person=cast.amina)
    first.voice.refresh_from_db()
    take_back(first.voice, by=cast.amina)
    moderate_statement(second, by=cast.hana, shown=False)
    for address in (PAGE, f"{PAGE}{row.pk}/"):
        page = text_of(as_(cast.hana).get(address))
        assert not any(escape(one) in page for one in words)
    for statement in (first, second):
        assert as_(cast.hana).get(f"{PAGE}why/{statement.pk}/?at={row.pk}").status_code == 404


def test_who_asked_not_to_be_quoted_is_not(cast, as_, camps):
    voice = camps[0][0].voice
    Voice.objects.filter(pk=voice.pk).update(person=cast.amina, naming=Naming.DO_NOT_QUOTE)
    for other in (None, cast.bryn):
        page = text_of(as_(other).get(PAGE))
        assert escape(voice.words) not in page
        assert "asked not to be quoted" in page
        assert escape(voice.words) not in text_of(as_(other).get(f"{PAGE}why/{camps[0][0].pk}/"))
    assert escape(voice.words) in text_of(as_(cast.hana).get(PAGE))


def test_no_group_of_fewer_than_five_is_shown(cast, as_):
    statements = make_statements(cast.project, 12)
    answer(make_people(cast.project, 30, "many"), statements, [1] * 6 + [1] * 3 + [-1] * 3)
    answer(make_people(cast.project, 4, "few"), statements, [-1] * 12)
    row = landscapes.work_out(cast.project, by=None)
    assert not [one for one in row.result["groups"] if one["size"] < 5]
    assert not re.search(r"Group [A-E]\s*<span[^>]*>[1-4] ", text_of(as_(cast.hana).get(PAGE)))


def test_small_counts_inside_a_group_are_never_told(cast, as_, camps):
    statements, people = camps
    two = Stance.objects.filter(statement=statements[0], person__in=people[:14], value=1)[:3]
    Stance.objects.filter(pk__in=[one.pk for one in two]).update(value=-1)
    page = text_of(as_(cast.hana).get(f"{PAGE}why/{statements[0].pk}/"))
    inside = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[1]
    told = re.findall(r"<td[^>]*>([^<]*)</td>", inside)
    assert len(told) == 8
    assert "fewer than 5" in told
    assert set(told) <= {"fewer than 5", "about 5", "about 10", "about 15"}


def test_groups_that_do_not_come_back_are_not_shown_and_it_says_so(cast, as_):
    at_random(cast.project)
    page = text_of(as_(None).get(PAGE))
    assert "No groups to show" in page
    assert "Different groups came out each time" in page
    assert "Group A" not in page
    assert "ls-picture" in page  # people, without groups
    assert "What most agree on" in page
    assert "Show 12 statements as a table" in page


def test_of_few_people_there_is_no_picture(cast, as_):
    statements = make_statements(cast.project, 8)
    answer(make_people(cast.project, 6), statements, [1] * 8)
    page = text_of(as_(None).get(PAGE))
    assert "Fewer than 15 people" in page
    assert "ls-picture" not in page
    assert escape(statements[0].voice.words) in page  # six of six agree
    assert "Too few people have answered" in text_of(as_(None).get("/p/warm-homes/landscape.svg"))


def test_what_two_people_agree_on_is_not_yet_what_most_agree_on(cast, as_):
    statements = make_statements(cast.project, 8)
    answer(make_people(cast.project, 4), statements, [1] * 8)
    assert "no statement with enough answers" in text_of(as_(None).get(PAGE))


def test_nobody_has_answered(cast, as_):
    make_statements(cast.project, 3)
    assert "Nobody has answered" in text_of(as_(None).get(PAGE))
    assert not Landscape.objects.exists()


def test_flagged_seats_are_told_and_both_can_be_seen(cast, as_, camps):
    room, _activity = a_room(cast.project, [])
    seats = [Seat.objects.create(room=room, number=n, flagged_at=timezone.now()) for n in range(3)]
    Stance.objects.bulk_create(Stance(statement=one, seat=seat, value=1) for one in camps[0] for seat in seats)
    page = text_of(as_(None).get(PAGE))
    assert "3 phones or sheets that answer like a machine are not counted here" in page
    assert "28 people" in page
    assert "31 people" in text_of(as_(None).get(f"{PAGE}?with=flagged"))


def test_the_number_of_queries_does_not_grow(cast, as_, django_assert_max_num_queries):
    at_random(cast.project, people=20, statements=6)
    host = as_(cast.hana)
    host.get(PAGE)
    with django_assert_max_num_queries(60) as few:
        host.get(PAGE)
    two_camps(cast.project, 25, "camp")
    landscapes.work_out(cast.project, by=None)
    with django_assert_max_num_queries(60) as many:
        host.get(PAGE)
    assert Landscape.objects.get().statements == 18
    assert len(many) <= len(few)
    statement = cast.project.voices.filter(statement__isnull=False).first().statement
    with django_assert_max_num_queries(30):
        host.get(f"{PAGE}why/{statement.pk}/")


def test_why_says_figures_formula_engine_and_seed(cast, as_, camps):
    row = landscapes.work_out(cast.project, by=cast.hana, seed=77)
    shared, parting = camps[0][0].pk, landscapes.read(row).groups[0].said[0].statement
    page = text_of(as_(None).get(f"{PAGE}why/{shared}/?at={row.pk}"))
    assert "Everyone shares it" in page
    assert row.engine in page
    assert "start number 77" in page
    assert "(those who say it + 1) divided by (those who answered + 2)" in page
    page = text_of(as_(None).get(f"{PAGE}why/{parting}/?at={row.pk}"))
    assert re.search(r"Group [AB] agrees with it clearly more", page)
    assert as_(None).get(f"{PAGE}why/{parting}/?at=999999").status_code == 404


def test_why_without_groups_tells_the_formula_that_was_used(cast, as_):
    people, statements = make_people(cast.project, 20), make_statements(cast.project, 6)
    answer(people, statements, [1, -1, 1, 1, 1, 1])
    landscapes.work_out(cast.project, by=None)
    page = text_of(as_(None).get(f"{PAGE}why/{statements[1].pk}/"))
    assert "Most people disagree with it." in page
    assert "Share, times how clear it is (z)" in page
    assert f"{21 / 22 * 2 * 21**0.5 / 2:.2f}" in page
    assert "multiply the shares of all groups" not in page


def test_from_here_a_statement_goes_into_a_theme(cast, as_, camps):
    statement = camps[0][0]
    theme = Theme.objects.create(project=cast.project, title="Warmth")
    assert "Put it in a theme" not in text_of(as_(cast.amina).get(PAGE))
    assert "Put it in a theme" in text_of(as_(cast.hana).get(PAGE))
    page = text_of(as_(cast.hana).get(f"{PAGE}why/{statement.pk}/"))
    send = re.search(r'name="do" value="(put:[^"]+)"', page)[1]
    as_(cast.hana).post("/p/warm-homes/board/sort/", {"do": send, "into": str(theme.pk)})
    assert theme.placements.get().voice_id == statement.voice_id
    assert "Warmth" in text_of(as_(None).get(f"{PAGE}why/{statement.pk}/"))


def test_earlier_ones_stay_and_are_compared(cast, as_, camps):
    old = landscapes.work_out(cast.project, by=cast.hana)
    extra = Voice.objects.create(project=cast.project, words="A bench at the stop.")
    new = type(camps[0][0]).objects.create(voice=extra)
    answer(camps[1], [new], [1])
    landscapes.work_out(cast.project, by=None)
    page = text_of(as_(None).get(PAGE))
    assert f"{PAGE}{old.pk}/" in page
    then = text_of(as_(None).get(f"{PAGE}{old.pk}/"))
    assert "This is how it was" in then
    assert "4 statements were shared then and are shared now" in then
    assert "1 is shared only now" in then
    assert as_(None).get(f"/p/quiet-streets/landscape/{old.pk}/").status_code == 404


def test_more_is_shared_than_is_told_and_the_comparison_counts_all(cast, as_):
    people, statements = make_people(cast.project, 20), make_statements(cast.project, 34)
    answer(people, statements, [1] * 34)
    old = landscapes.work_out(cast.project, by=cast.hana)
    landscapes.work_out(cast.project, by=None)
    now = as_(None).get(PAGE)
    assert len(now.context["words"].shared) == 30
    assert "4 more statements are like these" in text_of(now)
    then = text_of(as_(None).get(f"{PAGE}{old.pk}/"))
    assert "34 statements were shared then and are shared now" in then
    assert "0 were shared only then" in then


def test_what_one_of_a_group_answered_is_not_what_everyone_shares(cast, as_, camps):
    statements, people = camps
    (extra,) = make_statements(cast.project, 1)
    answer([*people[:14], people[14]], [extra], [1])
    landscapes.work_out(cast.project, by=None)
    page = as_(None).get(PAGE)
    assert page.context["words"].groups
    assert extra.pk not in {told.id for told in page.context["words"].shared}
    assert "Everyone shares it" not in text_of(as_(None).get(f"{PAGE}why/{extra.pk}/"))
    assert "Everyone shares it" in text_of(as_(None).get(f"{PAGE}why/{statements[0].pk}/"))


def test_how_sure_is_never_told_higher_than_it_is():
    assert [landscapes.told_of_ten(one) for one in (0.6, 0.699, 0.7, 0.95, 0.999, 1.0)] == [6, 6, 7, 9, 9, 10]


@pytest.mark.parametrize(("size", "told"), [(20, (20, 20)), (5_000, (10, 2_500))])
def test_it_says_how_the_groups_were_tested(size, told):
    result = Result(groups=(Group(size, (0, 0), (), ()), Group(size, (1, 1), (), ())))
    assert (landscapes.redrawn(result).times, landscapes.redrawn(result).people) == told


@pytest.mark.parametrize(("agree", "seen", "words"), [(54, 100, "just over half"), (50, 100, "5 in 10"), (2, 4, "few")])
def test_just_over_half_looks_like_most(agree, seen, words):
    assert words in share_of("A", agree, seen).words


def test_while_statements_run_the_page_follows_and_sends_only_what_is_new(cast, as_, camps, monkeypatch):
    monkeypatch.setattr(landscapes, "PAUSE", timedelta(0))
    room, activity = a_room(cast.project, camps[0])
    stranger = as_(None)
    page = text_of(stranger.get(PAGE))
    asks = re.search(r'hx-get="([^"]+)"', page)[1].replace("&amp;", "&")
    assert 'aria-live="polite"' in page
    assert stranger.get(asks, headers={"HX-Request": "true"}).status_code == 204
    seat = Seat.objects.create(room=room, number=1)
    put(activity, seat, 1, "1")
    newer = stranger.get(asks, headers={"HX-Request": "true"})
    assert newer.status_code == 200
    assert "29 people" in text_of(newer)
    activity.live.stopped_at = timezone.now()
    activity.live.save()
    assert "hx-get" not in re.search(r'<div id="landscape"[^>]*>', text_of(stranger.get(PAGE)))[0]


def test_a_large_one_is_a_job_with_progress_that_can_be_stopped(cast, as_, camps, monkeypatch):
    monkeypatch.setattr(landscapes, "AT_ONCE", 10)
    queued: list[str] = []
    monkeypatch.setattr(type(tasks.work_out_landscape), "enqueue", lambda _task, key: queued.append(key))
    page = text_of(as_(None).get(PAGE))
    assert "being worked out for the first time" in page
    assert "al-progress" in page
    as_(None).get(PAGE)
    assert len(queued) == 1  # once, however many look
    assert not Landscape.objects.exists()
    cancel_job(Job.objects.get())
    tasks.work_out_landscape.call(queued[0])
    assert Job.objects.get().state == Job.State.CANCELLED
    assert not Landscape.objects.exists()
    as_(cast.hana).post(f"{PAGE}again/", {"seed": "3"})
    tasks.work_out_landscape.call(queued[1])
    row = Landscape.objects.get()
    assert (row.seed, row.is_kept, row.people) == (3, True, 28)
    ended = as_(None).get(f"{PAGE}?job=1", headers={"HX-Request": "true"})
    assert (ended.status_code, ended.headers["HX-Refresh"]) == (204, "true")


def test_every_text_is_offered_to_translators(cast, as_, camps):
    row = landscapes.work_out(cast.project, by=cast.hana)
    parting = landscapes.read(row).groups[0].said[0].statement
    for address in (PAGE, f"{PAGE}why/{parting}/"):
        page = text_of(as_(cast.hana).get(address, headers={"accept-language": "en-xa"}))
        assert "«" in page
        assert not unmarked_texts(page[page.index("<h1") : page.index("<footer")])


@london.needs_london
def test_a_real_conversation_whose_groups_do_not_hold_says_so(db, as_):
    project = bring_in_polis(read_export(london.FOLDER), by=None, source="Polis, CC BY 4.0").project
    answer = as_(None).get(f"/p/{project.slug}/landscape/")
    assert "No groups to show" in text_of(answer)
    assert len(answer.context["words"].shared) >= 5
    row = Landscape.objects.get()
    assert row.answers == Stance.objects.filter(statement__moderation__gte=0).count()


@pytest.mark.parametrize(("count", "words"), [(0, "almost none"), (3, "3 in 10"), (10, "almost all")])
def test_shares_are_told_in_tens(count, words):
    assert in_ten(count) == words


def test_it_draws_every_mark_once_inside_the_paper_and_letters_never_on_each_other():
    dots = [(0.1 * n, 0.05 * n * n - 1, n % 3 - 1) for n in range(-9, 10)]
    drawn = picture(dots, [("A", 6), ("B", 6)])
    marks = sum(shape.dots.count("M") for shape in drawn.shapes) + drawn.others.count("M")
    assert marks == len(dots)
    badges = line([("A", 7), ("B", 7), ("C", 2)]).badges
    assert len({(badge.x, badge.y) for badge in badges}) == 3


def test_a_hull_holds_all_points():
    points = [(float(x * y % 7), float(x * 3 % 5 + y)) for x in range(6) for y in range(6)]
    around = hull(points)
    assert set(around) <= set(points)
    for (ax, ay), (bx, by) in zip(around, [*around[1:], around[0]], strict=True):
        assert all((bx - ax) * (y - ay) - (by - ay) * (x - ax) >= -1e-9 for x, y in points)
    assert soft(around).count("L") == 8 * len(around) - 1
