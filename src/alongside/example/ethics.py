"""What people in the story allow besides their words, who answers for it, and both sides' looks at the ethics plan."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from alongside.ethics import actions
from alongside.people.models import Person
from alongside.projects.actions import add_member
from alongside.projects.models import Project

On = Callable[[int, int], AbstractContextManager[None]]  # (day, hour): as if it were then
RISK = "In winter the way home is dark, and some of us walk it alone."
DONE = "We end before dark, and the project pays a taxi for whoever wants one."
PHOTOS = (("Amina", False), ("Bryn", True), ("Dot", True), ("Farid", False), ("Gwen", True), ("Hassan", True))


def allowed(project: Project, people: dict[str, Person], host: Person, at: On) -> None:
    """Written down early; photos asked before the first gathering; looked at by both sides, once with a wish."""
    with at(3, 10):
        actions.set_handling(
            project,
            by=host,
            basis="public_task",
            keep_months=24,
            controller="Harbour Hospital Trust",
            address="1 Quay Street, Harbourside",
            contact="The library desk on Quay Street: ask for Together",
            jurisdiction="England and Wales",
            authority="The Information Commissioner's Office, 0303 123 1113",
        )
        actions.ask(project, people.values(), ["photo_of_me", "phone"], by=host)
    with at(6, 18):
        for nickname, yes in PHOTOS:
            actions.answer(project, people[nickname], "photo_of_me", yes=yes, by=people[nickname])
        risk = actions.note_risk(project, by=people["Dot"], words=RISK)
        actions.answer_risk(risk, by=host, done=DONE)
    with at(40, 15):
        row = actions.ask_for_supporter(project, people["Gwen"], people["Bryn"], by=host)
        actions.agree_to_supporter(row, by=host, how="phone")
    with at(44, 15):
        actions.answer(project, people["Gwen"], "phone", yes=True, by=people["Bryn"])
    with at(330, 15):
        actions.agree_to_supporter(row, by=host, how="told")
    for day, who, words in (
        (30, "Amina", ""),
        (34, "Dev", ""),
        (300, "Dot", "Say who has the keys."),
        (310, "Dev", ""),
    ):
        with at(day, 11):
            actions.review_plan(project, by=people[who], is_fine=not words, words=words)


def asked_now(project: Project, people: dict[str, Person], host: Person) -> None:
    """This week Amina is asked whether Cole may answer for her: she finds the question in My space."""
    actions.ask_for_supporter(project, people["Amina"], people["Cole"], by=host)


PARTS = (
    ("space", "Two grown-ups you can trust are always there. You can leave the room at any time and come back."),
    ("voice", "Say it, draw it, or tell it to a friend who says it for you. Nobody marks your spelling."),
    ("audience", "The board hears what young people said at every meeting, before it decides."),
    ("influence", "The night bus stop has a light now because one of you said how dark it is there."),
)
NOT_SO = "The board listened, but nobody told us afterwards what they thought."
ANSWER = "That is true, and we are sorry. Dev now comes to us the week after each meeting and tells us."


def young(project: Project, host: Person, at: On) -> None:
    """Nia is fourteen and comes with her father; both are asked about photos and reports."""
    with at(20, 16):
        actions.set_young_rules(
            project, by=host, is_on=True, cut_off=16, both=["publish", "photo_of_me", "my_photo", "recording"]
        )
        nia, father = (Person.objects.create_user(name) for name in ("Nia", "Rui"))
        for person in (nia, father):
            add_member(project, person, by=host, side="community", naming="first")
        actions.record_authority(
            project, nia, father, by=host, acting="parent", ground="Nia goes to school here. Rui is her father."
        )
        actions.mark_young(project, nia, by=nia, group="younger")
        actions.answer(project, nia, "photo_of_me", yes=True, by=nia)
        actions.answer(project, nia, "photo_of_me", yes=True, by=father)
    with at(60, 10):
        for part, words in PARTS:
            actions.write_part(project, by=host, part=part, words=words)
    with at(300, 17):
        row = actions.say_not_so(project, by=nia, part="audience", words=NOT_SO)
    with at(303, 9):
        actions.answer_not_so(row, by=host, words=ANSWER)
