"""The rules that every project begins with, and what can never be one. Hosts write their own version."""

from django.utils.translation import gettext_lazy as _

MOST_UNNAMED = 5  # that wait for a host about one piece of words, of those who are not signed in
STARTING_POINTS = (
    _("No attack on a person. Say hard things about what was done, not about who somebody is."),
    _("Nobody else's private life: no names, addresses or stories that are theirs to tell."),
    _("No hatred of people for what they are: where they come from, what they believe, their body, whom they love."),
    _("Nothing that breaks the law, such as a threat."),
    _("No advertising, and not the same words again and again."),
)
ALWAYS_ALLOWED = _(
    "Criticism of the hosts, the council, any organisation or this project is always allowed, also when it is sharp,"
    " unwelcome or said in anger. It can never be a reason to set words aside."
)
DAYS = 7
FEWEST_DAYS, MOST_DAYS = 1, 28
MOST_LINES = 20
LONGEST_LINE = 300
SHORTEST_REASON = 20
MOST_WORDS = 2000
