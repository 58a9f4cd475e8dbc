"""The desk says what waits, with its number and its page; only to those who may do it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.decisions import actions as deciding
from alongside.impact.models import Receipt
from alongside.projects.parts import what_waits
from alongside.sensemaking import actions as sorting
from alongside.voices import actions as keeping

DESK = "/p/warm-homes/desk/"


def words_for(person, project):
    return {one.words: one for one in what_waits(project, person)}


def test_nothing_waits_for_people_who_may_not_do_it(cast, say):
    say(cast.amina, "The hall is cold.")
    for person in (cast.amina, cast.olga):
        assert what_waits(cast.project, person) == []
    assert [one for one in what_waits(cast.project, cast.dev) if "theme" in one.words] == []


def test_an_empty_desk_says_so(cast, as_):
    type(cast.project).objects.update(starts_on=timezone.localdate())  # so that nothing is due yet
    page = as_(cast.hana).get(DESK).content.decode()
    assert "What waits for you" in page
    assert "All that people wait for is done" in page


def test_a_host_sees_loose_voices_and_those_to_read_back(cast, as_):
    keeping.record_voice(cast.project, words="The hall is cold.", by=cast.hana, person=cast.amina)
    keeping.record_voice(cast.project, words="The stairs are dark.", by=cast.hana, person=cast.amina)
    found = words_for(cast.hana, cast.project)
    assert found["2 typed-in voices to read back"].url == "/p/warm-homes/record/waiting/"
    assert found["2 voices in no theme yet"].url == "/p/warm-homes/board/"
    assert "2 voices in no theme yet" in as_(cast.hana).get(DESK).content.decode()


def test_a_dispute_waits_until_somebody_replies(cast, say):
    voice = say(cast.amina, "The hall is cold.")
    theme = sorting.make_theme(cast.project, title="Warmth", by=cast.hana)
    sorting.place_voice(voice, theme, by=cast.hana)
    dispute = sorting.raise_dispute(voice, theme, words="I meant the draught.", by=cast.amina)
    assert "1 dispute without a reply" in words_for(cast.hana, cast.project)
    sorting.reply_to_dispute(dispute, words="We see. We changed the name.", by=cast.hana)
    assert "1 dispute without a reply" not in words_for(cast.hana, cast.project)


def test_what_only_hosts_answer_is_told_to_others_as_theirs(cast, say, as_):
    voice = say(cast.amina, "The hall is cold.")
    theme = sorting.make_theme(cast.project, title="Warmth", by=cast.hana)
    sorting.place_voice(voice, theme, by=cast.hana)
    sorting.raise_dispute(voice, theme, words="I meant the draught.", by=cast.amina)
    draft = deciding.start_draft(cast.project, by=cast.hana, title="Plan")
    passage = deciding.write_passage(draft, by=cast.hana, heading="Heat", text="Heat by noon.").passage
    deciding.propose_amendment(
        passage, by=cast.amina, base_number=1, heading="Heat", text="Heat by ten.", why="We come at ten."
    )
    asked = {"1 proposed text to answer", "1 dispute without a reply"}
    assert not asked & set(words_for(cast.dev, cast.project)), "no host, so nobody waits for this one"
    assert asked <= set(words_for(cast.hana, cast.project))
    page = as_(cast.dev).get("/p/warm-homes/waiting/").content.decode()
    assert page.count("A host answers these.") == 2
    assert "Read it and answer" not in page
    page = as_(cast.hana).get("/p/warm-homes/waiting/").content.decode()
    assert "A host answers these." not in page
    assert "Read it and answer" in page
    assert all(one in as_(cast.hana).get("/my/").content.decode() for one in asked)


def test_late_answers_come_first_and_say_so(cast, say, as_):
    say(cast.amina, "Nobody answered me.", said_at=timezone.now() - timedelta(days=100))
    first = what_waits(cast.project, cast.dev)[0]
    assert first.words == "1 voice is late for its answer"
    assert first.late
    assert first.url == "/p/warm-homes/waiting/"


def test_a_letter_waits_for_who_has_no_email(cast, say):
    voice = say(cast.amina, "The hall is cold.")
    decision = deciding.record_decision(
        cast.project,
        title="Heat the hall",
        reason="It is cold, and eleven people said so.",
        outcome="adopted",
        decided_by="The board",
        side="staff",
        community_part="decided",
        decided_on=timezone.localdate(),
        by=cast.dev,
        voices=[voice],
    )
    Receipt.objects.create(voice=voice, decision=decision)
    assert "1 letter with answers to print" in words_for(cast.hana, cast.project)
    assert "1 letter with answers to print" not in words_for(cast.dev, cast.project)


def test_an_ended_project_waits_for_nobody(cast, say):
    say(cast.amina, "The hall is cold.")
    cast.project.ended_on = timezone.localdate()
    assert what_waits(cast.project, cast.hana) == []


@pytest.mark.parametrize("voices", [1, 30])
def test_it_asks_the_database_a_fixed_number_of_times(cast, say, django_assert_max_num_queries, voices):
    for n in range(voices):
        say(cast.amina, f"Voice {n}", said_at=timezone.now() - timedelta(days=100))
    with django_assert_max_num_queries(41):
        assert what_waits(cast.project, cast.hana)


def test_my_space_begins_with_what_waits_for_hosts_and_decision_makers(cast, say, as_):
    say(cast.amina, "Nobody answered me.", said_at=timezone.now() - timedelta(days=100))
    assert "What waits for you" not in as_(cast.amina).get("/my/").content.decode()
    assert "Start a project" not in as_(cast.amina).get("/my/").content.decode()
    for person in (cast.hana, cast.dev):
        page = as_(person).get("/my/").content.decode()
        assert page.index("1 voice is late for its answer") < page.index("Answers for me")
