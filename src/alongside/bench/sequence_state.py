"""What should be so in a random sequence, kept in plain dictionaries that share nothing with the product."""

import random
import re
from dataclasses import dataclass, field

from alongside.decisions.models import Amendment, Comment, Draft, PassageVersion
from alongside.ethics.models import Permission
from alongside.gatherings.models import Gathering
from alongside.moderation.models import SetAside
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.voices import queries
from alongside.voices.models import Voice

KINDS = ("notes", "quote", "name", "publish")
OUTPUTS = ("pages", "draft", "report")
NEEDS = {"pages": ("quote",), "draft": ("quote",), "report": ("quote", "publish")}
Scope = tuple[str, str, int | None, str]  # person, kind, gathering, output


class Broken(AssertionError):
    """A rule does not hold; says which sequence, which step and what was found."""


@dataclass
class Said:
    """A voice as it should be."""

    pk: int
    who: str
    gathering: int | None
    words: str
    gone: bool = False
    quiet: bool = False  # named "do not quote me"
    aside: SetAside | None = None  # others do not read it for now
    back_by: set[str] = field(default_factory=set)  # who set it aside before, and for which rules it came back


@dataclass
class Kept:
    """One project, with what should be so in it. After each step both are compared."""

    rng: random.Random
    project: Project = field(init=False)
    gatherings: list[Gathering] = field(init=False)
    draft: Draft = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    said: list[Said] = field(default_factory=list)
    answers: dict[Scope, bool] = field(default_factory=dict)
    own_no: set[Scope] = field(default_factory=set)  # where the last that the person said themselves is a no
    seconds: dict[tuple[str, str], bool] = field(default_factory=dict)  # a parent's answer; there only where both count
    helped: bool = False
    told: list[str] = field(default_factory=list)
    count: int = 0

    def somebody(self) -> str:
        return self.rng.choice([name for name in self.people if name not in {"hana", "father"}])

    def must(self, holds: bool, what: str) -> None:
        if not holds:
            raise Broken(f"{what}; after: {', '.join(self.told)}")

    def allows(self, voice: Said, kind: str, output: str) -> bool:
        told = [
            yes
            for (who, what, gathering, where), yes in self.answers.items()
            if who == voice.who and what == kind and gathering in {None, voice.gathering} and where in {"", output}
        ]
        return bool(told) and all(told) and self.seconds.get((voice.who, kind), True)

    def goes_out(self, voice: Said, output: str) -> bool:
        return (
            not voice.quiet and voice.aside is None and all(self.allows(voice, kind, output) for kind in NEEDS[output])
        )

    def check(self, whole: bool) -> None:
        """After each step one output as two people read it; at the end (`whole`) all of them."""
        rows = list(Voice.objects.filter(project=self.project).order_by("pk"))
        readers = {name: person for name, person in self.people.items() if name not in self.hosts}
        if readers and not whole:
            name = self.rng.choice(list(readers))
            readers = {name: readers[name]}
        for output in OUTPUTS if whole else (self.rng.choice(OUTPUTS),):
            self._check_output(rows, output, readers)
        totals = queries.totals_of(self.project)
        gone = sum(voice.gone for voice in self.said)
        self.must((totals.voices, totals.taken_back) == (len(self.said), gone), f"totals say {totals}")
        current = Permission.objects.filter(until=None).values_list(
            "person", "kind", "gathering", "output", "partner", "is_second"
        )
        self.must(len(set(current)) == len(current), "one permission is in two states")
        self._check_copies()

    def _check_output(self, rows: list[Voice], output: str, readers: dict[str, Person]) -> None:
        inside = set(Voice.objects.filter(queries.withheld_in(self.project, output)).values_list("pk", flat=True))
        for name, reader in [("", None), *readers.items()]:
            shown = queries.show(rows, viewer=reader, project=self.project, output=output)
            for voice, seen in zip(self.said, shown, strict=True):
                may = not voice.gone and (self.goes_out(voice, output) or voice.who == name)
                self.must(seen.words == (voice.words if may else ""), f"{name or 'a stranger'} reads {output} wrongly")
                known = seen.name == voice.who and not voice.gone
                self.must(known == (self.allows(voice, "name", output) and not voice.gone and not voice.quiet),
                          f"the name beside {output} is wrong")  # fmt: skip
        for voice in self.said:
            if not voice.gone:
                self.must((voice.pk in inside) != self.goes_out(voice, output), f"the search of {output} differs")

    def _check_copies(self) -> None:
        """Words that may not be in the draft any more are in no version of it, and in nobody's margin."""
        texts = [
            *PassageVersion.objects.values_list("text", flat=True),
            *Comment.objects.values_list("words", flat=True),
        ]
        texts += Amendment.objects.values_list("text", flat=True)
        there = set(re.findall(r"zinnia\d{4}", " ".join(texts)))
        for voice in self.said:
            if voice.words[:10] in there:
                self.must(not voice.gone, "words that were taken back stand in the draft")
