"""Every call of the API, with every kind of token: exactly what the table says. And calls that are not right."""

import json
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.api.v1 import api
from alongside.ledger.models import Step
from alongside.people.actions import end_token, make_token
from alongside.sensemaking.actions import make_theme
from tests.access.world import World, build

ALL = ["read", "voices:write", "host:write", "decide:write"]
TOKENS = {  # name: (person, scopes)
    "nobody": None,
    "wrong": None,
    "outsider": ("outsider", ALL),
    "removed": ("removed", ALL),
    "reader": ("speaker", ["read"]),
    "writer": ("speaker", ["read", "voices:write"]),
    "greedy": ("speaker", ALL),  # a member whose token has more scopes than the member has roles
    "timid": ("host", ["read"]),
    "host": ("host", ["read", "host:write"]),
    "decider": ("decider", ["read", "decide:write"]),
}
# o opens · u 401 · f 403 · n 404, in the order of TOKENS. The project is one that everyone may read.
CALLS = {
    "list_projects": "ouoooooooo",
    "start_project": "uuofffffof",
    "read_project": "ouoooooooo",
    "list_voices": "ouoooooooo",
    "record_voice": "uufffoofff",
    "read_voice": "ouoooooooo",
    "read_trail": "ouoooooooo",
    "list_themes": "ouoooooooo",
    "make_theme": "uuffffffof",
    "list_drafts": "ouoooooooo",
    "start_draft": "uuffffffof",
    "read_draft": "ouoooooooo",
    "list_decisions": "ouoooooooo",
    "record_decision": "uufffffffo",
    "list_changes": "ouoooooooo",
    "list_my_receipts": "uuoooooooo",
    "list_receipts": "uufffffoof",
    "add_member": "uuffffffof",
    "take_back": "uufffoofff",
    "place_voices": "uuffffffof",
    "merge_themes": "uuffffffof",
    "split_theme": "uuffffffof",
    "write_passage": "uuffffffof",
    "revise_passage": "uuffffffof",
    "note_change": "uufffoofff",
}


@pytest.fixture
def world(cast) -> World:
    return build(cast)


def body_for(name: str, world: World) -> dict:
    """A body that is right, so that only the door can refuse."""
    some = world.things
    words = {"heading": "Light", "text": "A light at each step."}
    project = {"title": "T", "question": "Q?", "community_side": "C", "staff_side": "S"}
    decision = {"title": "T", "outcome": "no", "reason": "It cannot be paid for this year.", "decided_by": "The board"}
    decision |= {"side": "staff", "community_part": "none", "decided_on": "2026-03-01", "themes": [some["theme"]]}
    return {
        "start_project": project,
        "add_member": {"nickname": "Nia"},
        "record_voice": {"words": "The gate sticks."},
        "make_theme": {"title": "Gates"},
        "place_voices": {"voices": [some["voice"]]},
        "merge_themes": {"themes": [some["theme"], some["theme2"]], "title": "All"},
        "split_theme": {"parts": [{"title": t, "voices": [some[v]]} for t, v in (("A", "voice"), ("B", "typed"))]},
        "start_draft": {"title": "Another plan"},
        "write_passage": words,
        "revise_passage": {**words, "base_number": 1, "why": "Clearer."},
        "record_decision": decision,
        "note_change": {"kind": "wanted", "words": "It is lit.", "seen_on": str(date(2026, 3, 2))},
    }.get(name, {})


PK = {
    "read_voice": "voice",
    "read_trail": "voice",
    "take_back": "voice",
    "read_draft": "draft",
    "write_passage": "draft",
    "place_voices": "theme",
    "split_theme": "theme",
    "revise_passage": "passage",
    "note_change": "decision",
}


def operations() -> dict[str, tuple[str, str]]:
    """Every call: its name, its method, its address."""
    found = {}
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        for method, what in methods.items():
            name = what["operationId"].removeprefix("alongside_api_").partition("_")[2]
            found[name] = (method, path)
    return found


def ask(method: str, path: str, token: str = "", body: object = None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        answer = client.generic(
            method.upper(), path, json.dumps(body) if body is not None else "", "application/json", headers=headers
        )
        transaction.set_rollback(True)
    return answer


def letter(answer) -> str:
    return {401: "u", 403: "f", 404: "n", 405: "-", 422: "w", 500: "!"}.get(answer.status_code, "o")


def tokens_of(world: World) -> dict[str, str]:
    made = {"nobody": "", "wrong": "not-a-token"}
    for name, pair in TOKENS.items():
        if pair:
            person = world.person[pair[0]]
            made[name] = make_token(person, by=person, name=name, scopes=pair[1], days=1)
    return made


def url_of(path: str, name: str, world: World, slug: str | None = None) -> str:
    return path.format(slug=slug or world.project.slug, pk=world.things.get(PK.get(name, ""), 1))


def test_each_call_has_its_row_and_each_row_its_call():
    assert set(operations()) == set(CALLS)


def test_each_call_opens_to_those_the_table_names(world):
    tokens, wrong = tokens_of(world), []
    for name, (method, path) in operations().items():
        body = body_for(name, world) if method == "post" else None
        url = url_of(path, name, world)
        found = "".join(letter(ask(method, url, tokens[who], body)) for who in TOKENS)
        if found != CALLS[name]:
            wrong.append(f"{name}: expected {CALLS[name]}, found {found}")
    assert not wrong, "\n".join([" ".join(TOKENS), *wrong])


def test_a_members_only_project_is_not_there(world, cast):
    tokens = tokens_of(world)
    for name, (method, path) in operations().items():
        if "{slug}" not in path:
            continue
        body = body_for(name, world) if method == "post" else None
        for who in ("nobody", "removed", "greedy", "host", "decider"):
            found = letter(ask(method, url_of(path, name, world, cast.other.slug), tokens[who], body))
            nowhere = letter(ask(method, url_of(path, name, world, "no-such-project"), tokens[who], body))
            assert found == nowhere, f"{name} as {who} tells that it is there: {found}, not {nowhere}"
            assert found in {"n", "u", "f"}


def test_an_ended_token_opens_nothing(world, cast):
    token = make_token(cast.hana, by=cast.hana, name="old", scopes=ALL, days=1)
    assert letter(ask("get", "/api/v1/me/receipts", token)) == "o"
    end_token(cast.hana.tokens.get(name="old"), by=cast.hana)
    assert letter(ask("get", "/api/v1/me/receipts", token)) == "u"


def test_things_of_another_project_are_refused_and_nothing_is_saved(world, cast, say):
    foreign = say(cast.olga, "Ours, not yours.", cast.other).pk
    theirs = make_theme(cast.other, by=cast.olga, title="Theirs").pk
    token = make_token(cast.ada, by=cast.ada, name="all", scopes=ALL, days=1)
    steps, here, some = Step.objects.count(), "/api/v1/projects/warm-homes", world.things
    words = {"heading": "H", "text": "Text."}
    for path, body in [
        (f"/themes/{some['theme']}/voices", {"voices": [foreign]}),
        ("/themes/merge", {"themes": [some["theme"], theirs], "title": "All"}),
        (
            f"/themes/{some['theme']}/split",
            {"parts": [{"title": "A", "voices": [foreign]}, {"title": "B", "voices": []}]},
        ),
        (f"/drafts/{some['draft']}/passages", {**words, "voices": [foreign]}),
        (f"/drafts/{some['draft']}/passages", {**words, "themes": [theirs]}),
        ("/decisions", {**body_for("record_decision", world), "voices": [foreign]}),
        ("/voices", {"words": "W", "member": cast.other.memberships.get().pk}),
        (f"/themes/{theirs}/voices", {"voices": [some["voice"]]}),
    ]:
        answer = Client().post(
            here + path, json.dumps(body), content_type="application/json", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code in {404, 422}, f"{path}: {answer.status_code} {answer.content!r}"
    assert Step.objects.count() == steps


HUGE = 10**30


def test_numbers_too_large_are_said_so(world):
    token, here = tokens_of(world)["host"], "/api/v1/projects/warm-homes"
    for path in (
        f"{here}/voices/{HUGE}",
        f"{here}/drafts/{HUGE}",
        f"{here}/voices?after={HUGE}",
        f"{here}/voices?limit={HUGE}",
    ):
        assert letter(ask("get", path, token)) in {"n", "w"}, path
    assert letter(ask("post", f"{here}/voices", token, {"words": "W", "member": HUGE})) == "w"
    body = {**body_for("revise_passage", world), "base_number": HUGE}
    assert letter(ask("post", f"{here}/passages/{world.things['passage']}/versions", token, body)) == "w"


def test_lines_too_long_for_their_place_are_said_so(world):
    token = tokens_of(world)["host"]
    here = "/api/v1/projects/warm-homes"
    for path, body, field in [
        ("/themes", {"title": "x" * 201}, "title"),
        ("/members", {"nickname": "x" * 81}, "nickname"),
        ("/drafts", {"title": "x" * 201}, "title"),
    ]:
        answer = ask("post", here + path, token, body)
        assert answer.status_code == 422
        assert field in answer.content.decode()


def schemas() -> dict[str, dict]:
    return api.get_openapi_schema(path_prefix="/api/v1/")["components"]["schemas"]


def values(schema: dict) -> st.SearchStrategy:
    """Right and wrong values for one field, from its own description."""
    odd = st.sampled_from([None, "", " ", "\x00", "\u202e", "x" * 6000, -1, 0, HUGE, 1.5, True, [], {}, "2026-02-30"])
    kind = schema.get("type")
    right = {
        "string": st.text(max_size=40),
        "integer": st.integers(),
        "array": st.lists(st.integers(), max_size=4),
        "boolean": st.booleans(),
    }.get(kind, st.text(max_size=10))
    if "enum" in schema:
        right = st.sampled_from(schema["enum"])
    return right | odd


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_body_breaks_a_call(world, data):
    """Whatever is sent, the answer is one of those that the API describes, never a 500."""
    token = world.codes.setdefault("host", "") or tokens_of(world)["host"]
    world.codes["host"] = token
    name, (method, path) = data.draw(st.sampled_from(sorted(operations().items())))
    shape = next((s for n, s in schemas().items() if n.lower().removesuffix("in") in name.replace("_", "")), {})
    fields = shape.get("properties", {"title": {"type": "string"}})
    body = {key: data.draw(values(what)) for key, what in fields.items() if data.draw(st.booleans())}
    right = body_for(name, world)
    answer = ask(method, url_of(path, name, world), token, {**right, **body} if method == "post" else None)
    assert answer.status_code in {200, 201, 401, 403, 404, 405, 409, 422}, f"{name} {body}: {answer.status_code}"


def test_the_description_of_the_api_names_every_call_and_says_who_is_asked_for(world):
    answer = ask("get", "/api/v1/openapi.json")
    assert answer.status_code == 200
    described = answer.json()
    assert described["openapi"].startswith("3.")
    assert sum(len(methods) for methods in described["paths"].values()) == len(CALLS)
