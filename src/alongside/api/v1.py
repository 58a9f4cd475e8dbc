"""The API's address and how its errors speak."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from alongside.api import reads, writes  # noqa: F401 (they fill the router)
from alongside.api.auth import Token, nobody
from alongside.api.router import router

api = NinjaAPI(
    title="Alongside",
    version="1",
    description="Coproduction that is more than a tick box, over the same verbs as the pages.",
    urls_namespace="api-1",
    docs_url=None,
    auth=[Token(), nobody],
)
api.add_router("", router)


@api.exception_handler(ValueError)
def said_plainly(request: HttpRequest, error: Any) -> HttpResponse:
    """A verb refused its input, in a sentence."""
    return api.create_response(request, {"detail": str(error)}, status=422)


@api.exception_handler(PermissionDenied)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    return api.create_response(request, {"detail": "You may not do that."}, status=403)
