"""A project goes out and comes in again unchanged; what people did not allow stays out."""

import json
import zipfile
from datetime import UTC, date, datetime, time

import pytest
from asgiref.sync import async_to_sync
from django.db import transaction

from alongside.care.models import Agreement
from alongside.communities.models import Community, PaperWords, Try
from alongside.decisions.models import (
    Amendment,
    Citation,
    Comment,
    Decision,
    DecisionSubject,
    Draft,
    Passage,
    PassageVersion,
)
from alongside.easy.models import Form
from alongside.engines.tables import FileProblem
from alongside.ethics.models import Handling, NotedRisk, Notice, Permission, PlanReview
from alongside.exchange import archive, asides, reading
from alongside.exchange.files import EXPORT, file_of
from alongside.gatherings.models import Activity, Attendance, Gathering, Room, Seat
from alongside.impact.models import Change, Receipt
from alongside.ledger.actions import end_job, note_step, start_job
from alongside.ledger.models import Step
from alongside.moderation.models import WordRules
from alongside.needs.models import AccessNotice, AccessPromise
from alongside.people.models import Person
from alongside.projects.models import CoreChoice, Membership, Phase, Project
from alongside.room import models as r
from alongside.sensemaking.models import (
    Placement,
    SuggestedGroup,
    Suggestion,
    SuggestionRun,
    Theme,
    ThemeOrigin,
    UseCheck,
)
from alongside.trust.models import Expectation, Look, Reply, SideLooked, Verdict
from alongside.voices.actions import take_back
from alongside.voices.models import OutputNaming, Stance, Statement

AT = datetime(2026, 2, 3, 4, 5, 6, 789, UTC)


@pytest.fixture
def rich(cast, say):
    """Something in every table."""
    project = cast.project
    Membership.objects.filter(person=cast.bryn).update(naming="full")
    Membership.objects.filter(person=cast.cole).update(naming="initials")
    Phase.objects.create(project=project, title="Listen", starts_on=date(2026, 1, 1))
    CoreChoice.objects.create(project=project, kind="budget", locked_on=date(2026, 1, 1), by="The board", side="staff")
    met = Gathering.objects.create(project=project, title="In the hall", on=date(2026, 1, 2), starts_at=time(18, 30))
    Attendance.objects.create(gathering=met, person=cast.amina)
    WordRules.objects.create(project=project, words="No attack on a person.", days=5, made_by=cast.hana)
    AccessPromise.objects.create(project=project, notice_days=21, made_by=cast.hana)
    AccessNotice.objects.create(gathering=met, notice_on=date(2026, 1, 1), has_no_papers=True)
    voice = say(cast.amina, "=1+1, a 'quoted' word\nand \"more\"\r\nend", gathering=met, typed_by=cast.hana)
    hidden = say(cast.bryn, "Between us only", naming="do_not_quote")
    say(cast.bryn, "'-quote\rfirst")
    OutputNaming.objects.create(voice=voice, output="report", naming="initials")
    statement = Statement.objects.create(voice=voice)
    Stance.objects.create(statement=statement, person=cast.bryn, value=-1)
    a_workshop(met, voice, statement, cast)
    Agreement.objects.create(
        project=project, words='We listen.\nWe "pass".', how="round", gathering=met, agreed_on=date(2026, 2, 1)
    )
    boats = Community.objects.create(project=project, name="=Boats", kind="place", why="No bus", next_owner=cast.hana)
    Try.objects.create(community=boats, on=date(2026, 1, 30), who="We", what="A notice", came_of_it="Rain")
    PaperWords.objects.create(community=boats, heading="Cold?", words="Tell us.", changed_by=cast.amina)
    Handling.objects.create(project=project, basis="public_task", keep_months=12, controller="The council")
    told = Notice.objects.create(project=project, kind="quote", language="en", words="Yes means", sha256="a" * 64)
    Permission.objects.create(
        project=project, person=cast.amina, kind="quote", state="refused", gathering=met, output="draft", notice=told
    )
    NotedRisk.objects.create(project=project, words="The hall may be locked.", by=cast.amina)
    PlanReview.objects.create(project=project, side="community", is_fine=True, by=cast.amina)
    both_sides(project, cast)
    old = Theme.objects.create(project=project, title="Old", ended_at=AT)
    new = Theme.objects.create(project=project, title="New", made_by=cast.hana)
    ThemeOrigin.objects.create(theme=new, origin=old, kind="merge")
    first = Placement.objects.create(voice=voice, theme=old, ended_at=AT)
    Placement.objects.create(voice=voice, theme=new, carried_from=first)
    run = SuggestionRun.objects.create(project=project, made_by=cast.hana, engine="themes-1", seed=7, taught=3)
    group = SuggestedGroup.objects.create(run=run, theme=new, words="hall, cold", outcome="accepted", ended_at=AT)
    Suggestion.objects.create(group=group, voice=voice, confidence=70, words="cold", nearest=hidden, placement=first)
    UseCheck.objects.create(voice=hidden, theme=new, verdict="disputed", words="No")
    passage = Passage.objects.create(draft=Draft.objects.create(project=project, title="Plan"))
    version = PassageVersion.objects.create(passage=passage, number=1, text="+ text")
    Citation.objects.create(version=version, theme=new)
    Comment.objects.create(passage=passage, on_version=1, words="Good", by=cast.amina)
    Amendment.objects.create(passage=passage, base_number=1, text="x", why="y", by=cast.olga, result=version)
    told = {"project": project, "outcome": "no", "reason": "Money", "side": "staff", "community_part": "none"}
    one = Decision.objects.create(title="A", decided_on=date(2026, 3, 1), decided_by="B", **told)
    two = Decision.objects.create(title="B", decided_on=date(2026, 3, 2), decided_by="B", replaces=one, **told)
    DecisionSubject.objects.create(decision=two, theme=new)
    Receipt.objects.create(voice=voice, decision=two, theme=new)
    for text, subject in (("projects.question", project.pk), ("decisions.decision", two.pk), ("projects.phase", 10**9)):
        Form.objects.create(
            project=project, text=text, subject_id=subject, what="easy", words="{tea} Easy.", made_from="0" * 64,
            made_by=cast.hana,
        )  # fmt: skip
    link = "https://intranet/minutes?page=2"
    Change.objects.create(decision=two, kind="nothing_yet", words="-", link=link, seen_on=date(2026, 4, 1))
    Form.objects.create(
        project=project, text="projects.question", subject_id=project.pk, what="film", language="bfi",
        made_from="0" * 64, link="https://example.org/film",
    )  # fmt: skip
    with transaction.atomic():
        told = {"project_id": project.pk, "actor": cast.hana}
        note_step("project.started", subject=project, **told)
        note_step("voice.recorded", subject=voice, gathering_id=met.pk, source="live", **told)
        note_step("theme.merged", subject=new, from_ids=[old.pk], **told)
        note_step("project.edited", subject=project, fields=["title"], project_id=project.pk)
        note_step("phase.removed", subject=Phase(pk=10**6), **told)
        note_step("invitation.made", subject=project, for_whom="secret", **told)
        note_step("project.brought_in", subject=project, people=1, **told)
    return project


def a_workshop(met, voice, statement, cast):
    """One row of each kind in the room of this gathering."""
    vote = Activity.objects.create(gathering=met, title="Vote", kind="dots", minutes=15, say="=Hello")
    room = Room.objects.create(gathering=met, code="ABCDEF", led_by=cast.hana, on_screen=vote)
    phone = Seat.objects.create(room=room, number=1, person=cast.amina, side="community")
    paper = Seat.objects.create(room=room, number=1, how="paper", flagged_at=AT, flagged_why="fast")
    Stance.objects.create(statement=statement, seat=paper, value=1)
    r.Live.objects.create(activity=vote, room=room, stopped_at=AT)
    r.Item.objects.create(activity=vote, voice=voice, seat=phone, number=1, moment="In spring")
    r.Mark.objects.create(activity=vote, seat=phone, slot=10**10, value="1:3", n=1_800_000_000_000)
    r.Airtime.objects.create(room=room, label="Seat 1", turns=3, seconds=90)
    plan = r.SeatingPlan.objects.create(room=room, per_table=4, rounds=3, seed=2**40)
    r.SeatWish.objects.create(plan=plan, kind="apart", seat=phone, other=paper)
    r.TablePlace.objects.create(plan=plan, round=1, table=1, seat=phone)


def both_sides(project, cast):
    """A line, its answer, and a look at which one side has looked."""
    line = Expectation.objects.create(project=project, side="staff", kind="give", words="Tea,\nwarm.", person=cast.hana)
    Reply.objects.create(expectation=line, kind="partly", reason="Tepid", person=cast.amina)
    on = date(2026, 4, 1)
    look = Look.objects.create(project=project, begun_on=date(2026, 1, 1), due_on=on, first_due_on=on)
    Verdict.objects.create(look=look, expectation=line, kind="kept", words="Warm.", person=cast.hana)
    SideLooked.objects.create(look=look, side="staff", by=cast.hana, on=on)


def contents(path):
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def changed(path, target, name, old, new):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for key, data in contents(path).items():
            if key == name:
                assert old in data
                data = data.replace(old, new, 1)
            out.writestr(key, data)
    return target


def test_it_imports_again_unchanged(rich, tmp_path):
    archive.write(rich, tmp_path / "one.zip")
    answer = reading.bring_in(tmp_path / "one.zip")
    archive.write(answer.project, tmp_path / "two.zip")
    one, two = contents(tmp_path / "one.zip"), contents(tmp_path / "two.zip")
    told = [json.loads(each.pop("project.json"))["project"] for each in (one, two)]
    assert told[0] == told[1]
    assert one == two
    one.pop(asides.FILE)  # words set aside have a test of their own
    assert all(data.count(b"\n") > 1 for name, data in one.items() if name.endswith(".csv")), "a table is empty"
    steps = Step.objects.filter(project_id=answer.project.pk).order_by("pk")
    assert [step.verb for step in steps] == [
        *("project.started", "project.edited", "phase.removed", "voice.recorded", "theme.merged", "project.brought_in")
    ]
    voice, new = answer.project.voices.order_by("pk")[0], Theme.objects.get(project=answer.project, title="New")
    assert (steps[0].subject_kind, steps[0].subject_id) == ("projects.project", answer.project.pk)
    assert (steps[3].subject_id, steps[3].facts) == (voice.pk, {"gathering_id": voice.gathering_id, "source": "live"})
    assert (steps[4].subject_id, steps[4].facts) == (new.pk, {"from_ids": [new.origins.get().origin_id]})
    assert (steps[2].subject_id, steps[2].subject_kind) == (0, "projects.phase")
    assert answer.project.voices.filter(words="=1+1, a 'quoted' word\nand \"more\"\r\nend").exists()


def test_it_keeps_private_what_is_private(rich, tmp_path):
    archive.write(rich, tmp_path / "one.zip")
    text = b"\n".join(contents(tmp_path / "one.zip").values()).decode()
    assert "Bryn Parry" in text, "he chose his full name"
    assert "C," in text
    for private in ("@example.org", "Hana Okoro", "Dev Anand", "Olga", "Cole", "Between us only"):
        assert private not in text
    assert "secret" not in text
    assert "'=1+1" in text


@pytest.mark.parametrize(
    ("name", "old", "new", "match"),
    [
        ("schema.json", b'"version": 1', b'"version": 99', "version 99"),
        ("schema.json", b"{", b"[", "not JSON"),
        ("data/voices.csv", b"words", b"word", "columns"),
        ("data/stances.csv", b"\n1,1,", b"\n1,999,", "line 2, column “statement”"),
        ("data/placements.csv", b"\n2,1,2,,", b"\n2,1,2,x,", "not the id"),
        ("data/phases.csv", b"2026-01-01", b"2026-99-01", "not a date"),
        ("data/roles.csv", b"host", b"king", "not one of the words"),
        ("data/promises.csv", b"\n1,1", b"\n1," + b"9" * 400, "not a whole number"),
        ("data/people.csv", b"\n2,", b"\n1,", "its id"),
        ("data/steps.csv", b'""from_ids"": [1]', b'""from_ids"": [9]', "not the id"),
        ("data/steps.csv", b"gathering_id", b"gathering_ix", "facts of a step"),
        ("data/steps.csv", b"theme.merged", b"Theme merged", "not what happens"),
        ("data/steps.csv", b"live", b"l" * 201, "not as it should be"),
    ],
)
def test_a_changed_archive_leaves_nothing(rich, tmp_path, name, old, new, match):
    archive.write(rich, tmp_path / "one.zip")
    people, projects = Person.objects.count(), Project.objects.count()
    with pytest.raises(FileProblem, match=match):
        reading.bring_in(changed(tmp_path / "one.zip", tmp_path / "bad.zip", name, old, new))
    assert (Person.objects.count(), Project.objects.count()) == (people, projects)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "ftp://example.org/",
        "java\nscript:x",
    ],
)
@pytest.mark.parametrize(
    ("name", "old"), [("changes", b"https://intranet/minutes?page=2"), ("forms", b"https://example.org/film")]
)
def test_a_link_that_runs_is_refused(rich, tmp_path, name, old, link):
    archive.write(rich, tmp_path / "one.zip")
    bad = changed(tmp_path / "one.zip", tmp_path / "bad.zip", f"data/{name}.csv", old, f'"{link}"'.encode())
    with pytest.raises(FileProblem, match="is not a link that starts with") as found:
        reading.bring_in(bad)
    assert (found.value.file, found.value.column) == (f"data/{name}.csv", "link")
    assert found.value.line


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/passwd", "data/extra.csv"])
def test_a_strange_name_is_refused(rich, tmp_path, name):
    archive.write(rich, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip", "a") as zipped:
        zipped.writestr(name, "x")
    with pytest.raises(FileProblem, match="does not belong"):
        reading.bring_in(tmp_path / "one.zip")


def test_a_bomb_and_a_cut_off_file_are_refused(rich, tmp_path):
    archive.write(rich, tmp_path / "one.zip")
    bomb = changed(tmp_path / "one.zip", tmp_path / "bomb.zip", "README.txt", b"This", b"0" * 30_000_000)
    with pytest.raises(FileProblem, match="far more"):
        reading.bring_in(bomb)
    (tmp_path / "cut.zip").write_bytes((tmp_path / "one.zip").read_bytes()[:500])
    with pytest.raises(FileProblem, match="not a zip"):
        reading.bring_in(tmp_path / "cut.zip")


async def whole(answer):
    return b"".join([piece async for piece in answer.streaming_content])


def test_taking_words_back_removes_held_archives(rich, cast, as_, django_capture_on_commit_callbacks):
    job = start_job(EXPORT, project_id=rich.pk, person=cast.hana)
    archive.write(rich, file_of(job))
    end_job(job, "finished", bytes=1)
    address = f"/p/warm-homes/export/{job.pk}/"
    assert as_(cast.amina).get(address).status_code == 403
    assert as_(cast.olga).get(address).status_code == 403
    answer = as_(cast.hana).get(address)
    assert answer.status_code == 200
    assert async_to_sync(whole)(answer) == file_of(job).read_bytes()
    take_back(rich.voices.filter(person=cast.amina)[0], by=cast.amina)
    assert not file_of(job).exists()
    assert as_(cast.hana).get(address).status_code == 404
