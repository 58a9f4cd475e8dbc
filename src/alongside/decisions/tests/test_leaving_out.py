"""A passage that was left out can be put back, and the draft still tells when it was not there."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.decisions import actions, queries
from alongside.decisions.models import PassageVersion
from alongside.ledger.models import Step
from alongside.projects.models import Project

BUTTON = "Put it back into the draft"


@pytest.fixture
def versions(cast: Any) -> list[PassageVersion]:
    draft = actions.start_draft(cast.project, by=cast.hana, title="The plan")
    names = ("Windows", "Doors", "Roofs")
    return [actions.write_passage(draft, by=cast.hana, heading=name, text=f"{name} first.") for name in names]


def url(version: PassageVersion, more: str = "") -> str:
    return f"/p/warm-homes/draft/passages/{version.passage_id}/{more}"


def draft_url(version: PassageVersion, more: str = "") -> str:
    return f"/p/warm-homes/draft/{version.passage.draft_id}/{more}"


def standing(version: PassageVersion) -> list[str]:
    return [row.heading for row in queries.current_versions(version.passage.draft)]


def moment_of(verb: str) -> str:
    return Step.objects.get(verb=verb).at.isoformat()


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_it_lets_only_hosts_of_an_open_project_put_back(cast: Any, as_: Any, versions: Any) -> None:
    _windows, doors, _roofs = versions
    actions.leave_out_passage(doors.passage, by=cast.hana)
    for wrong in (None, cast.amina, cast.dev, cast.olga):
        assert BUTTON not in text(as_(wrong).get(url(doors)))
        assert as_(wrong).post(url(doors, "leave-out/"), {"to": "back"}).status_code in (302, 403)
        assert standing(doors) == ["Windows", "Roofs"]
    with pytest.raises(PermissionDenied):
        actions.put_back_passage(doors.passage, by=cast.amina)
    Project.objects.update(ended_on=timezone.localdate())
    assert as_(cast.hana).post(url(doors, "leave-out/"), {"to": "back"}).status_code == 403
    assert standing(doors) == ["Windows", "Roofs"]


def test_it_comes_back_where_it_stood_and_only_once(cast: Any, as_: Any, versions: Any) -> None:
    _windows, doors, _roofs = versions
    cole = as_(cast.cole)
    assert BUTTON not in text(cole.get(url(doors)))
    assert BUTTON in text(cole.post(url(doors, "leave-out/"), follow=True))
    for _twice in range(2):
        back = cole.post(url(doors, "leave-out/"), {"to": "back"})
        assert back["Location"] == f"{draft_url(doors)}#passage-{doors.passage_id}"
    assert standing(doors) == ["Windows", "Doors", "Roofs"]
    assert Step.objects.filter(verb="passage.put_back").count() == 1
    assert cole.get(url(doors, "revise/")).status_code == 200


def test_the_draft_still_tells_when_it_was_not_there(cast: Any, as_: Any, versions: Any) -> None:
    _windows, doors, _roofs = versions
    actions.leave_out_passage(doors.passage, by=cast.hana)
    actions.put_back_passage(doors.passage, by=cast.hana)
    before, left, back = versions[-1].at.isoformat(), moment_of("passage.left_out"), moment_of("passage.put_back")
    reader = as_(None)
    for moment, is_there in ((before, True), (left, False), (back, True)):
        assert ("Doors first." in text(reader.get(draft_url(doors), {"as_of": moment}))) is is_there, moment
    history = text(reader.get(draft_url(doors, "history/")))
    assert history.count("Left out:") == history.count("Put back:") == 1
    out = text(reader.get(draft_url(doors, "history/"), {"from": before, "to": left}))
    assert "Doors first.</del>" in out
    again = text(reader.get(draft_url(doors, "history/"), {"from": left, "to": back}))
    assert "Doors first.</ins>" in again
    assert "A host put a passage back into the draft." in text(reader.get("/p/warm-homes/history/"))


def test_it_can_go_out_again(cast: Any, as_: Any, versions: Any) -> None:
    doors = versions[1]
    actions.leave_out_passage(doors.passage, by=cast.hana)
    first = moment_of("passage.left_out")
    actions.put_back_passage(doors.passage, by=cast.hana)
    actions.leave_out_passage(doors.passage, by=cast.hana)
    assert "Doors first." not in text(as_(None).get(draft_url(doors), {"as_of": first}))
    back = moment_of("passage.put_back")
    assert "Doors first." in text(as_(None).get(draft_url(doors), {"as_of": back}))
    assert standing(doors) == ["Windows", "Roofs"]
    assert text(as_(None).get(draft_url(doors, "history/"))).count("Left out:") == 2
