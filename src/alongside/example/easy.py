"""The story in easy words with pictures, a film, a language; and two people who told how they like to read."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from alongside.decisions.models import Decision
from alongside.easy import actions
from alongside.easy.lines import Line
from alongside.easy.models import Form
from alongside.easy.texts import text_called
from alongside.people.models import Person
from alongside.projects.models import Project

On = Callable[[int, int], AbstractContextManager[None]]  # (day, hour): as if it were then
CHECKED_BY = "Four people of the Easy Read group at the library"

# kind of text: its lines, a picture and words
LINES: dict[str, list[tuple[str, str]]] = {
    "projects.question": [
        ("health", "How do we get to the hospital?"),
        ("home", "How do we get home again?"),
        ("idea", "What would make it easier?"),
    ],
    "projects.about": [
        ("bus", "Going to the hospital can take a whole day."),
        ("money", "It costs a lot of money."),
        ("people", "People who go there talk with people who plan it."),
        ("change", "Together we say what should change."),
    ],
    "projects.promise_open": [
        ("open", "You can change these things with us:"),
        ("clock", "The time of your appointment."),
        ("letter", "Letters and signs."),
        ("chair", "Benches, and paths to walk on."),
        ("bus", "What bus drivers learn."),
        ("money", "How you get your fare back."),
    ],
    "projects.promise_negotiable": [
        ("calendar", "Bus times can change once a year, in February."),
        ("together", "Two of us are in the room."),
    ],
    "projects.promise_fixed": [
        ("lock", "We cannot change how much money there is for fares."),
        ("paper", "We show you the letter that says so."),
    ],
    "projects.promise_who_decides": [
        ("table", "Six people decide."),
        ("together", "Three work there. Three make the journey."),
    ],
}
PHASES = [
    [("tea", "We drink tea."), ("listen", "We listen to you.")],
    [("hand", "We put together what belongs together.")],
    [("write", "We write the plan."), ("vote", "The board says yes or no, and why.")],
    [("change", "Things change, or they do not."), ("see", "We look, and we tell you.")],
]
DECISION = [
    ("yes", "Yes. We do this."),
    ("phone", "Before we choose a time, somebody asks you."),
    ("clock", "You say what time you can come."),
]
SOMALI = "Maxaa noo fududayn kara in aan isbitaalka tagno oo aan guriga ku soo noqonno?"


def said_simply(project: Project, people: dict[str, Person], at: On) -> None:
    """Written by Cole before the second promise's words were changed in one place; checked by people who use it."""
    cole = people["Cole"]
    with at(70, 10):
        for name, lines in LINES.items():
            _write(project, name, lines, cole)
        for phase, lines in zip(project.phases.order_by("order", "id"), PHASES, strict=False):
            _write(project, "projects.phase", lines, cole, phase)
    with at(78, 15):
        for form in Form.objects.filter(project=project, what=Form.What.EASY)[:3]:
            form.project = project
            actions.note_check(form, by=cole, checked_by=CHECKED_BY, checked_on=form.made_at.date())
        question = text_called("projects.question")
        if question:
            link = "https://films.example.org/getting-there-and-back"
            actions.link_film(project, question, project, by=cole, language="bfi", link=link)
            actions.write_translation(project, question, project, by=cole, language="so", words=SOMALI)
    with at(400, 10):
        decision = Decision.objects.filter(project=project).order_by("decided_on", "id").first()
        _write(project, "decisions.decision", DECISION, cole, decision)


def _write(project: Project, name: str, lines: list[tuple[str, str]], by: Person, row: Any = None) -> None:
    text = text_called(name)
    found = row or (text.rows_now(project).first() if text else None)
    if text and found:
        said = [Line(words, picture) for picture, words in lines]
        actions.write_easy(project, text, found, by=by, lines=said)


def how_they_read(project: Project, people: dict[str, Person], host: Person, at: On) -> None:
    """Kasia chose it herself; Gwen told it to Hana on the phone."""
    with at(92, 9):
        kasia = people["Kasia"]
        actions.set_reading(kasia, by=kasia, size="2", easy_first=True, aloud=True, language="pl")
        actions.set_reading(
            people["Gwen"], by=host, project=project, told="phone", size="3", easy_first=False, news="paper"
        )
