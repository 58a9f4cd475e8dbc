"""Random sequences of saying, allowing, quoting, setting aside, taking back, joining people and changing roles:
no rule breaks.

What should be so is kept beside, in plain dictionaries that share nothing with the product. After every step both are
compared: who reads which words where, what the search would find, which words stand in drafts, and the totals.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test.utils import override_settings

from alongside.bench.run import Figure
from alongside.bench.sequence_state import KINDS, OUTPUTS, Broken, Kept, Said
from alongside.decisions import actions as deciding
from alongside.ethics import actions
from alongside.ethics.models import Permission
from alongside.gatherings.models import Gathering
from alongside.moderation.actions import appeals, let_back, set_aside
from alongside.moderation.models import Appeal, SetAside
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.people.actions import join_people
from alongside.people.models import Person
from alongside.projects.actions import give_role, take_role
from alongside.projects.models import Membership, Project, Role
from alongside.voices.actions import record_voice, set_naming, take_back
from alongside.voices.models import Voice

HOW_MANY, STEPS = 10_000, 12
WHY = "It says of a neighbour what he cannot answer here."


class Story(Kept):
    """One sequence: what may happen, and what becomes of what should be so."""

    def begin(self) -> None:
        new = Person.objects.create_user
        self.project = Project.objects.create(slug="s", title="S", question="Q", community_side="C", staff_side="S")
        for name in ("hana", "amina", "bryn", "twin"):
            self.people[name] = new(name)
            place = Membership.objects.create(project=self.project, person=self.people[name], naming="first")
            if name == "hana":
                Role.objects.create(membership=place, name="host")
        self.hosts = {"hana"}
        titles = ("one", "two")
        self.gatherings = [Gathering.objects.create(project=self.project, title=t, on=date(2026, 3, 1)) for t in titles]
        self.draft = deciding.start_draft(self.project, by=self.people["hana"], title="Plan")

    def say(self) -> None:
        who, gathering = self.somebody(), self.rng.choice([None, *self.gatherings])
        self.count += 1
        words = f"zinnia{self.count:04} told us of the dark and narrow stairs."
        refused = self.answers.get((who, "notes", None, "")) is False
        try:
            voice = record_voice(
                self.project, words=words, by=self.people[who], person=self.people[who], gathering=gathering
            )
        except ValueError:
            self.must(refused, "words of somebody who allows them were not kept")
            return
        self.must(not refused, "words were kept that nobody wanted kept")
        for kind in KINDS:
            self.answers.setdefault((who, kind, None, ""), True)
        self.said.append(Said(voice.pk, who, gathering.pk if gathering else None, words))

    def permit(self) -> None:
        who, kind = self.somebody(), self.rng.choice(("quote", "name", "publish"))
        gathering, output = self.rng.choice([None, *self.gatherings]), self.rng.choice(("", *OUTPUTS))
        yes = self.rng.random() < 0.5
        actions.answer(
            self.project, self.people[who], kind, yes=yes, by=self.people[who], gathering=gathering, output=output
        )
        self._own(who, kind, gathering.pk if gathering else None, output, yes=yes)

    def _own(self, who: str, kind: str, gathering: int | None = None, output: str = "", *, yes: bool) -> None:
        scope = (who, kind, gathering, output)
        self.answers[scope] = yes
        (self.own_no.discard if yes else self.own_no.add)(scope)

    def help(self) -> None:
        """Bryn supports Amina once she said yes to that; his yes never goes over her own no."""
        amina, bryn, hana = self.people["amina"], self.people["bryn"], self.people["hana"]
        if "twin" in self.people:
            return
        if not self.helped:
            row = actions.ask_for_supporter(self.project, amina, bryn, by=hana)
            self._must_be_stopped(amina, bryn, "a supporter answered before the person said yes")
            actions.agree_to_supporter(row, by=amina)
            self.helped = True
        kind, yes = self.rng.choice(("quote", "name", "publish")), self.rng.random() < 0.6
        scope = ("amina", kind, None, "")
        try:
            with transaction.atomic():
                actions.answer(self.project, amina, kind, yes=yes, by=bryn)
        except ValueError:
            self.must(yes and scope in self.own_no, "a supporter was stopped without a reason")
            return
        self.must(not (yes and scope in self.own_no), "a supporter's yes went over the person's own no")
        self.answers[scope] = yes

    def _must_be_stopped(self, whom: Person, by: Person, otherwise: str) -> None:
        try:
            with transaction.atomic():
                actions.answer(self.project, whom, "phone", yes=True, by=by)
        except PermissionDenied:
            return
        self.must(False, otherwise)

    def be_young(self) -> None:
        """Amina is young, and her father is asked as well about showing and using her words."""
        if "twin" in self.people or "father" in self.people:
            return
        amina, hana, father = self.people["amina"], self.people["hana"], Person.objects.create_user("father")
        Membership.objects.create(project=self.project, person=father, naming="first")
        self.people["father"] = father
        actions.set_young_rules(self.project, by=hana, is_on=True, cut_off=16, both=["quote", "publish"])
        actions.record_authority(self.project, amina, father, by=hana, acting="parent", ground="He is her father.")
        actions.mark_young(self.project, amina, by=amina, group="younger")
        self.seconds = {("amina", "quote"): False, ("amina", "publish"): False}

    def ask_father(self) -> None:
        if "father" in self.people:
            kind, yes = self.rng.choice(("quote", "publish")), self.rng.random() < 0.7
            actions.answer(self.project, self.people["amina"], kind, yes=yes, by=self.people["father"])
            self.seconds["amina", kind] = yes

    def run_out(self) -> None:
        """The day of one yes has passed: it allows nothing."""
        live = [scope for scope, yes in self.answers.items() if yes]
        if "twin" in self.people or not live:
            return
        who, kind, gathering, output = scope = self.rng.choice(live)
        rows = Permission.objects.filter(person=self.people[who], kind=kind, gathering=gathering, output=output)
        rows.filter(until=None, is_second=False, partner="").update(ends_on=date(2020, 1, 1))
        self.answers[scope] = False

    def withdraw(self) -> None:
        who, kind = self.somebody(), self.rng.choice(KINDS)
        actions.withdraw(self.project, self.people[who], [kind], by=self.people[who])
        gone = set(KINDS) if kind == "notes" else {kind}
        for scope in [scope for scope in self.answers if scope[0] == who and scope[1] in gone]:
            self._own(*scope, yes=False)
        for one in gone:
            self._own(who, one, yes=False)
        for voice in self.said:
            voice.gone |= voice.who == who and kind == "notes"

    def quote(self) -> None:
        standing = [voice for voice in self.said if not voice.gone]
        if not standing:
            return
        chosen = self.rng.choice(standing)
        quoted = chosen.words if self.rng.random() < 0.5 else f"[[voice:{chosen.pk}]]"
        text = f"One of us said: {quoted} So we begin there."
        try:
            with transaction.atomic():
                deciding.write_passage(self.draft, by=self.people["hana"], heading="H", text=text)
        except ValueError:
            self.must(not self.goes_out(chosen, "draft"), "a quote that is allowed was refused")
            return
        self.must(self.goes_out(chosen, "draft"), "a quote went into the draft that is not allowed")

    def take_back(self) -> None:
        standing = [voice for voice in self.said if not voice.gone]
        if standing:
            chosen = self.rng.choice(standing)
            take_back(Voice.objects.get(pk=chosen.pk), by=self.people[chosen.who])
            chosen.gone = True

    def be_quiet(self) -> None:
        standing = [voice for voice in self.said if not voice.gone]
        if standing:
            chosen = self.rng.choice(standing)
            voice = Voice.objects.get(pk=chosen.pk)
            chosen.quiet = self.rng.random() < 0.7
            naming = "do_not_quote" if chosen.quiet else "first"
            set_naming(voice, by=self.people[chosen.who], naming=naming, outputs={})

    def set_aside(self) -> None:
        """A host sets words aside; not their own, not what came back for this rule, nor what they set aside before."""
        standing = [voice for voice in self.said if not voice.gone]
        if not standing:
            return
        chosen, by = self.rng.choice(standing), self.rng.choice(sorted(self.hosts))
        rule = self.rng.choice(rules_in_force(self.project).lines[:2])
        may = chosen.who != by and chosen.aside is None and not chosen.back_by & {by, rule}
        try:
            with transaction.atomic():
                chosen.aside = set_aside(
                    self.project, "voice", chosen.pk, by=self.people[by], rule=rule, reason=WHY, is_about_hosts=False
                )
        except (ValueError, PermissionDenied):
            self.must(not may, "words that may be set aside were not")
            return
        self.must(may, f"{by} set words aside that must stay")

    def appeal(self) -> None:
        """The person appeals; somebody who had no part in it decides, if there is anybody."""
        aside = [voice for voice in self.said if voice.aside and not voice.gone]
        if not aside:
            return
        chosen = self.rng.choice(aside)
        row = SetAside.objects.get(pk=chosen.aside.pk)  # type: ignore[union-attr]
        asked = Appeal.objects.filter(aside=row).first() or appeals.appeal(row, by=self.people[chosen.who], words=WHY)
        for by, person in sorted(self.people.items()):
            may = by in self.hosts and by != chosen.who and person.pk != row.by_id
            outcome = self.rng.choice(("back", "stays"))
            try:
                with transaction.atomic():
                    appeals.decide_appeal(asked, by=person, outcome=outcome, reason=WHY)
            except (ValueError, PermissionDenied):
                self.must(not may or bool(asked.outcome), f"{by} may decide an appeal and was stopped")
                continue
            self.must(may, f"{by} decided an appeal")
            asked.refresh_from_db()
            if outcome == "back":
                self._is_back(chosen, row.rule)

    def let_back(self) -> None:
        aside = [voice for voice in self.said if voice.aside and not voice.gone]
        by = self.rng.choice(sorted(self.hosts))
        if aside and (chosen := self.rng.choice(aside)).who != by:
            let_back(SetAside.objects.get(pk=chosen.aside.pk), by=self.people[by])  # type: ignore[union-attr]
            self._is_back(chosen)

    def _is_back(self, voice: Said, rule: str = "") -> None:
        row = SetAside.objects.get(pk=voice.aside.pk)  # type: ignore[union-attr]
        voice.back_by |= {name for name, person in self.people.items() if person.pk == row.by_id} | {rule} - {""}
        voice.aside = None

    def merge(self) -> None:
        if "twin" not in self.people:
            return
        into = self.rng.choice(("amina", "bryn"))
        join_people(self.people[into], self.people.pop("twin"), by=self.people[into])
        self.people = {name: Person.objects.get(pk=person.pk) for name, person in self.people.items()}
        for scope in [scope for scope in self.answers if scope[0] == "twin"]:
            mine = (into, *scope[1:])
            self.answers[mine] = self.answers.pop(scope) and self.answers.get(mine, True)
            if not self.answers[mine]:
                self.own_no.add(mine)
        for voice in self.said:
            voice.who = into if voice.who == "twin" else voice.who
        self.hosts = {into if name == "twin" else name for name in self.hosts}

    def change_role(self) -> None:
        who = self.somebody()
        place = Membership.objects.get(project=self.project, person=self.people[who])
        if who in self.hosts:
            take_role(place, "host", by=self.people["hana"])
            self.hosts.discard(who)
        else:
            give_role(place, "host", by=self.people["hana"])
            self.hosts.add(who)
        self.people = {name: Person.objects.get(pk=person.pk) for name, person in self.people.items()}

    def meddle(self) -> None:
        """Somebody answers for somebody else, and is stopped unless they host and say how they were told."""
        by, whom = self.somebody(), self.somebody()
        if by == whom or (self.helped and (by, whom) == ("bryn", "amina")):
            return
        for how in ("screen", "told"):
            try:
                with transaction.atomic():
                    actions.answer(self.project, self.people[whom], "name", yes=True, by=self.people[by], how=how)
            except PermissionDenied:
                self.must(how == "screen" or by not in self.hosts, "a host who was told was stopped")
                continue
            self.must(how == "told" and by in self.hosts, f"{by} answered for {whom}")
            self._own(whom, "name", yes=True)


MOVES: tuple[tuple[Callable[[Story], None], int], ...] = (
    (Story.say, 6),
    (Story.permit, 4),
    (Story.withdraw, 2),
    (Story.quote, 3),
    (Story.take_back, 1),
    (Story.be_quiet, 1),
    (Story.set_aside, 2),
    (Story.appeal, 1),
    (Story.let_back, 1),
    (Story.merge, 1),
    (Story.change_role, 1),
    (Story.meddle, 1),
    (Story.help, 2),
    (Story.be_young, 1),
    (Story.ask_father, 2),
    (Story.run_out, 1),
)


class _Undo(Exception):
    pass


def play(seed: int, steps: int = STEPS) -> int:
    """One sequence, after which nothing of it is left. Answers how many steps it had. Broken when a rule breaks."""
    story = Story(random.Random(seed))
    moves, weights = zip(*MOVES, strict=True)
    try:
        with transaction.atomic():
            story.begin()
            for _step in range(steps):
                move = story.rng.choices(moves, weights)[0]
                story.told.append(move.__name__)
                move(story)
                story.check(whole=len(story.told) == steps)
            raise _Undo
    except _Undo:
        return len(story.told)
    except Broken as broken:
        raise Broken(f"sequence {seed}: {broken}") from None


def measure() -> Iterator[Figure]:
    """All sequences, and how many broke a rule."""
    broken: list[str] = []
    steps = 0
    with tempfile.TemporaryDirectory() as folder, override_settings(ERASED_FILE=Path(folder) / "erased.jsonl"):
        for seed in range(HOW_MANY):
            try:
                steps += play(seed)
            except Broken as one:
                broken.append(str(one))
    for line in broken[:5]:
        print(line)
    yield Figure("sequences", f"of {HOW_MANY} random sequences ({steps} steps) broke a rule", len(broken), 0, "")
