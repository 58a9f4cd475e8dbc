"""The questions a host can choose from. The same words everywhere, so that projects can be laid side by side.

There is no "in my own words": words identify. Every question can be left out, or answered "I would rather not say".
`special`: data that the law calls special category, or that can harm as much when it comes out.
"""

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from alongside.engines.cells import LEAST_OTHER, LEAST_SPECIAL, NOT_SAID, Question

WOULD_RATHER_NOT = _("I would rather not say")


@dataclass(frozen=True)
class Asked:
    """A question in words; `options` by key."""

    key: str
    words: str | Lazy
    short: str | Lazy
    options: dict[str, str | Lazy]
    special: bool = True

    @property
    def cells(self) -> Question:
        """What the engine needs to know of it."""
        return Question(self.key, tuple(self.options), LEAST_SPECIAL if self.special else LEAST_OTHER)

    @property
    def choices(self) -> list[tuple[str, str | Lazy]]:
        """All answers, "rather not say" last."""
        return [*self.options.items(), (NOT_SAID, WOULD_RATHER_NOT)]


_ALL = [
    Asked(
        "age",
        _("How old are you?"),
        _("Age"),
        {
            "under_18": _("Under 18"),
            "18_29": _("18 to 29"),
            "30_44": _("30 to 44"),
            "45_59": _("45 to 59"),
            "60_74": _("60 to 74"),
            "75_up": _("75 or older"),
        },
        special=False,
    ),
    Asked(
        "gender",
        _("What is your gender?"),
        _("Gender"),
        {"woman": _("Woman"), "man": _("Man"), "other": _("Non-binary, or in another way")},
    ),
    Asked(
        "disability",
        _("Do you have a disability, or an illness that lasts?"),
        _("Disability or long-term illness"),
        {
            "much": _("Yes, it limits my day a lot"),
            "little": _("Yes, it limits my day a little"),
            "no_limit": _("Yes, but it does not limit my day"),
            "no": _("No"),
        },
    ),
    Asked(
        "ethnic",
        _("Which group do you feel you belong to?"),
        _("Ethnic group"),
        {
            "asian": _("Asian"),
            "black": _("Black, African or Caribbean"),
            "mixed": _("Mixed: more than one group"),
            "white": _("White"),
            "other": _("Another group"),
        },
    ),
    Asked(
        "religion",
        _("What is your religion or belief?"),
        _("Religion or belief"),
        {
            "none": _("None"),
            "christian": _("Christian"),
            "muslim": _("Muslim"),
            "hindu": _("Hindu"),
            "sikh": _("Sikh"),
            "jewish": _("Jewish"),
            "buddhist": _("Buddhist"),
            "other": _("Another one"),
        },
    ),
    Asked(
        "orientation",
        _("Which word fits you best?"),
        _("Sexual orientation"),
        {
            "straight": _("Straight or heterosexual"),
            "gay": _("Gay or lesbian"),
            "bi": _("Bi"),
            "other": _("Another word"),
        },
    ),
    Asked(
        "caring",
        _("Do you look after somebody who could not manage without you?"),
        _("Caring for others"),
        {
            "children": _("Yes, children"),
            "adults": _("Yes, an adult who is ill, disabled or old"),
            "both": _("Yes, both"),
            "no": _("No"),
        },
        special=False,
    ),
    Asked(
        "language",
        _("Is English your first language?"),
        _("First language"),
        {"english": _("Yes"), "other": _("No, another language"), "both": _("English and another one")},
    ),
    Asked(
        "work",
        _("What do you do most of the time?"),
        _("Work"),
        {
            "paid": _("Paid work"),
            "study": _("School, training or studies"),
            "seeking": _("Looking for work"),
            "home": _("Looking after home or family"),
            "ill": _("Not able to work because of illness or disability"),
            "retired": _("Retired"),
        },
        special=False,
    ),
]
QUESTIONS = {one.key: one for one in _ALL}
CROSSINGS: dict[str, tuple[str, str]] = {
    "age,gender": ("age", "gender"),
    "age,disability": ("age", "disability"),
    "gender,ethnic": ("gender", "ethnic"),
    "gender,caring": ("gender", "caring"),
}


def crossing_words(key: str) -> str:
    """How a crossing is called: "Age and Gender"."""
    first, second = CROSSINGS[key]
    return _("%(one)s with %(two)s") % {"one": QUESTIONS[first].short, "two": QUESTIONS[second].short}
