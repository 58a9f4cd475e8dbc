"""Pages speak the person's language where they can; a language chosen on this device comes first."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from alongside.easy.languages import page_language


class PersonsLanguage:
    """After the session is known. A stranger, or somebody who chose nothing: as the browser asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen_here = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen_here not in dict(settings.LANGUAGES) and request.user.is_authenticated:
            wanted = page_language(getattr(request.user, "language", ""))
            if wanted:
                translation.activate(wanted)
                request.LANGUAGE_CODE = wanted
        return self.get_response(request)
