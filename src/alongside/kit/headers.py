"""Security headers on every answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

CODES = ("/card/", "/join/", "/account/", "/r/", "/screen/")  # addresses with a code in them, or forms for one


class SafeHeaders:
    """Adds the content policy. What is for one person, or holds a code, is never stored by a browser or proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if _is_for_one_person(request):
            response["Cache-Control"] = "no-store"
        return response


def _is_for_one_person(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    is_known = (user is not None and user.is_authenticated) or "Authorization" in request.headers
    return is_known or request.method not in {"GET", "HEAD"} or request.path.startswith(CODES)
