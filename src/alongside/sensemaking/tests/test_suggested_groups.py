"""Suggested groups: the wrong person first; a machine suggests, a person places, and nothing is lost on the way."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from alongside.ledger.models import Job
from alongside.sensemaking import actions, queries, suggesting, tasks
from alongside.sensemaking.models import Placement, SuggestedGroup, Suggestion, SuggestionRun
from alongside.voices.actions import take_back

PAGE = "/p/warm-homes/suggestions/"
HEAT = ["The heating in the hall is cold in winter", "Heating bills for a cold hall are too high",
        "No heating in the cold winter hall", "A cold hall needs better heating in winter",
        "Winter heating: the hall stays cold"]  # fmt: skip
BUS = ["The bus to the hospital is always late", "A late bus to the hospital every morning",
       "Hospital bus late again this morning", "The morning bus came late to the hospital",
       "The late bus makes me miss the hospital"]  # fmt: skip
ODD = "My neighbour's parrot sings at dawn"


@pytest.fixture
def said(cast, say):
    return [say(cast.amina, words) for words in [*HEAT, *BUS, ODD]]


@pytest.fixture
def run(cast, said):
    return suggesting.look(cast.project, by=cast.hana)


def group_with(run, words):
    return SuggestedGroup.objects.get(run=run, suggestions__voice__words=words, ended_at=None)


@pytest.mark.parametrize("who", ["amina", "dev", "olga"])
def test_others_neither_see_nor_answer_them(cast, as_, run, who):
    person, group = getattr(cast, who), run.groups.first()
    assert as_(person).get(PAGE).status_code == 403
    assert as_(person).post(PAGE + "look/").status_code == 403
    for verb in (
        lambda: actions.accept_group(group, [], by=person, title="Mine"),
        lambda: actions.refuse_group(group, by=person),
        lambda: actions.split_group(group, [], by=person),
        lambda: actions.merge_groups(*run.groups.all()[:2], by=person),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_what_shares_words_is_suggested_and_nothing_is_placed(cast, as_, run):
    assert {row.voice.words for row in group_with(run, HEAT[0]).suggestions.all()} == set(HEAT)
    assert {row.voice.words for row in group_with(run, BUS[0]).suggestions.all()} == set(BUS)
    assert not Placement.objects.exists()
    page = as_(cast.hana).get(PAGE).content.decode()
    assert "11 voices are in no theme yet." in page
    assert "1 voice fits none of these." in page
    assert ODD.replace("'", "&#x27;") in page


def test_the_sum_of_what_is_shown_is_everything_not_yet_placed(cast, run):
    waiting = suggesting.waiting_in(run).count()
    assert waiting + suggesting.alone(cast.project, run).count() == queries.loose_voices(cast.project).count()


def test_accepting_is_the_persons_own_placement_and_tells_what_it_came_from(cast, as_, run, said):
    group = group_with(run, BUS[0])
    ticked = [voice.pk for voice in said if voice.words in BUS[:4]]
    answer = {"do": "accept", "voice": ticked, "title": "Late buses"}
    as_(cast.hana).post(f"{PAGE}{group.pk}/answer/", answer)
    as_(cast.hana).post(f"{PAGE}{group.pk}/answer/", answer)  # pressed twice
    placed = Placement.objects.filter(theme__title="Late buses", ended_at=None)
    assert set(placed.values_list("voice__words", flat=True)) == set(BUS[:4])
    assert set(placed.values_list("placed_by", flat=True)) == {cast.hana.pk}
    assert set(Suggestion.objects.exclude(placement=None).values_list("placement", flat=True)) == {p.pk for p in placed}
    assert Suggestion.objects.get(group=group, voice__words=BUS[4]).refused
    assert BUS[4] in [voice.words for voice in suggesting.alone(cast.project, run)]


def test_what_people_placed_teaches_and_what_they_refused_is_not_asked_again(cast, run, said):
    theme = actions.accept_group(
        group_with(run, BUS[0]), [v.pk for v in said if v.words in BUS[:4]], by=cast.hana, title="Late buses"
    )
    later = suggesting.look(cast.project, by=cast.hana)
    assert later.taught == 4
    assert not Suggestion.objects.filter(group__run=later, group__theme=theme, voice__words=BUS[4]).exists()
    heat = group_with(later, HEAT[0])
    actions.refuse_group(heat, by=cast.hana)
    again = suggesting.look(cast.project, by=cast.hana)
    whole = [set(g.suggestions.values_list("voice__words", flat=True)) for g in again.groups.filter(ended_at=None)]
    assert set(HEAT) not in whole


def test_split_and_join_place_nothing(cast, run, said):
    group = group_with(run, HEAT[0])
    one, other = actions.split_group(group, [v.pk for v in said if v.words in HEAT[:2]], by=cast.hana)
    assert (one.suggestions.count(), other.suggestions.count()) == (2, 3)
    whole = actions.merge_groups(one, other, by=cast.cole)
    assert whole.suggestions.count() == 5
    assert not Placement.objects.exists()
    for gone in (group, one, other):
        with pytest.raises(ValueError, match="dealt with"):
            actions.refuse_group(gone, by=cast.hana)


def test_a_voice_placed_meanwhile_is_not_placed_twice(cast, run, said):
    group, theme = group_with(run, HEAT[0]), actions.make_theme(cast.project, by=cast.cole, title="Heat")
    actions.place_voice(said[0], theme, by=cast.cole)
    assert said[0].pk not in suggesting.waiting_in(run).values_list("voice", flat=True)
    actions.accept_group(group, [v.pk for v in said[:5]], by=cast.hana, theme=theme)
    assert Placement.objects.filter(voice=said[0], ended_at=None).count() == 1
    assert Placement.objects.get(voice=said[0], ended_at=None).placed_by == cast.cole


def test_words_taken_back_leave_suggestions_and_their_names(cast, as_, run, said):
    group = group_with(run, HEAT[0])
    SuggestedGroup.objects.filter(pk=group.pk).update(words="heating, bills, hall")
    take_back(said[1], by=cast.amina)  # only she spoke of bills
    group.refresh_from_db()
    assert group.words == "heating, hall"
    assert not Suggestion.objects.filter(voice=said[1]).exists()
    assert "bills" not in as_(cast.hana).get(f"{PAGE}{group.pk}/").content.decode()


def test_what_is_suggested_for_a_theme_tells_the_words_it_shares_with_the_theme(cast, as_, run, said):
    theme = actions.make_theme(cast.project, by=cast.hana, title="Late buses")
    for voice in said[5:9]:
        actions.place_voice(voice, theme, by=cast.hana)
    group = suggesting.look(cast.project, by=cast.hana).groups.get(theme=theme)
    row = group.suggestions.get(voice=said[9])
    assert {"late", "bus", "hospital"} <= set(row.words.split(", "))
    assert not {"makes", "miss"} & set(f"{row.words}, {group.words}".split(", "))  # words nobody in the theme said
    assert row.nearest in said[5:9]
    page = as_(cast.hana).get(f"{PAGE}{group.pk}/").content.decode()
    assert "Words it shares with this theme" in page
    SuggestedGroup.objects.filter(pk=group.pk).update(words="late, morning")
    for voice in (said[6], said[7], said[8]):  # who alone spoke of mornings in it
        take_back(voice, by=cast.amina)
    group.refresh_from_db()
    assert group.words == "late"


def test_a_group_is_not_told_surer_than_its_voices_are(cast, run):
    group = group_with(run, HEAT[0])
    group.suggestions.update(confidence=20)
    group.suggestions.filter(voice__words=HEAT[0]).update(confidence=90)
    shown = next(one for one in suggesting.open_groups(run, cast.hana) if one.group.pk == group.pk)
    assert shown.sure == 34  # 90 and four times 20


def test_why_is_told_and_can_be_repeated(cast, as_, run):
    page = as_(cast.hana).get(f"{PAGE}{group_with(run, BUS[0]).pk}/").content.decode()
    assert "Why is this here?" in page
    assert "Words it shares with the group" in page
    again = suggesting.look(cast.project, by=cast.hana)
    for words in (HEAT[0], BUS[0]):
        first, second = group_with(run, words), group_with(again, words)
        same = [set(g.suggestions.values_list("voice", "confidence")) for g in (first, second)]
        assert same[0] == same[1]


def test_many_voices_are_looked_through_beside_the_pages(cast, as_, said, monkeypatch):
    monkeypatch.setattr(suggesting, "AT_ONCE", 3)
    work = tasks.look_for_groups.func
    monkeypatch.setattr(tasks, "look_for_groups", SimpleNamespace(enqueue=lambda _job: None))
    as_(cast.hana).post(PAGE + "look/")
    job = Job.objects.get(kind="suggestions")
    assert "Waiting to start" in as_(cast.hana).get(PAGE).content.decode()
    work(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.done) == ("finished", 100)
    assert SuggestionRun.objects.get().groups.count() == 2


def test_it_can_be_stopped(cast, said):
    job = tasks.start_job(suggesting.JOB, project_id=cast.project.pk, person=cast.hana, total=100)
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    tasks.look_for_groups.func(str(job.pk))
    assert Job.objects.get(pk=job.pk).state == "cancelled"
    assert not SuggestionRun.objects.exists()


def test_as_many_queries_for_many_groups_as_for_few(cast, as_, say, run, django_assert_max_num_queries):
    with django_assert_max_num_queries(49):
        as_(cast.hana).get(PAGE)
    with django_assert_max_num_queries(49):
        as_(cast.hana).get(f"{PAGE}{group_with(run, BUS[0]).pk}/")
