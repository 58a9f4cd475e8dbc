"""What is known of a technique. Its words are marked for translation, so it is Python and not JSON (see `__init__`)."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Range = tuple[int, int]


class Use(TextChoices):
    """What a technique is good for, in the order of a gathering."""

    ARRIVE = "arrive", _("To arrive and to leave")
    TALK = "talk", _("To talk with each other")
    CHOOSE = "choose", _("To choose together")
    SEE = "see", _("To see and to make")


@dataclass(frozen=True)
class Part:
    """One part of a technique and how many minutes it takes, from the least to the most."""

    title: Words
    minutes: Range


@dataclass(frozen=True)
class Technique:
    """A way of doing things together that can be used again and again.

    `most` is None where any number can take part. `table`: how many sit together, where people sit in small groups.
    `minutes`: for all of it, least and most; `usual`: what a run sheet starts from. `each`: minutes for every person,
    where people speak one after the other. `lasts`: in words, where it takes longer than a gathering.
    `kind` and `picks`: what phones and paper do with it (`gatherings.models.Kind`); empty: talk only.
    """

    key: str
    title: Words
    use: Use
    what: Words
    minutes: Range
    usual: int
    materials: Words
    say: Words
    access: Words
    least: int = 2
    most: int | None = None
    table: Range | None = None
    each: Range | None = None
    parts: tuple[Part, ...] = ()
    hosts: int = 1
    lasts: Words = ""
    kind: str = ""
    picks: int = 3
    may_add: bool = False

    @property
    def hours(self) -> Range | None:
        """The same in whole hours, for what takes two hours or more."""
        least, most = self.minutes
        return (least // 60, most // 60) if least >= 120 and least % 60 == most % 60 == 0 else None

    @property
    def say_lines(self) -> list[str]:
        return str(self.say).splitlines()

    @property
    def access_lines(self) -> list[str]:
        return str(self.access).splitlines()
