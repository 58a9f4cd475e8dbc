"""A page that comes back with mistakes says so in its title, which is what a screen reader and a tab read first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

SUMMARY = b"data-error-summary"
TITLE = b"<title>"


class MistakeInTitle:
    """Every form shows what is wrong in one summary, whatever its view calls it: where one stands, the title tells."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and isinstance(response, HttpResponse) and SUMMARY in response.content:
            told = TITLE + (_("Mistake:") + " ").encode()
            response.content = response.content.replace(TITLE, told, 1)
        return response
