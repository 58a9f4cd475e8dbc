"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest

from alongside.projects.models import Network

LOOKS = ("light", "dark", "contrast")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The network's name and the person's look (light, dark, contrast; empty: as their device is set)."""
    look = request.COOKIES.get("look", "")
    return {"network": Network.objects.first(), "look": look if look in LOOKS else ""}
