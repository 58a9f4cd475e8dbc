"""Rules for words in the story: one voice set aside and back on appeal, one that stays aside, one complaint refused."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from alongside.moderation import actions
from alongside.moderation.models import SetAside, What
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.voices.actions import record_voice

On = Callable[[int, int], AbstractContextManager[None]]  # (day, hour): as if it were then
OWN_RULE = "No guessing about who did it. We talk about what happened."
DRIVER = "The driver of the last 17 shut the door in my face twice in March. He saw me run. He should be ashamed."
NEIGHBOUR = "It is the man at the corner of Quay Street who breaks the shelter. He drinks, everybody knows it."
COUNCIL = "The council asks us only so that it can say that it asked."
TOO_HARSH = "It calls a driver shameless, and people here know who he is."
APPEAL = "I say what he did to me, and when. If we cannot say that, why do you ask how it is to wait for a bus?"
BACK = "It tells what happened and how it felt. It is hard to hear, and it is no attack. It names nobody."
PRIVATE = "It tells of a neighbour's private life, and guesses that he did something."
STAYS = "It is about the council and hurts no person. Criticism is always allowed here."


def looked_after(project: Project, people: dict[str, Person], at: On) -> None:
    """Cole, who hosts for the community side, sets aside; Hana, of the other side, decides the appeal."""
    cole, hana, dot = people["Cole"], people["Hana"], people["Dot"]
    with at(90, 18):
        words = "\n".join([*rules_in_force(project).lines, OWN_RULE])
        actions.make_rules(project, by=hana, words=words, days=7)
    rules = rules_in_force(project).lines
    said = {}
    for day, words, who in ((100, DRIVER, "Dot"), (101, NEIGHBOUR, "Len"), (102, COUNCIL, "Pearl")):
        with at(day, 19):
            said[words] = record_voice(project, words=words, by=people[who], person=people[who]).pk
    with at(103, 10):
        _told(project, said[NEIGHBOUR], people["Amina"], rules[1])
        _told(project, said[COUNCIL], people["Bryn"], rules[0])
    with at(104, 18):
        driver = _aside(project, said[DRIVER], cole, rules[0], TOO_HARSH)
        _aside(project, said[NEIGHBOUR], cole, rules[1], PRIVATE)
        actions.leave_as_it_is(project, What.VOICE.value, said[COUNCIL], by=hana, reply=STAYS)
    with at(106, 20):
        appeal = actions.appeal(driver, by=dot, words=APPEAL)
    with at(109, 9):
        actions.decide_appeal(appeal, by=hana, outcome="back", reason=BACK)


def _told(project: Project, pk: int, by: Person, rule: str) -> None:
    actions.tell_hosts(project, What.VOICE.value, pk, by=by, rule=rule)


def _aside(project: Project, pk: int, by: Person, rule: str, reason: str) -> SetAside:
    what = What.VOICE.value
    return actions.set_aside(project, what, pk, by=by, rule=rule, reason=reason, is_about_hosts=False)
