"""What happened, step by step: newest first by the day it happened, however it came to be written down."""

import ast
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import alongside
from alongside.ledger.models import Step
from alongside.projects.history import PRIVATE, _sentences

PAGE = "/p/warm-homes/history/"
DAYS = re.compile(r'datetime="(\d{4}-\d\d-\d\d)')


def steps_on(project, days):
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for day in days:
        Step.objects.create(
            verb="theme.made",
            project_id=project.pk,
            subject_kind="sensemaking.theme",
            subject_id=7,
            at=start + timedelta(days=day),
        )


def test_another_project_s_steps_are_not_here(cast, as_):
    steps_on(cast.other, [3])
    assert DAYS.findall(as_(None).get(PAGE).content.decode()) == []


def test_steps_stand_in_the_order_of_their_days(cast, as_):
    steps_on(cast.project, [5, 1, 9, 3])
    days = DAYS.findall(as_(None).get(PAGE).content.decode())
    assert days == ["2026-01-10", "2026-01-06", "2026-01-04", "2026-01-02"]


def test_the_project_page_tells_the_same_thing_of_one_day_once(cast, as_):
    steps_on(cast.project, [5, 5, 5, 1])
    page = re.sub(r"\s+", " ", as_(None).get("/p/warm-homes/").content.decode())
    assert page.count("made a theme.") == 2
    assert "3 times" in page
    assert DAYS.findall(page.partition("pj-happenings")[2]) == ["2026-01-06", "2026-01-02"]


def test_the_pages_together_show_each_step_once(cast, as_):
    steps_on(cast.project, [(n * 7) % 40 for n in range(120)])  # each day three times, in no order
    url, seen = PAGE, []
    while url:
        answer = as_(None).get(url)
        seen += [step.at for step in answer.context["happenings"]]
        url = PAGE + answer.context["page"].next_url if answer.context["page"].next_url else ""
    assert len(seen) == 120
    assert seen == sorted(seen, reverse=True)


def test_a_nonsense_place_in_the_list_starts_at_the_beginning(cast, as_):
    steps_on(cast.project, [1, 2])
    assert len(DAYS.findall(as_(None).get(PAGE + "?after=999999").content.decode())) == 2


def test_a_step_leads_to_what_it_tells_of(cast, as_):
    steps_on(cast.project, [1])
    assert '<a href="/p/warm-homes/themes/7/">' in as_(None).get(PAGE).content.decode()


def verbs_in(tree):
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) == "note_step")
    return {call.args[0].value for call in named if call.args and isinstance(call.args[0], ast.Constant)}


def test_every_verb_has_its_sentence():
    verbs = set()
    for path in Path(alongside.__file__).parent.rglob("*.py"):
        if "tests" not in path.parts:
            verbs |= verbs_in(ast.parse(path.read_text()))
    assert len(verbs) > 40
    assert [verb for verb in sorted(verbs) if verb not in _sentences and not verb.startswith(PRIVATE)] == []
