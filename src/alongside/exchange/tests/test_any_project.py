"""Whatever people wrote and did, a project comes back the same; every fact of a step has its place in an archive."""

import ast
import zipfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import alongside
from alongside.decisions.models import Citation, Decision, DecisionSubject, Draft, Passage, PassageVersion
from alongside.exchange import archive, history, reading
from alongside.exchange.actions import new_project
from alongside.impact.models import Receipt
from alongside.ledger.actions import note_step
from alongside.people.models import Naming, Person
from alongside.projects.history import PRIVATE
from alongside.projects.models import Membership
from alongside.sensemaking.models import Placement, Theme, ThemeOrigin
from alongside.voices.models import Stance, Statement, Voice

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
PLACE = st.integers(0, 5)
SAID = st.tuples(TEXT, st.sampled_from(["", *Naming.values]), PLACE, PLACE, st.integers(-1, 1))


def a_project(people, voices, themes, reason):
    project = new_project("Any", reason, by=None, as_is=True)
    made = [Person.objects.create(nickname=name, full_name=name) for name, _naming in people]
    for person, (_name, naming) in zip(made, people, strict=True):
        Membership.objects.create(project=project, person=person, naming=naming)
    piles = [Theme.objects.create(project=project, title=title) for title in themes]
    for new, origin in zip(piles[1:], piles, strict=False):
        ThemeOrigin.objects.create(theme=new, origin=origin, kind="split")
    version = PassageVersion.objects.create(
        passage=Passage.objects.create(draft=Draft.objects.create(project=project, title="D")), number=1, text=reason
    )
    told = {"outcome": "no", "reason": reason, "decided_by": "B", "side": "staff", "community_part": "none"}
    decision = Decision.objects.create(project=project, title="A", decided_on="2026-03-01", **told)
    DecisionSubject.objects.create(decision=decision, version=version)
    for words, naming, who, where, value in voices:
        person, theme = made[who % len(made)], piles[where % len(piles)]
        voice = Voice.objects.create(project=project, person=person, words=words, naming=naming)
        if value >= 0:
            Stance.objects.create(statement=Statement.objects.create(voice=voice), person=person, value=value)
            Citation.objects.create(version=version, voice=voice)
            Receipt.objects.create(voice=voice, decision=decision)
        placed = Placement.objects.create(voice=voice, theme=theme)
        Placement.objects.create(voice=voice, theme=piles[0], carried_from=placed, ended_at=placed.placed_at)
        note_step("voice.placed", subject=voice, project_id=project.pk, actor=person, theme_id=theme.pk)
    return project


def contents(path):
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist() if name != "project.json"}


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.tuples(TEXT, st.sampled_from(Naming.values)), min_size=1, max_size=4),
    voices=st.lists(SAID, max_size=6),
    themes=st.lists(TEXT, min_size=1, max_size=4),
    reason=TEXT,
)
def test_it_comes_back_the_same(tmp_path, people, voices, themes, reason):
    with transaction.atomic():
        project = a_project(people, voices, themes, reason)
        archive.write(project, tmp_path / "one.zip")
        again = reading.bring_in(tmp_path / "one.zip").project
        archive.write(again, tmp_path / "two.zip")
        assert contents(tmp_path / "one.zip") == contents(tmp_path / "two.zip")
        assert again.question == reason
        transaction.set_rollback(True)


def steps_in_the_code():
    """(verb or "", names of its facts) for every step that any room writes."""
    for path in Path(alongside.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())) if "tests" not in path.parts else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note_step":
                verb = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
                yield verb, {word.arg for word in node.keywords if word.arg} - {"subject", "project_id", "actor"}


def test_every_fact_of_a_step_has_its_place_in_an_archive():
    not_of_a_project = (*PRIVATE, "token.", "people.", "network.")
    known = history.KEYS.keys() | history.PLAIN
    found = {verb: facts - known for verb, facts in steps_in_the_code() if not verb.startswith(not_of_a_project)}
    assert len(found) > 20
    missing = {verb: facts for verb, facts in found.items() if facts}
    assert not missing, (
        f"Say in exchange/history.py whether these are keys (KEYS) or stay as they are (PLAIN): {missing}"
    )
