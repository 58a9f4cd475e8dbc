"""The promise of the project in easy words, and people who like to read in their own way."""

import pytest

from alongside.easy import actions
from alongside.easy.lines import Line
from alongside.easy.texts import text_called
from alongside.projects.queries import promise_of


@pytest.fixture
def easy_promise(cast):
    """What is open, in two easy lines with pictures."""
    lines = [Line("You can change how we do it.", "change"), Line("Tell us what you want.", "talk")]
    text = text_called("projects.promise_open")
    return actions.write_easy(cast.project, text, promise_of(cast.project), by=cast.hana, lines=lines)


@pytest.fixture
def reads():
    """`reads(cast.amina, size="3", easy_first=True)`: what she chose in My space."""

    def choose(person, **wish):
        return actions.set_reading(person, by=person, **wish)

    return choose
