"""Rules said often enough in review to be a check. Each failure prints its reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from alongside.exchange import tables as archived
from alongside.people.models import Person
from alongside.projects.models import Project

ROOT = Path(__file__).resolve().parent.parent / "src" / "alongside"
ORDER = ["kit", "ledger", "people", "projects", "easy", "gatherings"]
ORDER += ["ethics", "care", "needs", "equality", "communities", "trust", "moderation"]
ORDER += ["voices", "room", "sensemaking", "decisions"]
ORDER += ["impact", "exchange", "api", "web"]
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
# Beside actions: the sign-up manager, the copying in of many voices, what makes data to look at or to measure, and
# what saves a document, which is no row.
WRITERS = {"people/models.py", "voices/bulk.py", "example/build.py", "bench/big_project.py", "bench/room_stage.py"}
WRITERS |= {"ethics/plan_files.py", "bench/sequences.py"}


def ours(pattern: str = "*.py") -> list[Path]:
    return [p for p in ROOT.rglob(pattern) if not {"migrations", "tests", "__pycache__"} & set(p.parts)]


def is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    whom = ast.unparse(call.func.value)
    if "session" in whom or "cookie" in whom or "cache" in whom:
        return False
    if call.func.attr == "update":
        return bool(call.keywords and not call.args)  # by keywords only: rows are; dicts are joined with `|=`
    return call.func.attr in WRITES


def writes_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and is_write(node):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)[:60]}"


def test_it_catches_a_view_that_writes():
    tree = ast.parse("rows.update(words='')\nvoice.save()\nrequest.session.save()\nd.update({'a': 1})")
    assert [is_write(n) for n in ast.walk(tree) if isinstance(n, ast.Call)].count(True) == 2


def test_it_lets_only_actions_write():
    found = [
        line
        for path in ours()
        if path.relative_to(ROOT).parts[0] != "engines"  # they know no database, so "delete" is not about rows there
        if "actions" not in {path.stem, path.parent.name} and str(path.relative_to(ROOT)) not in WRITERS
        for line in writes_in(path)
    ]
    assert not found, "Only actions.py writes, so that page, API and command share one verb:\n" + "\n".join(found)


def test_it_keeps_foreign_keys_pointing_down():
    wrong = []
    for model in apps.get_models():
        here = model._meta.app_label
        for field in model._meta.get_fields():
            there = getattr(getattr(field, "related_model", None), "_meta", None)
            known = field.concrete and field.is_relation and there and {here, there.app_label} <= set(ORDER)
            if known and ORDER.index(there.app_label) > ORDER.index(here):
                wrong.append(f"{here}.{model.__name__}.{field.name} points up to {there.app_label}")
    assert not wrong, "Arrows point down, in the database too:\n" + "\n".join(wrong)


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in ours():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def test_it_keeps_functions_short():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path, node in functions()
        if (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert not long, "A function over 50 lines hides more than one thought:\n" + "\n".join(long)


def test_it_keeps_files_readable():
    long = [f"{p.relative_to(ROOT)} has {n} lines" for p in ours() if (n := p.read_text().count("\n")) > 400]
    long = [line for line in long if not line.startswith("example/story.py")]
    assert not long, "A file over 400 lines is two rooms:\n" + "\n".join(long)


FORBIDDEN = {
    r"<style[\s>]": "no style element: the content policy refuses it",
    r"\sstyle=": "no style attribute: the content policy refuses it",
    r"\son[a-z]+=\"": "no inline handler: the content policy refuses it",
    r"<script(?![^>]*\b(src|type=\"application/json\"))": "no inline script: the content policy refuses it",
    r"\|safe\b": "no |safe: build safe HTML in Python, where it can be tested",
    r"https?://(?!www\.w3\.org)": "no outside address: pages load nothing from elsewhere",
}


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_it_keeps_templates_clean(pattern: str):
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)!r}"
        for path in ours("*.html")
        for match in re.finditer(pattern, path.read_text())
    ]
    assert not found, FORBIDDEN[pattern] + ":\n" + "\n".join(found)


# Of one installation, ways in, wishes; and landscapes, which come out of the stances again (engine and seed are known).
# What people need, and what is done about it, is theirs and sealed with a key that goes nowhere.
NEEDS = {"needs.Need", "needs.Answer", "needs.Share", "needs.Reading", "needs.ToDo"}
WHOLE = NEEDS | {"projects.Network", "projects.Invitation", "impact.ReceiptWish", "sensemaking.Landscape"}
# How a person likes to read is theirs and goes into no file.
WHOLE |= {"easy.Reading"}
# Ways in to taking back, and who answers for whom.
WHOLE |= {"ethics.ReceiptCode", "ethics.Supporter", "ethics.SupportNote"}
# A person's own receipts of what they took back, and paper that hosts of this installation go after.
WHOLE |= {"ethics.TakingBack", "ethics.OnPaper"}
# The clocks of this installation, and what they did here.
# That somebody is young is for few; what is said of how young people are heard is of this installation.
WHOLE |= {"ethics.Young", "ethics.YoungRules", "ethics.YoungWords", "ethics.NotSo"}
WHOLE |= {"ethics.KeptFor", "ethics.Removal", "ethics.KeepingRound"}
# What members propose to each other about their rules; and worries, which are for the safeguarding lead here alone.
WHOLE |= {"care.AgreementSeen", "care.Proposal", "care.ProposalView"}
WHOLE |= {"care.Concern", "care.ConcernNote", "care.ConcernAccess", "care.ConcernKeeping"}
# What was told about words, why they were set aside, and appeals: `asides.py` in exchange tells what others may know.
WHOLE |= {"moderation.Report", "moderation.SetAside", "moderation.Appeal"}
# Who opens a door may tell of themselves, and their words are sealed; doors are ways in; hints wait for hosts here.
WHOLE |= {"communities.Connector", "communities.Door", "communities.Hint"}
# Raw numbers, tickets and what was told of them: a file that travels would be one more table to compare with the rest.
WHOLE |= {"equality.Survey", "equality.Ticket", "equality.Tally", "equality.Figure"}
# Pulses, with raw numbers and tickets: what was told of one stays on its page. What buddies ask and offer, and what
# people said when they left, is theirs.
WHOLE |= {"trust.Pulse", "trust.Ticket", "trust.Tally", "trust.BuddyNote", "trust.Pair", "trust.Half"}
WHOLE |= {"trust.Ending", "trust.Farewell"}
NOT_IN_ARCHIVES = {  # the rest of these is in; on purpose not: ways in, and what means nothing elsewhere
    "people.Person": "password last_login is_superuser is_staff is_active email handle joined_into",
    "projects.Project": "slug made_by",
    "voices.Voice": "submit_key",
    # A side wrote these lines; who of it did is for the person to say, here.
    "trust.Expectation": "person is_named typed_by submit_key",
    "trust.Reply": "person",
    "trust.Verdict": "person",
    "trust.SideLooked": "by",
    # Who answered for whom, and who was asked as well, tells who is young; so does the hour of easier words.
    "ethics.Permission": "acting by is_second",
    "ethics.Notice": "made_at",
    "ethics.NotedRisk": "by",  # pages tell the side alone
    "ethics.PlanReview": "by",
    "gatherings.Room": "code",
    "impact.Receipt": "email_failed_at",
}


def test_it_forgets_no_field_when_a_project_is_taken_out():
    rooms = ORDER[ORDER.index("projects") : ORDER.index("exchange")]
    models = {model for model in apps.get_models() if model._meta.app_label in rooms} | {Person}
    written = {table.model: {*table.columns, table.path} for table in archived.ALL}
    written[Project] = set(archived.PROJECT_FIELDS)
    for model in models:
        label = model._meta.label
        fields = {field.name for field in model._meta.concrete_fields if not field.primary_key}
        out = fields if label in WHOLE else set(NOT_IN_ARCHIVES.get(label, "").split())
        forgotten = fields - out - written.get(model, set())
        assert not forgotten, f"{label}: put these into exchange/tables.py, or say here why not: {forgotten}"
        assert out <= fields - written.get(model, set()), f"{label}: these need no leaving out any more: {out}"


def pages_for_people() -> list[Path]:
    top = ROOT.parent.parent
    return [*top.glob("*.md"), *(top / "docs").glob("*.md"), *(top / "docs" / "decisions").glob("*.md"), *ours("*.md")]


@pytest.mark.parametrize("page", pages_for_people(), ids=lambda page: str(page.relative_to(ROOT.parent.parent)))
def test_it_names_only_files_that_are_there(page: Path):
    """With its folder: from the top, from our code, or beside the page. By its name alone: anywhere in our code."""
    top = ROOT.parent.parent
    anywhere = {path.name for folder in ("src", "tests") for path in (top / folder).rglob("*.*")}
    named = re.findall(r"`([\w/]+\.(?:py|md|html|txt|css|scss))`|\]\(([\w/.-]+\.\w+)\)", page.read_text())
    for name in {code or link for code, link in named}:
        there = name in anywhere or any((base / name).exists() for base in (top, ROOT, page.parent))
        assert there, f"{page.relative_to(top)} names {name}, which is not there"


def test_it_explains_each_room():
    rooms = [p.parent for p in ROOT.glob("*/apps.py")] + [ROOT / "engines"]
    silent = [room.name for room in rooms if not (room / "README.md").exists()]
    assert not silent, f"Each room has a README of about ten lines: {silent}"


def test_it_holds_no_machine_paths_or_hosts():
    top = ROOT.parent.parent
    locks = "".join(p.read_text() for p in (top / "requirements").glob("*"))
    locks += "".join(p.read_text() for p in top.glob("frontend/package-lock.json"))
    assert not re.search(r"https?://", locks), "Lock files name no registry"
