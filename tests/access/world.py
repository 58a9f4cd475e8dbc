"""A project in which there is one of everything, and every person who may come to its doors."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from alongside.care import actions as caring
from alongside.care.models import Concern
from alongside.communities import actions as mapping
from alongside.decisions import actions as deciding
from alongside.easy import actions as saying
from alongside.easy.lines import Line
from alongside.easy.texts import text_called
from alongside.equality import actions as counting
from alongside.ethics import actions as allowing
from alongside.ethics.actions import note_risk
from alongside.ethics.models import OnPaper, TakingBack
from alongside.exchange.files import EXPORT, file_of
from alongside.gatherings.actions import add_gathering
from alongside.gatherings.models import Activity, Gathering, Room
from alongside.impact.actions import issue_receipts, note_change
from alongside.ledger.actions import write_checkpoint
from alongside.ledger.models import Job
from alongside.moderation import actions as minding
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.needs import actions as needing
from alongside.needs.models import Answer, Share
from alongside.people.actions import give_card, make_token
from alongside.people.models import ApiToken, Person
from alongside.projects.actions import add_member, invite, remove_member, set_phase
from alongside.projects.models import Project
from alongside.room import actions as leading
from alongside.room.views.screen import screen_token
from alongside.sensemaking import actions as sorting
from alongside.sensemaking import landscapes, suggesting
from alongside.sensemaking.models import SuggestedGroup
from alongside.trust.actions import buddies as beside
from alongside.trust.actions import endings as parting
from alongside.trust.actions import expectations as expecting
from alongside.trust.actions import pulse as pulsing
from alongside.voices import actions as keeping
from alongside.voices.models import Voice


@dataclass
class World:
    """`person` by role, and for each address what its `pk` is (see KEYS in `matrix.py`)."""

    project: Project
    person: dict[str, Person | None]
    things: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


def log_size() -> int:
    """The public log is brought up to date; how many entries it has."""
    made = write_checkpoint()
    assert made is not None
    return int(made.size)


def build(cast: Any) -> World:
    """Everything there is, made by those who may make it. Amina spoke; Bryn spoke too and is the one others look at."""
    project, hana, dev, amina = cast.project, cast.hana, cast.dev, cast.amina
    gone = Person.objects.create_user("Gina")
    left = add_member(project, gone, by=hana, side="community", naming="first")
    remove_member(left, by=hana)
    world = World(
        project,
        {
            "stranger": None,
            "outsider": cast.olga,
            "removed": gone,
            "member": cast.bryn,
            "speaker": amina,
            "treasurer": cast.tess,
            "host": hana,
            "co-host": cast.cole,
            "decider": dev,
            "admin": cast.ada,
        },
    )
    said = keeping.record_voice(project, words="The hall is cold in winter.", by=amina, person=amina)
    typed = keeping.record_voice(project, words="The stairs are dark.", by=hana, person=amina)
    theme = sorting.make_theme(project, by=hana, title="Warmth and light")
    sorting.place_voices([said, typed], theme, by=hana)
    dispute = sorting.raise_dispute(said, theme, by=amina, words="I meant the draught.")
    sorting.ask_check(theme, by=hana)
    draft = deciding.start_draft(project, by=hana, title="The plan")
    version = deciding.write_passage(draft, by=hana, heading="Heat", text="A warm hall.", themes=[theme])
    passage = version.passage
    comment = deciding.comment_on(passage, by=amina, words="And the stairs?")
    words = {"heading": "Heat", "text": "A warm and dry hall.", "why": "It is damp."}
    amendment = deciding.propose_amendment(passage, by=amina, base_number=1, **words)
    decision = deciding.record_decision(
        project,
        by=dev,
        title="Heat the hall",
        outcome="adopted",
        reason="Eleven people said that it is too cold to stay.",
        decided_by="The board",
        side="staff",
        community_part="decided",
        decided_on=date(2026, 2, 1),
        versions=[version],
    )
    issue_receipts(decision)
    note_change(decision, by=hana, kind="wanted", words="It is 19 degrees now.", seen_on=date(2026, 2, 2))
    world.codes = {"card": give_card(gone, by=None), "invitation": invite(project, by=hana, side="community", uses=9)}
    make_token(amina, by=amina, name="script", scopes=["read"])
    statement = keeping.make_statement(Voice.objects.get(pk=said.pk), by=hana)
    keeping.take_stance(statement, cast.bryn, 1)
    met = add_gathering(project, by=hana, title="Tea", on=date(2026, 1, 20))
    room, activity = a_room(met, hana)
    world.codes |= {"room": room.code or "", "screen": screen_token(room)}
    world.things = {
        "activity": activity.pk,
        "technique": "1-2-4-all",
        "phase": set_phase(project, by=hana, title="Listen", starts_on=date(2026, 1, 12)).pk,
        "kind": "quote",
        "name": "invitations",
        "part": "space",
        "position": 0,
        "old": (size := log_size()),
        "size": size,
        "risk": note_risk(project, by=amina, words="The hall may be locked.").pk,
        "member": project.memberships.get(person=cast.tess).pk,
        "left": left.pk,
        "speaker": project.memberships.get(person=amina).pk,
        "nothing": 10**9,
        "invitation": project.invitations.get(keeps_quiet=False).pk,
        "gathering": met.pk,
        "voice": said.pk,
        "typed": typed.pk,
        "statement": statement.pk,
        "landscape": landscapes.work_out(project, by=hana).pk,
        "suggestion": SuggestedGroup.objects.create(run=suggesting.look(project, by=hana), words="hall").pk,
        "theme": theme.pk,
        "theme2": sorting.make_theme(project, by=hana, title="Doors").pk,
        "dispute": dispute.pk,
        "check": typed.checks.get().pk,
        "draft": draft.pk,
        "passage": passage.pk,
        "comment": comment.pk,
        "amendment": amendment.pk,
        "decision": decision.pk,
        "receipt": said.receipts.get().pk,
        "token": ApiToken.objects.get().pk,
        **needs(met, amina, hana),
        **allowed(project, amina, cast.cole, hana),
        **care(project, amina, hana),
        **easy(project, amina, hana),
        "aside": words_set_aside(project, amina, cast.cole),
        **communities(project, amina, hana),
        **trust(cast, project),
        "survey": asking(project, hana),
        "told": asking(project, hana, pile=24),
        **jobs(project, hana),  # last: setting words aside removes the files made before
    }
    return world


def allowed(project: Project, amina: Person, cole: Person, hana: Person) -> dict[str, Any]:
    """Cole may answer for Amina, who said yes; she took something back; a letter with her words is out."""
    row = allowing.ask_for_supporter(project, amina, cole, by=hana)
    allowing.agree_to_supporter(row, by=amina)
    allowing.withdraw(project, amina, ["equality"], by=amina)
    allowing.note_paper(project, kind=OnPaper.Kind.LETTER, person=amina, printed_on=date(2026, 2, 3))
    allowing.set_young_rules(project, by=hana, is_on=True, cut_off=16, both=["photo_of_me"])
    not_so = allowing.say_not_so(project, by=amina, part="space", words="The door sticks.")
    taking, paper = TakingBack.objects.get(), OnPaper.objects.get()
    return {"not_so": not_so.pk, "supporter": row.pk, "taking": taking.pk, "paper": paper.pk}


def communities(project: Project, amina: Person, hana: Person) -> dict[str, Any]:
    """A community that members may know of; Amina opens its door. She also said who is not here yet."""
    row = mapping.add_community(
        project, by=hana, name="People who live on the boats", kind="place", why="The cold is worst there.",
        shown_to="members",
    )  # fmt: skip
    mapping.plan_next(row, by=hana, words="Go to the lock again", owner=hana.pk, due=timezone.localdate())
    mapping.note_try(row, by=hana, on=date(2026, 1, 20), who="The hosts", what="A notice at the lock")
    connector = mapping.ask_connector(row, by=hana, person=amina, asked_of_them="Give people a letter.")
    mapping.answer_connecting(connector, by=amina, yes=True, contact="At the lock, on Fridays")
    door, _code = mapping.open_door(row, by=amina, paper="letter", uses=9, days=30)
    hint = mapping.hint(project, by=amina, words="People who work at night")
    return {"community": row.pk, "connector": connector.pk, "door": door.pk, "hint": hint.pk}


def care(project: Project, amina: Person, hana: Person) -> dict[str, Any]:
    """An agreement, what Amina would change in it, and a worry told by nobody knows whom."""
    caring.make_agreement(
        project, by=hana, words="We listen.\nYou can always pass.", how="round", agreed_on=date(2026, 1, 20)
    )
    proposal = caring.propose_change(project, by=amina, words="We begin on time.", why="I come by bus.")
    caring.tell_concern(project, words="Somebody is afraid to go home.")
    return {"proposal": proposal.pk, "concern": Concern.objects.get(project=project).pk}


def easy(project: Project, amina: Person, hana: Person) -> dict[str, Any]:
    """The question in easy words, in a film and in Somali; Amina likes large letters and easy words."""
    text = text_called("projects.question")
    assert text is not None
    lines = [Line("What is good here?", "question"), Line("What must change?", "change")]
    form = saying.write_easy(project, text, project, by=hana, lines=lines)
    saying.link_film(project, text, project, by=hana, language="bfi", link="https://films.example.org/1")
    saying.write_translation(project, text, project, by=hana, language="so", words="Maxaa wanaagsan?")
    saying.set_reading(amina, by=amina, size="2", easy_first=True, news="paper")
    return {"form": form.pk, "text": "projects-question", "subject": project.pk}


def words_set_aside(project: Project, amina: Person, cole: Person) -> int:
    """Something sharp that Amina said, set aside by the community's host; staff must not be alone in agreeing to it."""
    voice = keeping.record_voice(project, words="He is a fool.", by=amina, person=amina)
    rule = rules_in_force(project).lines[0]
    reason = "It says what somebody is, and not what he did."
    minding.tell_hosts(project, "voice", voice.pk, by=cole, rule=rule, why="It is rude.")
    aside = minding.set_aside(project, "voice", voice.pk, by=cole, rule=rule, reason=reason, is_about_hosts=True)
    minding.appeal(aside, by=amina, words="He said worse of me.")
    return aside.pk


def trust(cast: Any, project: Project) -> dict[str, Any]:
    """What Amina's side expects, answered; an open pulse; Tess as Amina's buddy; and what Amina was thanked for."""
    hana, amina, tess = cast.hana, cast.amina, cast.tess
    line = expecting.write_line(project, by=amina, kind="need", words="Tell us before it is decided.")
    expecting.reply_to(line, by=hana, kind="partly", reason="The board meets in secret twice a year.")
    pulsing.open_pulse(project, by=hana, closes_on=timezone.localdate() + timedelta(days=7))
    beside.write_note(project, by=amina, kind="ask", words="I know nobody.")
    beside.write_note(project, by=tess, kind="offer", words="On Tuesdays.")
    pair = beside.suggest_pair(project, by=hana, newcomer=amina, buddy=tess)
    ending = parting.write_ending(project, [amina], by=hana, about="once", thanks="Thank you.", nexts=["touch"])
    return {"line": line.pk, "pair": pair.pk, "ending": ending.pk, "farewell": ending.farewells.get().pk}


def asking(project: Project, hana: Person, pile: int = 0) -> int:
    """Questions on who takes part, open for answers; with a pile of sheets typed in and closed, it has a table."""
    survey = counting.set_up_survey(
        project, by=hana, asked_by="The hosts", why="To see who is missing.", questions=["age", "religion"],
        closes_on=timezone.localdate(),
    )  # fmt: skip
    counting.open_survey(survey, by=hana)
    for number in range(pile):
        said = {"age": "30_44", "religion": "none" if number % 2 else "not_said"}
        counting.type_in_sheet(survey, by=hana, said=said, submit_key=f"sheet-of-the-pile-{number}")
    if pile:
        counting.close_survey(survey, by=hana)
    return survey.pk


def needs(gathering: Gathering, amina: Person, hana: Person) -> dict[str, Any]:
    """What Amina needs, shared with all hosts for a gathering that has been, and what Hana does about it."""
    need = needing.keep_need(amina, by=amina, words="A chair with arms.", kind="getting_in")
    share = Share.objects.create(need=need, person=amina, gathering=gathering)
    answer = Answer.objects.create(gathering=gathering, person=amina, answered_at=timezone.now())
    to_do = needing.add_to_do(gathering, by=hana, words="A way in without steps")
    needing.add_to_do(gathering, by=hana, words="Bring the chair", share=share)
    return {"need": need.pk, "share": share.pk, "access_answer": answer.pk, "to_do": to_do.pk}


def a_room(gathering: Gathering, hana: Person) -> tuple[Room, Activity]:
    """An open room in which statements run, with the counts shown."""
    activity = Activity.objects.create(gathering=gathering, title="Agree or not", kind="statements", question="Well?")
    room = leading.open_room(gathering, by=hana)
    leading.add_item(activity, by=hana, words="The hall must be warm.", key="1")
    live = leading.start(activity, by=hana)
    leading.show(live, by=hana, shown=True)
    return room, activity


def jobs(project: Project, hana: Person) -> dict[str, Any]:
    """A table that waits for its columns, and an export that is ready."""
    client = Client()
    client.force_login(hana, backend="django.contrib.auth.backends.ModelBackend")
    table = SimpleUploadedFile("voices.csv", b"words,person\nThe door sticks.,Amina\n", content_type="text/csv")
    answer = client.post(f"/p/{project.slug}/bring-in/", {"file": table})
    assert answer.status_code == 302, answer.content[:300]
    table_job = Job.objects.get(project_id=project.pk)
    client.post(answer["Location"], {"words": "words", "person": "person"})
    ready = Job.objects.create(
        kind=EXPORT, project_id=project.pk, person_id=hana.pk, state=Job.State.FINISHED, ended_at=timezone.now()
    )
    file_of(ready).parent.mkdir(parents=True, exist_ok=True)
    file_of(ready).write_bytes(b"PK")
    return {"table": table_job.pk, "export": ready.pk}
