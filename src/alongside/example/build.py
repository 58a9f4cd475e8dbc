"""Tells the example's story through the same actions that pages use, on the days that it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib.resources import files
from typing import Any

import time_machine
from django.db import transaction
from django.utils import timezone

from alongside.decisions import actions as decisions
from alongside.decisions.models import Decision, PassageVersion
from alongside.example import about_us, access, between, care, communities, easy, ethics, set_aside, story, workshops
from alongside.gatherings import actions as gatherings
from alongside.gatherings.models import Gathering, Room
from alongside.impact import actions as impact
from alongside.kit.codes import shown_code
from alongside.ledger.tasks import deliver_waiting
from alongside.people import actions as people
from alongside.people.models import Person
from alongside.projects import actions as projects
from alongside.projects.models import Network, Project
from alongside.sensemaking import actions as sensemaking
from alongside.sensemaking.models import Theme
from alongside.voices import actions as voices
from alongside.voices.models import Voice

SLUG = "getting-there-and-back"
DAYS = 426


@dataclass
class Stage:
    """What has been made so far, by the names the story uses."""

    first_day: date
    project: Project
    people: dict[str, Person] = field(default_factory=dict)
    gatherings: list[Gathering] = field(default_factory=list)
    voices: list[tuple[Voice, list[str]]] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)
    passages: dict[str, PassageVersion] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def on(self, day: int) -> date:
        return self.first_day + timedelta(days=day)

    def voice(self, phrase: str) -> Voice:
        found = [voice for voice, _tags in self.voices if phrase in voice.words]
        if not found:
            raise ValueError(f"The story refers to words that nobody says in voices.txt: {phrase}")
        return found[0]

    @property
    def host(self) -> Person:
        return self.people["Hana"]


def table(name: str) -> Iterator[list[str]]:
    """The rows of one of the story's text files, without remarks."""
    for line in (files("alongside.example") / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


@contextmanager
def day_of(stage: Stage, day: int, hour: int = 14) -> Iterator[None]:
    """As if it were this day of the story."""
    moment = timezone.make_aware(datetime.combine(stage.on(day), time(hour)))
    with time_machine.travel(moment, tick=False):
        yield


def build() -> dict[str, str]:
    """Build the example, all or nothing. Answers how each of the main people signs in; empty if it is here already."""
    if Project.objects.filter(slug=SLUG).exists():
        return {}
    with transaction.atomic():
        stage = begin()
        for tell in (the_people, the_frame, the_voices, the_themes, the_disputes, the_draft):
            tell(stage)
        the_decisions(stage)
        the_changes(stage)
        the_rooms(stage)
        the_needs(stage)
        the_care(stage)
        between.told(stage.project, stage.people, stage.host, partial(day_of, stage))
    deliver_waiting(limit=100_000)
    return give_cards(stage)


def begin() -> Stage:
    Network.objects.get_or_create(pk=1, defaults=story.NETWORK)
    first_day = timezone.localdate() - timedelta(days=DAYS)
    hana = people.make_person("Hana", full_name="Hana Okoro", email="hana@example.org")
    moment = timezone.make_aware(datetime.combine(first_day, time(9)))
    with time_machine.travel(moment, tick=False):
        project = projects.start_project(by=None, starts_on=first_day, **story.PROJECT)
        projects.add_member(project, hana, by=None, side="staff", roles=["host"])
    return Stage(first_day, project, people={"Hana": hana})


def the_people(stage: Stage) -> None:
    for number, (nickname, side, full_name, naming, roles, way_in) in enumerate(table("people.txt")):
        with day_of(stage, number % 60):
            if nickname == "Hana":
                projects.add_member(stage.project, stage.host, by=stage.host, side=side, roles=["host"], naming=naming)
                continue
            email = f"{nickname.lower().replace(' ', '')}@example.org" if way_in == "email" else ""
            person = people.make_person(nickname, by=stage.host, full_name=full_name, email=email)
            given = [role for role in roles.split(",") if role]
            projects.add_member(stage.project, person, by=stage.host, side=side, roles=given, naming=naming)
            stage.people[nickname] = person
    for nickname, names in story.OTHER_NAMES.items():
        people.set_names(stage.people[nickname], by=stage.people[nickname], **names)


def the_frame(stage: Stage) -> None:
    for promise in story.PROMISES:
        with day_of(stage, promise["day"]):
            words = {key: value for key, value in promise.items() if key != "day"}
            projects.make_promise(stage.project, by=stage.host, **words)
    for title, about, starts, ends in story.PHASES:
        with day_of(stage, 0):
            dates: dict[str, Any] = {"starts_on": stage.on(starts), "ends_on": stage.on(ends)}
            projects.set_phase(stage.project, by=stage.host, title=title, about=about, **dates)
    for kind, day, by, side, note in story.CORE_CHOICES:
        with day_of(stage, max(day, 0)):
            choice: dict[str, Any] = {"kind": kind, "locked_on": stage.on(day), "decided_by": by, "side": side}
            projects.lock_core_choice(stage.project, by=stage.host, note=note, **choice)
    everyone = list(stage.people.values())
    for number, (title, day, place, about, came, back) in enumerate(story.GATHERINGS):
        with day_of(stage, day - 21):
            made = gatherings.add_gathering(
                stage.project, by=stage.host, title=title, on=stage.on(day), place=place, about=about
            )
        with day_of(stage, day, 16):
            there = [everyone[(number * 17 + i * 3) % len(everyone)] for i in range(came)]
            gatherings.note_attendance(made, there, by=stage.host)
        if back is not None:
            with day_of(stage, back):
                gatherings.give_back_notes(made, by=stage.host, on=stage.on(back))
        stage.gatherings.append(made)


def the_voices(stage: Stage) -> None:
    for number, (where, nickname, source, tags, words) in enumerate(table("voices.txt")):
        gathering = stage.gatherings[int(where) - 1] if where else None
        day = (gathering.on - stage.first_day).days if gathering else 395 + number % 25
        person = stage.people[nickname] if nickname else None
        typist = person if source == "online" and person else stage.host
        with day_of(stage, day, 10 + number % 8):
            voice = voices.record_voice(
                stage.project, words=words, by=typist, person=person, source=source, gathering=gathering
            )
            if typist is not person and person is not None and number % 9:
                voices.confirm_read_back(voice, by=stage.host)
        stage.voices.append((voice, [tag for tag in tags.split(",") if tag]))


def _place(stage: Stage, voice: Voice, key: str) -> None:
    by = stage.people["Cole"] if voice.pk % 3 else stage.host
    sensemaking.place_voice(voice, stage.themes[key], by=by)


def _first_home(voice: Voice, tag: str) -> str:
    """Before the merge there were two themes about waiting."""
    return "told" if tag == "late" and any(words in voice.words for words in story.TOLD_WORDS) else tag


def the_themes(stage: Stage) -> None:
    for key, (title, about) in story.THEMES.items():
        with day_of(stage, 131):
            stage.themes[key] = sensemaking.make_theme(stage.project, by=stage.host, title=title, about=about)
    early = [(v, tags) for v, tags in stage.voices if v.said_at.date() <= stage.on(131)]
    for voice, tags in early:
        with day_of(stage, 132):
            for tag in tags:
                _place(stage, voice, _first_home(voice, tag))
    _merge_and_split(stage)
    for voice, tags in stage.voices[len(early) :]:
        if voice.gathering_id is None:
            continue  # the newest voices are still loose
        with day_of(stage, (voice.said_at.date() - stage.first_day).days + 3):
            for tag in tags:
                _place(stage, voice, "door" if tag == "letters" and _is_door(voice) else tag)


def _is_door(voice: Voice) -> bool:
    return any(words in voice.words for words in story.SPLIT["door_words"])


def _merge_and_split(stage: Stage) -> None:
    merge, split = story.MERGE, story.SPLIT
    with day_of(stage, merge["day"]):
        old = [stage.themes[key] for key in merge["from"]]
        stage.themes[merge["into"]] = sensemaking.merge_themes(old, by=stage.people["Cole"], title=merge["title"])
    with day_of(stage, split["day"]):
        theme = stage.themes[split["from"]]
        inside = [p.voice for p in theme.placements.filter(ended_at=None).select_related("voice")]
        doors = [voice.pk for voice in inside if _is_door(voice)]
        rest = [voice.pk for voice in inside if voice.pk not in doors]
        parts = [(split["parts"][0][1], rest), (split["parts"][1][1], doors)]
        made = sensemaking.split_theme(theme, parts, by=stage.host)
        stage.themes.update(zip([key for key, _ in split["parts"]], made, strict=True))


def the_disputes(stage: Stage) -> None:
    ask = story.ASKED_TO_CHECK
    theme = stage.themes[ask["theme"]]
    with day_of(stage, ask["day"]):
        sensemaking.ask_check(theme, by=stage.host)
    for nickname in ask["fine"]:
        with day_of(stage, ask["day"] + 3):
            person = stage.people[nickname]
            for check in theme.checks.filter(voice__person=person):
                sensemaking.answer_check(check, by=person, verdict="fine")
    for one in story.DISPUTES:
        person = stage.people[one["who"]]
        with day_of(stage, one["day"]):
            dispute = sensemaking.raise_dispute(
                stage.voice(one["voice"]), stage.themes[one["theme"]], by=person, words=one["words"]
            )
        with day_of(stage, one["replied"]):
            sensemaking.reply_to_dispute(dispute, by=stage.host, words=one["reply"])
            if one["theme"] == "carer":
                _place(stage, stage.voice(one["voice"]), "late")
        if one["settled"]:
            with day_of(stage, one["settled"]):
                sensemaking.settle_dispute(dispute, by=person)


def _quoted(stage: Stage, text: str, phrases: list[str]) -> str:
    return text.format(*(f"\n\n[[voice:{stage.voice(phrase).pk}]]" for phrase in phrases))


def the_draft(stage: Stage) -> None:
    start = story.DRAFT
    with day_of(stage, start["day"]):
        draft = decisions.start_draft(stage.project, by=stage.host, title=start["title"], about=start["about"])
    writers = [stage.people[name] for name in ("Hana", "Cole")]
    for number, one in enumerate(story.PASSAGES):
        cited = [stage.themes[key] for key in one["themes"]]
        quoted = [stage.voice(phrase) for phrase in one["quotes"]]
        with day_of(stage, 224 + number):
            text = _quoted(stage, one["text"], one["quotes"])
            version = decisions.write_passage(
                draft, by=writers[number % 2], heading=one["heading"], text=text, themes=cited, voices=quoted
            )
        if one.get("revised"):
            version = _revise(stage, version, one, cited, quoted)
        stage.passages[one["key"]] = version
    _talk_about_the_draft(stage)


def _revise(stage: Stage, version: PassageVersion, one: dict[str, Any], themes: Any, quoted: Any) -> PassageVersion:
    new = one["revised"]
    with day_of(stage, new["day"]):
        return decisions.revise_passage(
            version.passage,
            by=stage.host,
            base_number=version.number,
            heading=one["heading"],
            text=_quoted(stage, new["text"], one["quotes"]),
            themes=themes,
            voices=quoted,
            why=new["why"],
        )


def _talk_about_the_draft(stage: Stage) -> None:
    for key, day, nickname, words in story.COMMENTS:
        with day_of(stage, day):
            decisions.comment_on(stage.passages[key].passage, by=stage.people[nickname], words=words)
    for one in story.AMENDMENTS:
        passage = stage.passages[one["key"]].passage
        newest = passage.versions.order_by("-number")[0]
        with day_of(stage, one["day"]):
            amendment = decisions.propose_amendment(
                passage,
                by=stage.people[one["by"]],
                base_number=newest.number,
                heading=newest.heading,
                text=newest.text + one["add"],
                why=one["why"],
            )
        if one["outcome"]:
            with day_of(stage, one["answered"]):
                decisions.answer_amendment(amendment, by=stage.host, outcome=one["outcome"], reply=one["reply"])
        stage.passages[one["key"]] = passage.versions.order_by("-number")[0]


def the_decisions(stage: Stage) -> None:
    for nickname, phrase, day in story.TAKEN_BACK:
        with day_of(stage, day):
            voices.take_back(stage.voice(phrase), by=stage.people[nickname])
    for one in story.DECISIONS:
        with day_of(stage, one["day"]):
            stage.decisions[one["title"]] = decisions.record_decision(
                stage.project,
                by=stage.people[one["recorder"]],
                title=one["title"],
                outcome=one["outcome"],
                reason=one["reason"],
                decided_by=one["by"],
                side=one["side"],
                community_part=one["community"],
                decided_on=stage.on(one["day"]),
                versions=[stage.passages[key] for key in one["passages"]],
            )
            deliver_waiting(limit=100_000)


def the_changes(stage: Stage) -> None:
    for day, title, kind, words, evidence, nickname in story.CHANGES:
        with day_of(stage, day):
            impact.note_change(
                stage.decisions[title],
                by=stage.people[nickname],
                kind=kind,
                words=words,
                evidence=evidence,
                seen_on=stage.on(day),
            )


def the_rooms(stage: Stage) -> None:
    """One workshop as it was, and one whose room is open today."""
    with day_of(stage, 341, 18):
        people = [stage.people[name] for name in ("Amina", "Cole", "Maureen")] + [stage.host]
        workshops.that_has_been(stage.gatherings[6], stage.host, people)
    workshops.to_join_now(stage.project, stage.host, timezone.localdate())


def the_needs(stage: Stage) -> None:
    """Notice and papers of each gathering; what people needed for the last one, and need for the next."""

    def at(day: int, hour: int) -> Any:
        return day_of(stage, day, hour)

    access.promised(stage.project, stage.gatherings, stage.host, stage.first_day, at)
    access.needed(stage.gatherings[7], stage.people, stage.host, stage.first_day, at)
    access.to_come(stage.project, stage.people, stage.host, timezone.localdate())
    about_us.told(stage.project, stage.host, stage.first_day, at)
    about_us.asked_now(stage.project, stage.host, timezone.localdate())


def room_to_join() -> str:
    """The code of the example's open room; "" when it was closed."""
    rows = Room.objects.filter(gathering__project__slug=SLUG, closed_at=None).exclude(code=None).order_by("-pk")
    return rows.values_list("code", flat=True).first() or ""


WAYS_IN = {
    "Hana (host)": "Hana",
    "Cole (co-host, community)": "Cole",
    "Dev (decision-maker)": "Dev",
    "Maureen (decision-maker, community)": "Maureen",
    "Amina (member)": "Amina",
}


def give_cards(stage: Stage) -> dict[str, str]:
    """New cards for those the README names. Codes are shown once, here."""
    chosen = {label: stage.people[name] for label, name in WAYS_IN.items()}
    return {label: shown_code(people.give_card(person, by=person)) for label, person in chosen.items()}


def renew_cards() -> dict[str, str]:
    """New cards for the example's main people; the old ones stop working. Empty if there is no example."""
    rows = Person.objects.filter(memberships__project__slug=SLUG, nickname__in=WAYS_IN.values())
    found = {person.nickname: person for person in rows}
    labels = [(label, found[name]) for label, name in WAYS_IN.items() if name in found]
    return {label: shown_code(people.give_card(person, by=person)) for label, person in labels}


def the_care(stage: Stage) -> None:
    """What people allow, the group's agreement, and a worry that was told."""

    def at(day: int, hour: int) -> Any:
        return day_of(stage, day, hour)

    ethics.allowed(stage.project, stage.people, stage.host, at)
    ethics.young(stage.project, stage.host, at)
    ethics.asked_now(stage.project, stage.people, stage.host)
    care.agreed(stage.project, stage.gatherings, stage.people, stage.first_day, at)
    care.worried(stage.project, stage.people["Sam"], at)
    set_aside.looked_after(stage.project, stage.people, at)
    easy.said_simply(stage.project, stage.people, at)
    easy.how_they_read(stage.project, stage.people, stage.host, at)
    communities.mapped(stage.project, stage.people, stage.host, stage.first_day, at, timezone.localdate())
