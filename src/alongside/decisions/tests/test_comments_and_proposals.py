"""Members comment and propose; hosts answer with a reason, also when the passage has moved on."""

from typing import Any

import pytest
from django.utils import timezone

from alongside.decisions import actions, queries
from alongside.decisions.models import Amendment, Comment, PassageVersion
from alongside.people.models import Naming
from alongside.projects.models import Project


@pytest.fixture
def version(cast: Any) -> PassageVersion:
    draft = actions.start_draft(cast.project, by=cast.hana, title="The plan")
    text = "We mend the windows first. Then we mend the doors."
    return actions.write_passage(draft, by=cast.hana, heading="Repairs", text=text)


@pytest.fixture
def proposal(cast: Any, version: PassageVersion) -> Amendment:
    text = "We mend the windows first. Then we mend the roofs."
    return actions.propose_amendment(
        version.passage, by=cast.bryn, base_number=1, heading="Repairs", text=text, why="Roofs leak"
    )


def url(version: PassageVersion, more: str) -> str:
    return f"/p/warm-homes/draft/passages/{version.passage_id}/{more}"


def answer_url(proposal: Amendment) -> str:
    return f"/p/warm-homes/amendments/{proposal.pk}/"


def revise(version: PassageVersion, cast: Any, text: str, base: int = 1) -> None:
    words = {"heading": "Repairs", "text": text, "why": "x", "themes": (), "voices": ()}
    actions.revise_passage(version.passage, by=cast.hana, base_number=base, **words)


YES = {"outcome": "accepted", "reply": "You are right about the roofs."}


def test_it_lets_only_members_comment_and_propose(cast: Any, as_: Any, version: PassageVersion) -> None:
    given = {"words": "A comment", "heading": "", "text": "Better", "why": "So", "base_number": 1}
    for more in ("comment/", "propose/"):
        assert as_(None).post(url(version, more), given).status_code == 302
        assert as_(cast.olga).post(url(version, more), given).status_code == 403
    Project.objects.update(ended_on=timezone.localdate())
    for more in ("comment/", "propose/"):
        assert as_(cast.amina).post(url(version, more), given).status_code == 403
    assert not Comment.objects.exists()
    assert not Amendment.objects.exists()


def test_it_keeps_a_comment_until_its_author_takes_it_back(cast: Any, as_: Any, version: PassageVersion) -> None:
    assert as_(cast.amina).post(url(version, "comment/"), {"words": "  "}).status_code == 422
    as_(cast.amina).post(url(version, "comment/"), {"words": "<script>x()</script> Roofs leak too"})
    row = Comment.objects.get()
    page = as_(None).get(url(version, "")).content.decode()
    assert "Roofs leak too" in page
    assert "<script>x" not in page
    where = f"/p/warm-homes/comments/{row.pk}/take-back/"
    for wrong in (None, cast.hana, cast.bryn, cast.olga):
        assert as_(wrong).post(where).status_code == 404
    assert as_(cast.amina).get(where).status_code == 405
    assert as_(cast.amina).post(where).status_code == 302
    row.refresh_from_db()
    assert row.words == ""
    assert "Roofs leak too" not in as_(cast.hana).get(url(version, "")).content.decode()


def test_it_names_authors_only_as_they_wish(cast: Any, as_: Any, version: PassageVersion) -> None:
    actions.comment_on(version.passage, by=cast.bryn, words="Mine")
    assert "Bryn" in as_(None).get(url(version, "")).content.decode()
    cast.bryn.memberships.update(naming=Naming.ANONYMOUS)
    assert "Bryn" not in as_(None).get(url(version, "")).content.decode()


def test_it_keeps_a_proposal_with_its_reason(cast: Any, as_: Any, version: PassageVersion, say: Any) -> None:
    given = {"heading": "Repairs", "text": "We mend the roofs first.", "why": "They leak", "base_number": 1}
    for wrong in ({"why": ""}, {"text": ""}, {"base_number": 7}, {"base_number": "x"}):
        answer = as_(cast.amina).post(url(version, "propose/"), {**given, **wrong})
        assert answer.status_code == 422
    quiet = say(cast.bryn, "Not for print", naming=Naming.DO_NOT_QUOTE)
    answer = as_(cast.amina).post(url(version, "propose/"), {**given, "text": f"[[voice:{quiet.pk}]]"})
    assert "asked not to be quoted" in str(answer.context["form"].errors["text"])
    assert not Amendment.objects.exists()
    answer = as_(cast.amina).post(url(version, "propose/"), given)
    row = Amendment.objects.get()
    assert answer["Location"] == answer_url(row)
    assert "<ins>roofs</ins>" in as_(None).get(answer_url(row)).content.decode()
    assert queries.newest_version(version.passage_id).number == 1


def test_it_lets_only_hosts_answer_and_only_with_a_reason(
    cast: Any, as_: Any, version: PassageVersion, proposal: Amendment
) -> None:
    assert "/sign-in/" in as_(None).post(answer_url(proposal), YES)["Location"]
    for wrong in (cast.amina, cast.bryn, cast.olga):
        assert as_(wrong).post(answer_url(proposal), YES).status_code == 403
        assert "Send the answer" not in as_(wrong).get(answer_url(proposal)).content.decode()
    foreign = f"/p/quiet-streets/amendments/{proposal.pk}/"
    assert as_(cast.olga).post(foreign, YES).status_code == 404
    for bad in ({"outcome": "accepted", "reply": " "}, {"reply": "Typed stays"}, {"outcome": "maybe", "reply": "x"}):
        assert as_(cast.hana).post(answer_url(proposal), bad).status_code == 422
    proposal.refresh_from_db()
    assert proposal.outcome == ""
    assert as_(cast.hana).post(answer_url(proposal), YES).status_code == 302
    row = queries.newest_version(version.passage_id)
    assert (row.number, row.text) == (2, proposal.text)
    page = as_(None).get(answer_url(proposal)).content.decode()
    assert "You are right about the roofs." in page
    assert "became version 2" in page
    late = as_(cast.cole).post(answer_url(proposal), {"outcome": "declined", "reply": "Too late"})
    assert late.status_code == 422
    proposal.refresh_from_db()
    assert proposal.outcome == "accepted"


def test_it_joins_a_proposal_with_what_came_since(
    cast: Any, as_: Any, version: PassageVersion, proposal: Amendment
) -> None:
    revise(version, cast, "We mend the windows now. Then we mend the doors.")
    answer = as_(cast.hana).get(answer_url(proposal))
    form = answer.context["form"]
    assert form["text"].value() == "We mend the windows now. Then we mend the roofs."
    given = {**YES, "heading": "Repairs", "text": form["text"].value(), "base_number": form["base_number"].value()}
    assert as_(cast.hana).post(answer_url(proposal), given).status_code == 302
    row = queries.newest_version(version.passage_id)
    assert (row.number, row.text) == (3, "We mend the windows now. Then we mend the roofs.")


def test_it_loses_nothing_when_the_passage_moves_on_while_answering(
    cast: Any, as_: Any, version: PassageVersion, proposal: Amendment
) -> None:
    hana = as_(cast.hana)
    revise(version, cast, "We mend the windows now. Then we mend the doors.")
    plain = hana.post(answer_url(proposal), YES)  # the page was opened before the passage moved on
    assert plain.status_code == 409
    assert plain.context["form"]["text"].value() == "We mend the windows now. Then we mend the roofs."
    given = {**YES, "heading": "Repairs", "text": "We mend the windows now. Then roofs, I typed.", "base_number": 2}
    revise(version, cast, "They mend the windows now. Then we mend the doors.", base=2)
    answer = as_(cast.hana).post(answer_url(proposal), given)
    assert answer.status_code == 409
    assert answer.context["form"]["text"].value() == "They mend the windows now. Then roofs, I typed."
    assert answer.context["form"]["reply"].value() == YES["reply"]
    proposal.refresh_from_db()
    assert proposal.outcome == ""
    assert queries.newest_version(version.passage_id).number == 3
    again = {**given, "text": answer.context["form"]["text"].value(), "base_number": 3}
    assert as_(cast.hana).post(answer_url(proposal), again).status_code == 302
    assert queries.newest_version(version.passage_id).text == "They mend the windows now. Then roofs, I typed."


def test_it_can_always_decline(cast: Any, as_: Any, version: PassageVersion, say: Any) -> None:
    voice = say(cast.amina, "Once to be quoted")
    row = actions.propose_amendment(
        version.passage, by=cast.bryn, base_number=1, heading="", text=f"[[voice:{voice.pk}]]", why="Say it"
    )
    voice.output_namings.create(output="draft", naming=Naming.DO_NOT_QUOTE)
    revise(version, cast, "Moved on.")
    given = {"heading": "", "text": row.text, "base_number": 2, "reply": "They asked us not to."}
    assert as_(cast.hana).post(answer_url(row), {**given, "outcome": "accepted"}).status_code == 422
    assert queries.newest_version(version.passage_id).number == 2
    answer = as_(cast.hana).post(answer_url(row), {**given, "outcome": "declined"})
    assert answer.status_code == 302, answer.context["form"].errors
    row.refresh_from_db()
    assert row.outcome == "declined"


def test_what_one_said_in_the_margin_is_in_ones_own_file(cast: Any, as_: Any) -> None:
    draft = actions.start_draft(cast.project, by=cast.hana, title="Plan")
    passage = actions.write_passage(draft, by=cast.hana, heading="", text="Heat by noon.").passage
    actions.comment_on(passage, by=cast.bryn, words="Noon is late.")
    actions.propose_amendment(passage, by=cast.bryn, base_number=1, heading="", text="Heat by ten.", why="It is cold.")
    mine = as_(cast.bryn).get("/my/data/about-me.json").json()
    assert [row["words"] for row in mine["decisions.comment"]] == ["Noon is late."]
    assert [row["text"] for row in mine["decisions.amendment"]] == ["Heat by ten."]
    assert "Your comments on the draft" in as_(cast.bryn).get("/my/data/").content.decode()
    assert "decisions.passageversion" not in as_(cast.hana).get("/my/data/about-me.json").json()
