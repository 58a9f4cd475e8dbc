"""Every call of the API with whatever its own description allows, and with what it does not: no answer is a fault.

The cases come from the description at /api/v1/openapi.json, so that a new call is tried without a word here.
"""

import copy
import json

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from alongside.api.v1 import api
from alongside.people.actions import make_token
from alongside.projects.models import Role, RoleName
from tests.access.test_api import ALL, PK
from tests.access.world import World, build

pytestmark = pytest.mark.once

EXPECTED = {200, 201, 204, 400, 404, 405, 409, 422}
DESCRIBED = copy.deepcopy(dict(api.get_openapi_schema(path_prefix="/api/v1/")))
CALLS = [
    (f"{method.upper()} {path}", path, method) for path, methods in DESCRIBED["paths"].items() for method in methods
]


@pytest.fixture
def world(cast) -> World:
    """Hana hosts, and decides as well: no door is closed to her, so that what is behind each of them is tried."""
    Role.objects.create(membership=cast.project.memberships.get(person=cast.hana), name=RoleName.DECISION_MAKER)
    return build(cast)


def send(case, token: str, path: str):
    """The case as a script would send it; undone afterwards."""
    headers = {str(k): str(v) for k, v in (case.headers or {}).items() if k.lower() not in {"authorization", "host"}}
    headers["Authorization"] = f"Bearer {token}"
    sent = case.as_transport_kwargs(base_url="http://testserver")
    data = json.dumps(sent["json"]) if "json" in sent else sent.get("data")
    with transaction.atomic():
        answer = Client(raise_request_exception=False, headers=headers).generic(
            case.method, path, data or b"", case.media_type or "application/json", query_params=dict(case.query or {})
        )
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize(("name", "path", "method"), CALLS, ids=[call[0] for call in CALLS])
def test_no_answer_is_a_fault(world, name, path, method):
    schema = schemathesis.openapi.from_dict(copy.deepcopy(DESCRIBED))
    call = schema[path][method.upper()]
    token = make_token(world.person["host"], by=world.person["host"], name="all", scopes=ALL, days=1)
    operation = DESCRIBED["paths"][path][method]["operationId"].removeprefix("alongside_api_").partition("_")[2]
    real = path.format(slug=world.project.slug, pk=world.things.get(PK.get(operation, ""), 1))
    cases = st.one_of(*(call.as_strategy(generation_mode=mode) for mode in GenerationMode))

    @settings(max_examples=20, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=cases, to_a_real_one=st.booleans())
    def tried(case, to_a_real_one):
        address = real if to_a_real_one else case.formatted_path
        answer = send(case, token, address)
        assert answer.status_code in EXPECTED, f"{address} {case.query} {case.body!r}: {answer.status_code}"

    tried()
