"""Who takes part, as people told when a year had gone by; and a round of questions that is open now."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from alongside.equality import actions
from alongside.people.models import Person
from alongside.projects.models import Project

WHY = (
    "We meet in the library in the mornings, and we are not sure who that shuts out. With these numbers the group "
    "chooses the hours and the door we knock on next."
)
AGAIN = "People said that mornings are hard for those who look after somebody. We want to know how many that are."
# what so many people said, one line for each
SAID = [
    (14, {"age": "60_74", "disability": "no", "ethnic": "white"}),
    (12, {"age": "75_up", "disability": "much", "ethnic": "white"}),
    (11, {"age": "45_59", "disability": "no", "ethnic": "asian"}),
    (4, {"age": "45_59", "disability": "little", "ethnic": "white"}),
    (5, {"age": "30_44", "disability": "no", "ethnic": "black"}),
    (3, {"age": "18_29", "ethnic": "mixed"}),
    (9, {"age": "60_74"}),
]
AREA = [("disability", "much", 8), ("ethnic", "asian", 17), ("ethnic", "white", 68)]

At = Callable[[int, int], AbstractContextManager[None]]  # (day, hour): as if it were then


def told(project: Project, host: Person, first_day: date, at: At) -> None:
    """Asked after a year, answered by 58 of 85, closed, and shown to everybody."""
    members = list(project.memberships.order_by("pk").select_related("person"))
    with at(372, 10):
        survey = actions.set_up_survey(
            project, by=host, asked_by="Hana and Cole, hosts", why=WHY, questions=["age", "disability", "ethnic"],
            closes_on=first_day + timedelta(days=386),
        )  # fmt: skip
        actions.open_survey(survey, by=host)
        answers = [said for count, said in SAID for _number in range(count)]
        for membership, said in zip(members, answers, strict=False):
            actions.answer_as_member(survey, by=membership.person, said=said)
    with at(387, 10):
        actions.close_survey(survey, by=host)
        actions.share_results(survey, by=host, is_public=True)
        for question, option, share in AREA:
            actions.note_figure(
                survey, by=host, question=question, option=option, share=share, source="Made up for this story"
            )


def asked_now(project: Project, host: Person, today: date) -> None:
    survey = actions.set_up_survey(
        project, by=host, asked_by="Hana and Cole, hosts", why=AGAIN, questions=["caring", "work"],
        closes_on=today + timedelta(days=21),
    )  # fmt: skip
    actions.open_survey(survey, by=host)
