"""Who may know that a community is on the map: for all others it is not there, on no page and in no file."""

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from alongside.communities import actions
from alongside.communities.models import Community
from alongside.easy.models import Form
from alongside.ledger.actions import note_step, write_checkpoint
from alongside.ledger.log import newest_checkpoint
from alongside.ledger.models import LogLeaf, Step
from alongside.projects.history import is_private, public_steps
from alongside.projects.log_file import check_log
from alongside.projects.public_log import lines_of

HERE = "/p/warm-homes/communities/"


@pytest.fixture
def three(cast):
    """One for everyone, one for members, one for hosts."""
    for name, shown_to in (("Zoraopen", "everyone"), ("Zoramembers", "members"), ("Zorahosts", "hosts")):
        actions.add_community(
            cast.project, by=cast.hana, name=name, kind="interest", why="They know.", shown_to=shown_to
        )
    return {one.name: one for one in Community.objects.all()}


@pytest.mark.parametrize(
    ("who", "meets"),
    [
        (None, {"Zoraopen"}),
        ("olga", {"Zoraopen"}),
        ("bryn", {"Zoraopen", "Zoramembers"}),
        ("hana", {"Zoraopen", "Zoramembers", "Zorahosts"}),
    ],
)
def test_each_sees_as_much_as_they_may_know(cast, as_, three, who, meets):
    browser = as_(getattr(cast, who) if who else None)
    for path in (HERE, HERE + "map.svg", "/p/warm-homes/"):
        answer = browser.get(path)
        text = answer.content.decode()
        assert {name for name in three if name in text} == meets, path
    for name, row in three.items():
        assert browser.get(f"{HERE}{row.pk}/").status_code == (200 if name in meets else 404), name


def test_whoever_is_asked_sees_the_one_they_are_asked_for(cast, as_, three):
    row = three["Zorahosts"]
    assert as_(cast.amina).get(f"{HERE}{row.pk}/").status_code == 404
    asked = actions.ask_connector(row, by=cast.hana, person=cast.amina, asked_of_them="Tell people.")
    assert as_(cast.amina).get(f"{HERE}{row.pk}/").status_code == 200
    assert as_(cast.bryn).get(f"{HERE}{row.pk}/").status_code == 404
    actions.stop_connecting(asked, by=cast.amina)
    assert as_(cast.amina).get(f"{HERE}{row.pk}/").status_code == 404


def test_an_experience_is_not_told_to_everyone_without_a_yes(cast, as_):
    about = {
        "name": "In recovery",
        "kind": "experience",
        "why": "They know.",
        "shown_to": "everyone",
        "how_far": "some",
    }
    answer = as_(cast.hana).post(HERE + "add/", about)
    assert answer.status_code == 422
    assert "In recovery" in answer.content.decode()
    with pytest.raises(ValueError, match="point at somebody"):
        actions.add_community(cast.project, by=cast.hana, **about)
    row = actions.add_community(cast.project, by=cast.hana, **{**about, "how_far": "asked"})
    with pytest.raises(ValueError, match="point at somebody"):
        actions.note_how_far(row, by=cast.hana, how_far="some")
    actions.edit_community(
        row, by=cast.hana, said_yes=True, name="In recovery", kind="experience", why="They know.", shown_to="everyone"
    )
    assert actions.note_how_far(row, by=cast.hana, how_far="some").is_here


def test_how_they_like_to_be_reached_is_for_members(cast, as_):
    row = actions.add_community(
        cast.project,
        by=cast.hana,
        name="Anglers",
        kind="interest",
        why="They know.",
        shown_to="everyone",
        reach="zora-bait",
    )
    assert "zora-bait" not in as_(None).get(f"{HERE}{row.pk}/").content.decode()
    assert "zora-bait" in as_(cast.bryn).get(f"{HERE}{row.pk}/").content.decode()


@pytest.mark.parametrize("who", [None, "bryn"])
def test_neither_history_nor_log_tells_that_one_is_there(cast, as_, three, who, settings, tmp_path):
    """Nor do they of one that everyone may know of: that can change, and what was told stays told."""
    settings.KEYS_FOLDER = tmp_path
    row = three["Zorahosts"]
    actions.note_try(row, by=cast.hana, on=localdate(), who="A host", what="A letter")
    actions.write_paper_words(row, by=cast.hana, heading="Come", words="Tea first.")
    for text in ("communities.community", "communities.paper"):
        with transaction.atomic():
            place = {"subject": Form(pk=9), "project_id": cast.project.pk, "actor": cast.hana}
            note_step("form.easy", text=text, **place)
    cast.project.visibility = "everyone"
    cast.project.save()
    write_checkpoint()
    browser = as_(getattr(cast, who) if who else None)
    page = browser.get("/p/warm-homes/history/").content.decode()
    log = list(lines_of(newest_checkpoint().size))
    assert check_log(log).entries == Step.objects.count()
    for text in (page, "".join(log), browser.get("/log/").content.decode()):
        for telling in ("community.", "communities.", "a community", "form.easy", "said a text in easy words"):
            assert telling not in text, telling
    for leaf in LogLeaf.objects.all():
        opened = browser.get(f"/log/{leaf.position}/").content.decode()
        assert "communities." not in opened
        assert "community." not in opened


def test_what_is_public_is_one_rule_in_python_and_sql(cast, three):
    with transaction.atomic():
        for text in ("communities.community", "projects.question"):
            note_step("form.easy", subject=cast.project, project_id=cast.project.pk, text=text)
        note_step("theme.made", subject=cast.project, project_id=cast.project.pk)
        note_step("project.edited", subject=cast.project, project_id=cast.project.pk, text="communities.x")
    told = set(public_steps(cast.project))
    assert told == {step for step in Step.objects.filter(project_id=cast.project.pk) if not is_private(step)}
    assert sorted(step.verb for step in told) == ["form.easy", "project.edited", "theme.made"]
