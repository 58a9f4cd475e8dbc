"""Who should be heard in the story, who opens their doors, what was tried; some are missing still, and one said no."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

from alongside.communities import actions
from alongside.communities.models import Community
from alongside.people.models import Person
from alongside.projects.actions import join_as_new_person
from alongside.projects.models import Project

On = Callable[[int, int], AbstractContextManager[None]]  # (day, hour): as if it were then
Row = dict[str, Any]

# day: when it came onto the map. tried: day, by whom, what, what came of it. far: day, how far, more about it.
COMMUNITIES: list[Row] = [
    {
        "day": 5,
        "name": "Kidney unit patients",
        "kind": "experience",
        "why": "They make the journey three times a week, tired on the way home. Nobody knows it better.",
        "size": "About 120, the ward sister says",
        "reach": "Through the nurses they know. On paper, during treatment: it takes four hours, and they have time.",
        "shown_to": "members",
        "tried": [
            (12, "Two hosts and the ward sister", "Tea trolley on the unit, with letters", "Nine took one home."),
            (60, "Pearl", "Told the waiting room what the first gathering was like", ""),
        ],
        "far": [(70, "fair", "They come, and they bring each other. Mornings after treatment do not work.")],
    },
    {
        "day": 5,
        "name": "Harbour Terrace and the flats",
        "kind": "place",
        "why": "The last stop of the 14. When it does not come, people there walk two miles or miss the day.",
        "size": "About 900 people, says the council",
        "reach": "At the corner shop, and on the notice board by the lifts.",
        "shown_to": "everyone",
        "tried": [(9, "Cole", "Letters through 300 doors, and a table outside the shop", "Eleven came to the first tea.")],
        "far": [(20, "some", "")],
    },
    {
        "day": 12,
        "name": "Drivers of the 14",
        "kind": "interest",
        "why": "They see who is left standing. They also get the blame.",
        "size": "26 drivers",
        "reach": "In the canteen at the depot, between shifts. Not through their managers.",
        "shown_to": "everyone",
        "tried": [(80, "Hassan", "Breakfast in the canteen", "Six talked for an hour. They asked for the ride together.")],
        "far": [(90, "some", "")],
    },
    {
        "day": 20,
        "name": "Young carers",
        "kind": "experience",
        "why": "Somebody of twelve or fifteen who brings a parent to the hospital misses school for it.",
        "size": "The school knows of 14; there are more",
        "reach": "Through the youth worker they trust. Never by a letter home.",
        "shown_to": "hosts",
        "tried": [
            (150, "The hosts", "Asked the school to hand out a letter", "Nobody came. A letter from school looks like trouble."),
            (260, "The hosts", "Asked the youth club whom young people trust there", "Jas, who runs Thursdays."),
        ],
        "far": [],
        "next": ("Go to a Thursday evening with Jas, bring pizza and cards", 12),
    },
    {
        "day": 25,
        "name": "Travellers on Quay Lane",
        "kind": "place",
        "why": "No post comes to the site, so appointment letters do not arrive. Then it says that they did not attend.",
        "size": "About 20 families",
        "reach": "By word of mouth, from one of their own. Face to face; not everybody reads.",
        "shown_to": "members",
        "tried": [
            (40, "The council's team", "Posted letters to the site", "They came back."),
            (200, "Nan P and a host", "Went to the site and drank tea", "Two families told their stories. Nobody wants a meeting."),
        ],
        "far": [],
        "next": ("Ask if a small gathering on the site itself would be welcome", -6),
    },
    {
        "day": 30,
        "name": "People who speak Polish or Romanian at home",
        "kind": "interest",
        "why": "Signs and letters are in English only. Many bring a child along to read them.",
        "size": "",
        "reach": "The Saturday school and the Polish shop. In their own language first.",
        "shown_to": "everyone",
        "tried": [(120, "Kasia", "Poster in two languages in the shop", "Four took a strip.")],
        "far": [(130, "some", "")],
    },
    {
        "day": 61,
        "name": "People who live at Seaview House",
        "kind": "place",
        "why": "They are brought and fetched, and have no say in when. Some wait three hours for the way back.",
        "size": "41 people",
        "reach": "The manager has to agree first; then the activities room, after lunch.",
        "shown_to": "everyone",
        "tried": [],
        "far": [],
    },
    {
        "day": 90,
        "name": "People without a home",
        "kind": "experience",
        "why": "No address, no letter, no appointment. And nowhere to wait in the rain.",
        "size": "",
        "reach": "At the soup kitchen, from people they see every week.",
        "shown_to": "everyone",
        "tried": [(170, "Big Dave", "Handed out cards at the soup kitchen, and stayed to eat", "Three said: ask again when it is warm.")],
        "far": [],
        "next": ("Go again on a Tuesday, with bus tickets for whoever wants to come", 20),
    },
    {
        "day": 100,
        "name": "Save Our Ward campaign",
        "kind": "interest",
        "why": "They fought to keep the ward open, and disagree with the hospital. Who disagrees belongs here too.",
        "size": "A mailing list of 200, they say",
        "reach": "Their chair, by phone.",
        "shown_to": "everyone",
        "tried": [(104, "Dev and Maureen", "Asked them to come, and to say what would make it worth it", "They talked about it for two months.")],
        "far": [(165, "no", "Not while the ward is closed. They were asked before, and nothing came of it. They want to see the minutes, and get them.")],
    },
]  # fmt: skip
CAME_BY_POSTER = ("Tam", "Number 9", "Joyce", "Wee Al", "Sel", "Mrs P")
POSTER: Row = {
    "heading": "Missed the bus? Missed the day?",
    "words": "Neighbours, drivers and the hospital are working out together how to get there and back. Come and say how it "
    "is for you. Tea first. Nobody has to speak.",
    "gets": "Tea and something to eat. Your fare back on the day. An answer, with a reason, to what you say.",
    "access": "No steps. A quiet room. Somebody who signs, if you tell us a week before.",
    "offline": "Ring the library on Quay Street, 01632 960 144, Monday to Friday, 10 to 4, and ask for Together. "
    "Or just come in.",
}


def mapped(project: Project, people: dict[str, Person], host: Person, first_day: date, at: On, today: date) -> None:
    """On the map day by day; what is next counts from today."""
    made: dict[str, Community] = {}
    with at(60, 19):
        words, why = "The ones in Seaview House", "Nobody asks them when they want to go."
        told = actions.hint(project, by=people["Elsie"], words=words, why=why)
    for row in COMMUNITIES:
        with at(row["day"], 11):
            about = {key: row[key] for key in ("name", "kind", "why", "size", "reach", "shown_to")}
            hint = told if "Seaview" in row["name"] else None
            made[row["name"]] = actions.add_community(project, by=host, hint=hint, **about)
        for day, who, what, came_of_it in row["tried"]:
            with at(day, 15):
                on = first_day + timedelta(days=day)
                actions.note_try(made[row["name"]], by=host, on=on, who=who, what=what, came_of_it=came_of_it)
        for day, how_far, words in row["far"]:
            with at(day, 16):
                actions.note_how_far(made[row["name"]], by=host, how_far=how_far, words=words)
        if "next" in row:
            words, days = row["next"]
            due = today + timedelta(days=days)
            actions.plan_next(made[row["name"]], by=host, words=words, owner=people["Cole"].pk, due=due)
    doors(made, people, host, at)
    said(project, people, at)


def doors(made: dict[str, Community], people: dict[str, Person], host: Person, at: On) -> None:
    """Cole, Kasia and Big Dave said yes themselves; Jas on the phone; Nan P is asked and has not answered."""
    opening = (("Harbour Terrace and the flats", "Cole", True), ("People who speak Polish or Romanian at home", "Kasia", True),
               ("People without a home", "Big Dave", False))  # fmt: skip
    for name, nickname, is_named in opening:
        with at(100, 10):
            row = _asked(made[name], host, person=people[nickname])
            contact = f"{nickname}'s phone, after six in the evening"
            row = actions.answer_connecting(row, by=people[nickname], yes=True, is_named=is_named, contact=contact)
            actions.open_door(made[name], by=people[nickname], paper="cards", uses=60, days=330, connector=row)
    with at(262, 10):
        contact = "Jas at the youth club: Thursdays from five, 01632 960 171"
        row = _asked(made["Young carers"], host, name="Jas, youth worker", contact=contact)
        actions.write_down_answer(row, by=host, yes=True, told="phone", read_back=True, contact=contact)
    _asked(made["Travellers on Quay Lane"], host, person=people["Nan P"])
    with at(110, 10):
        terrace = made["Harbour Terrace and the flats"]
        cole = terrace.connectors.get()
        actions.write_paper_words(terrace, by=people["Cole"], **POSTER)
        _door, code = actions.open_door(terrace, by=people["Cole"], paper="poster", uses=80, days=330, connector=cole)
    for number, nickname in enumerate(CAME_BY_POSTER):
        with at(115 + 20 * number, 18):
            join_as_new_person(code, nickname)


def _asked(community: Community, host: Person, **whom: Any) -> Any:
    return actions.ask_connector(
        community,
        by=host,
        asked_of_them="Tell people what this is, in your own words. Give a card to those who may want to come. "
        "Tell us what would keep them away. You speak for nobody.",
        what_they_get="Cole to ring at any time, papers to give away, and the truth about what comes of it.",
        **whom,
    )


def said(project: Project, people: dict[str, Person], at: On) -> None:
    """Somebody said who is not here yet, and waits for an answer."""
    with at(418, 20):
        actions.hint(
            project,
            by=people["Femi"],
            words="The cleaners and porters who come by the first bus",
            why="They make the same journey at five in the morning, and nobody counts them.",
            idea="At the staff entrance, at shift change.",
        )
