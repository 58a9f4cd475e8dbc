"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest

from alongside.easy.reading import reader_of
from alongside.projects.models import Network

LOOKS = ("light", "dark", "contrast")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The network's name; the look (light, dark, contrast; empty: as the device is set); how its reader reads."""
    look = request.COOKIES.get("look", "")
    return {"network": Network.objects.first(), "look": look if look in LOOKS else "", "reading": reader_of(request)}
