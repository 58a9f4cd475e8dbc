"""What a phone is told when something it sent was not kept, in plain words."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as later

SAYINGS = {
    "late": later("This part of the workshop is over, so this could not be counted."),
    "older": later("You have sent something newer since. That one counts."),
    "wrong": later("This could not be counted. Please choose again."),
    "forged": later("We do not know this phone here. Join the room again."),
    "big": later("This is too long."),
    "fast": later("That was very quick. Please wait a moment."),
    "busy": later("Very many answers come in just now. Your phone tries again by itself."),
    "failed": later("This could not be kept just now. Your phone tries again by itself."),
    "gone": later("There is no room with this code now."),
}


def known_language(language: str) -> str:
    """The language if we have it, else the first of ours."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def saying(why: str, language: str) -> str:
    with translation.override(known_language(language)):
        return str(SAYINGS[why])
