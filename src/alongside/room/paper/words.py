"""The sentences on paper, in the language of the page that asks for it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from alongside.gatherings.models import Activity, Kind

WORDS = {
    "sheet": later("Sheet"),
    "number": later("No."),
    "words": later("Words"),
    "easy": later("In easy words:"),
    "no_name": later("No name is needed. You can pass on anything: leave it empty."),
    "yours": later("If you want these words to be yours, tell a host. Then the answer comes to you."),
    "open_how": later(
        "Write in your own words, in any language. One thought in each box. Leave boxes empty if you like."
    ),
    "own": later("If you like: a sentence of your own for everyone to answer"),
    "statement": later("Statement"),
    "statements_how": later("For each line, tick one box. You can pass on any of them."),
    "agree": later("Agree"),
    "disagree": later("Disagree"),
    "pass": later("Pass"),
    "dots": later("Your dots"),
    "diamond_how": later(
        "Write each number in one square. What matters most is at the top, what matters least at the bottom."
    ),
    "diamond_alt": later("A diamond of nine empty squares in five rows: 1, 2, 3, 2 and 1."),
    "most": later("Matters most"),
    "least": later("Matters least"),
    "pairs_how": later("In each line, tick the one that matters more to you. If you cannot say, tick the last box."),
    "first": later("This one"),
    "second": later("or this one"),
    "cannot": later("I cannot say"),
    "nominal_write": later("First: write, each for yourself"),
    "nominal_how": later("One idea on each line."),
    "nominal_there": later("These are here already:"),
    "nominal_rank": later("Later: rank"),
    "place": later("Place"),
    "in_short": later("In short"),
    "alone": later("Alone: think, and write for yourself"),
    "twos": later("In twos: what did you hear?"),
    "fours": later("In fours: what is alike, what is different?"),
    "all": later("All: what your four want everyone to hear"),
    "all_how": later("Only this last box is read out and typed in."),
    "pulse_how": later("For each line, put a cross in one circle."),
    "ends": later("0: not at all. 10: completely."),
    "rather": later("I would rather not say"),
    "pulse_few": later(
        "Answers are shown together, never one by one, and only when five people or more have answered."
    ),
    "when": later("When"),
    "what": later("What happened"),
    "timeline_how": later("Say when in your own way: a year, a season, “after the move”."),
    "for_host": later("For the host"),
    "time": later("Time"),
    "step": later("Step"),
    "say": later("Say"),
    "need": later("You need"),
    "access": later("So that everyone can take part"),
    "with_paper": later("With the paper"),
    "how_to_join": later("How to join"),
    "point": later("Point your phone’s camera at the square."),
    "or_open": later("Or open"),
    "code": later("The code is"),
    "square_alt": later("Square code that opens the room on a phone"),
    "no_account": later("You need no account and no app. You need not say who you are."),
    "no_phone": later("No phone? Take a sheet of paper. It counts the same."),
}


def words_on_paper() -> dict[str, str]:
    """By the names that `templates/pack.typ` calls them."""
    return {name: str(words) for name, words in WORDS.items()}


def tips() -> list[str]:
    """What a host does with sheets of paper."""
    return [
        _("Give everyone a pack, also those with a phone if they like paper better. Nobody writes a name."),
        _("Read each question aloud. Offer to write for people, in their own words, and read it back to them."),
        _("Collect the sheets of each step. The same number on all sheets of a pack keeps them together."),
        _("Type them in on the page “Paper”, or send a filled table. Words typed in wait there to be read back."),
        _("Keep the sheets safe, and shred them when everything is typed in and checked."),
    ]


def how_to_weigh(activity: Activity) -> str:
    """What to do with dots or places, with how many there are."""
    picks = {"picks": activity.picks}
    if activity.kind == Kind.DOTS:
        one = "You have %(picks)d dot. Fill one circle."
        many = "You have %(picks)d dots. Fill %(picks)d circles in all. You may give several to one line."
        return ngettext(one, many, activity.picks) % picks
    if activity.kind == Kind.NOMINAL:
        one = "The host reads all ideas with their numbers. Write the number of the one that matters most to you."
        many = (
            "The host reads all ideas with their numbers. Write the numbers of the %(picks)d that matter most to you,"
            " the most important first."
        )
        return ngettext(one, many, activity.picks) % picks
    return ""
