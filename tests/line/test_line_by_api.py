"""From voice to receipt by API alone, on a real conversation."""

import json
from datetime import date

import pytest
from django.test import Client

from alongside.engines.polis import read_export
from alongside.exchange.actions import bring_in_polis
from alongside.impact.models import Receipt
from alongside.ledger.tasks import deliver_waiting
from alongside.people.actions import make_person, make_token
from alongside.projects.actions import add_member
from alongside.projects.models import Project
from tests.line import london


class Api:
    """A script with a token."""

    def __init__(self, person, scopes) -> None:
        self.token = make_token(person, by=person, name="script", scopes=scopes, days=1)
        self.client = Client()

    def ask(self, method: str, path: str, body=None, status: int = 200):
        answer = self.client.generic(
            method,
            f"/api/v1{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        assert answer.status_code == status, answer.content[:500]
        return answer.json()

    def all(self, path: str) -> list:
        items, after = [], ""
        while True:
            page = self.ask("GET", f"{path}?limit=10{after}")
            items += page["items"]
            if page["next"] is None:
                return items
            after = f"&after={page['next']}"


@pytest.fixture
def project(db) -> Project:
    return bring_in_polis(read_export(london.FOLDER), by=None, source="Polis, CC BY 4.0").project


@pytest.fixture
def host(project):
    hana = make_person("Hana", email="hana@example.org")
    add_member(project, hana, by=None, side="staff", roles=["host", "decision-maker"], naming="first")
    return Api(hana, ["read", "voices:write", "host:write", "decide:write"])


def theme_all(host: Api, project: Project) -> dict[str, int]:
    here = f"/projects/{project.slug}"
    voice_of = dict(project.voices.values_list("external_id", "pk"))
    ids = {}
    for title, comments in london.THEMES.items():
        ids[title] = host.ask("POST", f"{here}/themes", {"title": title}, 201)["id"]
        voices = [voice_of[str(number)] for number in comments]
        host.ask("POST", f"{here}/themes/{ids[title]}/voices", {"voices": voices})
    old = [ids.pop(title) for title in london.MERGED]
    merged = host.ask("POST", f"{here}/themes/merge", {"themes": old, "title": london.MERGED_TITLE}, 201)
    return ids | {london.MERGED_TITLE: merged["id"]}


def write_all(host: Api, project: Project, themes: dict[str, int]) -> list[dict]:
    here = f"/projects/{project.slug}"
    draft = host.ask("POST", f"{here}/drafts", {"title": "How we look at policing together"}, 201)["id"]
    titles = list(london.THEMES)
    written = []
    for heading, text, theme in london.PASSAGES:
        body = {"heading": heading, "text": text, "themes": [themes[titles[theme]]]}
        written.append(host.ask("POST", f"{here}/drafts/{draft}/passages", body, 201))
    return written


def decide_all(host: Api, project: Project, passages: list[dict]) -> None:
    for number, outcome, reason in london.DECISIONS:
        body = {
            "title": london.PASSAGES[number][0],
            "outcome": outcome,
            "reason": reason,
            "decided_by": "The scrutiny board",
            "side": "staff",
            "community_part": "decided",
            "decided_on": date.today().isoformat(),
            "passages": [passages[number]["passage"]],
        }
        host.ask("POST", f"/projects/{project.slug}/decisions", body, 201)
    deliver_waiting()


@london.needs_london
def test_it_brings_each_author_a_receipt(host, project):
    assert project.voices.count() == 36
    themes = theme_all(host, project)
    listed = {theme["title"]: theme["voices"] for theme in host.all(f"/projects/{project.slug}/themes")}
    assert listed[london.MERGED_TITLE] == 6
    assert sum(listed.values()) == 36
    decide_all(host, project, write_all(host, project, themes))

    answered = host.all(f"/projects/{project.slug}/receipts")
    expected = sum(len(list(london.THEMES.values())[theme]) for _, _, theme in london.PASSAGES)
    assert len(answered) == expected == Receipt.objects.count()
    by_voice = {receipt["voice"]: receipt for receipt in answered}
    vetting = project.voices.get(external_id="35")
    assert by_voice[vetting.pk]["outcome"] == "no"
    assert by_voice[vetting.pk]["reason"].startswith("Vetting rules")
    assert by_voice[vetting.pk]["passage"] == "A new kind of checks"

    author = Api(vetting.person, ["read"])
    mine = author.all("/me/receipts")
    assert {receipt["said"] for receipt in mine} == {
        voice.words for voice in vetting.person.voices.filter(pk__in=by_voice)
    }
    author.ask("GET", f"/projects/{project.slug}/receipts", status=403)
    trail = author.ask("GET", f"/projects/{project.slug}/voices/{vetting.pk}/trail")
    assert {"entity", "activity"} <= set(trail)


@london.needs_london
def test_it_refuses_what_is_not_there_and_saves_nothing(host, project):
    here = f"/projects/{project.slug}"
    theme = host.ask("POST", f"{here}/themes", {"title": "One"}, 201)["id"]
    own = project.voices.first().pk
    host.ask("POST", f"{here}/themes/{theme}/voices", {"voices": [own, 10**15]}, 422)
    assert host.all(f"{here}/themes")[0]["voices"] == 0
    host.ask("POST", f"{here}/themes", {"title": "One", "made_by": 1}, 422)
    host.ask("GET", "/projects/not-there", status=404)
    host.token = "wrong"
    host.ask("GET", f"{here}/voices", status=401)
