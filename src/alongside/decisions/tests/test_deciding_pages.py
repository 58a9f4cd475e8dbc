"""Recording a decision: who may, what it needs, and that nothing is half-saved."""

import re
from datetime import date

import pytest
from django.urls import reverse

from alongside.decisions.actions import record_decision, revise_passage, start_draft, write_passage
from alongside.decisions.models import Decision
from alongside.impact.models import Receipt
from alongside.people.models import Naming
from alongside.sensemaking.actions import make_theme, place_voice
from alongside.voices.actions import take_back

REASON = "The money for it is in this year's budget, and it harms nobody."


@pytest.fixture
def passage(cast, say):
    theme = make_theme(cast.project, by=cast.hana, title="Cold rooms")
    place_voice(say(cast.amina, "I sit in my coat until four."), theme, by=cast.hana)
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    return write_passage(draft, by=cast.hana, heading="Heat", text="Heat by noon.", themes=[theme])


def answers(cast, **changed):
    body = {
        "title": "Heat by noon",
        "outcome": "adopted",
        "reason": REASON,
        "decided_by": "The board",
        "side": "staff",
        "community_part": "decided",
        "decided_on": date.today().isoformat(),
    }
    return body | changed


def where(cast):
    return reverse("decisions:record", args=[cast.project.slug])


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("amina", 403), ("tess", 403), ("olga", 403)])
def test_it_keeps_the_wrong_person_out(cast, as_, passage, who, status):
    browser = as_(getattr(cast, who) if who else None)
    assert browser.get(where(cast)).status_code == status
    assert browser.post(where(cast), answers(cast, versions=passage.pk)).status_code == status
    assert not Decision.objects.exists()


def test_it_keeps_a_decision_and_answers_the_people_behind_it(cast, as_, passage, deliver):
    page = as_(cast.dev).post(where(cast), answers(cast, versions=passage.pk), follow=True)
    assert REASON.split(",")[0] in page.content.decode().replace("&#x27;", "'")
    deliver()
    assert Receipt.objects.get().voice.person == cast.amina
    assert "Heat" not in as_(cast.dev).get(where(cast)).content.decode().split("Passages that wait")[-1][:300]


def test_it_shows_what_is_decided_and_tells_how_many_hear_the_reason(cast, as_, passage, say):
    theme = passage.citations.get().theme
    quiet = say(cast.bryn, "Zinnia slept in the hall.", naming=Naming.DO_NOT_QUOTE)
    gone, quoted = say(cast.cole, "Gone away"), say(cast.amina, "My ceiling drips.")
    for voice in (quiet, gone):
        place_voice(voice, theme, by=cast.hana)
    take_back(gone, by=cast.cole)
    asked = revise_passage(
        passage.passage, by=cast.hana, base_number=1, heading="Heat", text=f"Heat by noon.\n\n[[voice:{quoted.pk}]]",
        themes=[theme], voices=[quoted], why="",
    )  # fmt: skip
    long = write_passage(passage.passage.draft, by=cast.hana, heading="Long", text="Doors. " * 200)
    address = f"{where(cast)}?passage={asked.passage_id}"
    assert as_(cast.bryn).get(address).status_code == 403
    page = as_(cast.dev).get(address).content.decode()
    assert "Zinnia" not in page
    first, second = (re.split(r'id="version-\d+"', page)[n] for n in (1, 2))
    assert "<p>Heat by noon.</p>" in first
    assert "My ceiling drips." in first
    assert '<details class="al-more" open>' in first
    assert "It answers 3 voices. 1 of them may not be quoted." in first
    assert reverse("impact:trail_of_passage", args=[cast.project.slug, asked.passage_id]) in first
    assert "Doors. Doors." in second
    assert '<details class="al-more">' in second.split("Or a whole theme")[0], "it is long, and nobody asked for it"
    assert "It answers no voice yet." in second
    both = as_(cast.dev).post(where(cast), answers(cast, versions=[asked.pk, long.pk], themes=[theme.pk]), follow=True)
    assert "The people behind 3 voices get the reason." in both.content.decode()


def test_a_voice_that_is_decided_on_alone_is_shown_in_full_or_said_to_be_kept_inside(cast, as_, say):
    loud = say(cast.amina, "Cold " * 30 + "until four.")
    quiet = say(cast.bryn, "Zinnia slept in the hall.", naming=Naming.DO_NOT_QUOTE)
    assert as_(cast.bryn).get(f"{where(cast)}?voice={loud.pk}").status_code == 403
    page = as_(cast.dev).get(f"{where(cast)}?voice={loud.pk}&voice={quiet.pk}").content.decode()
    assert "until four." in page
    assert "Zinnia" not in page
    assert "not quoted at their wish" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": ""}, "Please fill this in"),
        ({"reason": "Noted, thank you very much for it."}, "only says that you heard it"),
        ({"reason": "Too short"}, "at least 20 characters"),
        ({"decided_on": "2999-01-01"}, "still to come"),
        ({"outcome": "maybe"}, "choose one of the list"),
        ({"versions": []}, "Tick what this decision answers"),
        ({"versions": "9" * 400}, "not in this project"),
        ({"themes": "999999"}, "not in this project"),
    ],
)
def test_it_says_what_is_missing_and_keeps_what_was_typed(cast, as_, passage, changed, said):
    page = as_(cast.dev).post(where(cast), answers(cast, **{"versions": passage.pk, **changed}))
    body = page.content.decode()
    assert page.status_code == 422
    assert "data-error-summary" in body
    assert said in body.partition("data-error-summary")[2].partition("</ul>")[0]
    assert 'value="Heat by noon"' in body
    assert not Decision.objects.exists()


def test_it_finds_a_theme_without_scolding_for_what_is_not_typed_yet(cast, as_, passage):
    page = as_(cast.dev).post(where(cast), {"title": "Half typed", "find": "1", "find_theme": "Cold"})
    body = page.content.decode()
    assert page.status_code == 200
    assert 'value="Half typed"' in body
    assert "Cold rooms" in body
    assert "Please fill this in" not in body
    assert not Decision.objects.exists()


def test_it_refuses_things_of_another_project(cast, as_, say):
    theirs = make_theme(cast.other, by=cast.olga, title="Theirs")
    page = as_(cast.dev).post(where(cast), answers(cast, themes=theirs.pk))
    assert page.status_code == 422
    assert not Decision.objects.exists()


def test_it_shows_the_reason_to_anyone_and_no_script_runs(cast, as_, passage):
    evil = "<script>alert(1)</script> because it is right and proper"
    made = record_decision(
        cast.project, by=cast.dev, versions=[passage], **(answers(cast, reason=evil) | {"decided_on": date.today()})
    )
    page = as_(None).get(reverse("decisions:decision", args=[cast.project.slug, made.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_it_lists_many_in_as_few_queries_as_two(cast, as_, passage, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def keep(count):
        for _ in range(count):
            fields = answers(cast) | {"decided_on": date.today()}
            record_decision(cast.project, by=cast.dev, versions=[passage], **fields)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            as_(None).get(reverse("decisions:decisions", args=[cast.project.slug]))
        return len(seen)

    keep(2)
    few = cost()
    keep(25)
    assert cost() == few


def test_it_is_replaced_once_and_says_so_to_the_second(cast, as_, passage):
    browser = as_(cast.dev)
    browser.post(where(cast), answers(cast, versions=passage.pk))
    first = Decision.objects.get()
    browser.post(
        where(cast), answers(cast, title="Heat by ten", replaces=first.pk, themes=passage.citations.get().theme_id)
    )
    again = answers(cast, title="Heat by nine", replaces=first.pk, themes=passage.citations.get().theme_id)
    page = browser.post(where(cast), again)
    assert page.status_code == 422
    assert "That decision was replaced already." in page.content.decode()
    assert "Heat by nine" in page.content.decode()
    assert sorted(Decision.objects.values_list("title", flat=True)) == ["Heat by noon", "Heat by ten"]
    with pytest.raises(ValueError, match="replaced already"):
        decide(cast, passage, replaces=first)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(("field", "value"), [("outcome", "perhaps"), ("side", "both"), ("community_part", "")])
def test_the_verb_itself_refuses_an_answer_that_is_none(cast, passage, field, value):
    with pytest.raises(ValueError, match=f"{field}: “{value}” is no answer"):
        decide(cast, passage, **{field: value})
    assert not Decision.objects.exists()


def decide(cast, passage, **changed):
    given = answers(cast, decided_on=date.today(), **changed)
    return record_decision(cast.project, by=cast.dev, versions=[passage], **given)
