"""Private words planted in the project and looked for in every page, answer, file, email and log, as everyone.

Each canary is one word that is found nowhere else. The table says who may meet it; everybody else must not.
"""

import io
import logging
import re
import zipfile

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from alongside.api.v1 import api
from alongside.communities.actions import add_community, change_connector, hint, note_try
from alongside.communities.models import Connector
from alongside.decisions.actions import (
    comment_on,
    propose_amendment,
    record_decision,
    take_back_comment,
    write_passage,
)
from alongside.easy.actions import set_reading
from alongside.equality.actions import set_up_survey
from alongside.ethics.actions import object_to_supporter, record_authority
from alongside.exchange import archive
from alongside.impact.actions import issue_receipts, wish_receipts_by_email
from alongside.impact.queries.receipts import emails_wanted
from alongside.impact.tasks import email_receipts
from alongside.moderation.actions import appeal, set_aside, tell_hosts
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.needs.actions import add_to_do, keep_need
from alongside.needs.models import Share
from alongside.people.actions import give_card, make_token
from alongside.people.models import Naming, Person
from alongside.projects.actions import add_member, invite
from alongside.sensemaking.actions import place_voices, raise_dispute
from alongside.trust.actions.buddies import say_yes, write_note
from alongside.trust.actions.expectations import take_back_line, write_line
from alongside.trust.models import Ending, Half
from alongside.voices.actions import make_statement, record_voice, set_naming, take_back
from tests.access.matrix import PAGES
from tests.access.test_pages import addresses
from tests.access.world import World, build

pytestmark = pytest.mark.once

ROLES = ("stranger", "outsider", "member", "speaker", "host", "decider", "admin")
HOSTS = {"host", "admin"}  # an admin of the network may host any project
ALLOWED = {  # canary: who may meet it
    "Zorafull": {"speaker"},  # the speaker's family name: she shows her first name
    "zorapseudo": {"speaker"},  # a name she made up and does not use here
    "zora-mail": {"member"},  # the email of the member himself
    "Zoranick": HOSTS,  # the nickname of somebody who shows no name
    "zora-unquoted": HOSTS,  # words somebody asked not to be quoted
    "zora-takenback": set(),  # words taken back
    "zora-comment": set(),  # a comment taken back
    "zora-aside": {"speaker", *HOSTS},  # what she said, set aside by the hosts: a voice, a comment, a proposal
    "zora-report": {"member", *HOSTS},  # why the member told the hosts about it; nobody else sees that he did
    "zora-appeal": {"speaker", *HOSTS},  # why she wants it back
    "zora-disputed": set(),  # what one said of a theme about words that were taken back later
    "zora-hidden": {"outsider", "admin"},  # words in a project for members only; the outsider here hosts that one
    "Zorastreets": {"outsider", "admin"},  # its name
    "zora-need": {"speaker", "host"},  # what somebody needs, shared with one host: not with whoever runs the network
    "zora-ramp": {"host"},  # what that host does about it
    "zora-ground": {"speaker"} | HOSTS,  # why somebody may answer for her
    "zora-objection": {"speaker"} | HOSTS,  # what she says against it
    "zora-lock": {"speaker", "host"},  # how to reach who opens a community's door: not for whoever runs the network
    "Zorahull": HOSTS,  # a community that only hosts may know of
    "zora-nights": {"speaker", *HOSTS},  # who is not here yet, as a member told the hosts
    "zora-draft": HOSTS,  # why somebody is about to ask who takes part; not asked yet
    "zora-tongue": {"speaker", *HOSTS},  # the language somebody likes best: theirs, and for hosts who print letters
    "zora-lineback": set(),  # a line on what one side expects, taken back
    "zora-ask": {"member", "host"},  # why somebody would like a buddy: for hosts, not for whoever runs the network
    "zora-hello": {"speaker", "host"},  # how two buddies find each other
    "zora-thanks": HOSTS | {"speaker"},  # what somebody was thanked for
    "zora-upload": HOSTS,  # a table somebody is about to bring in
}


@pytest.fixture
def planted(cast) -> World:
    Person.objects.filter(pk=cast.amina.pk).update(full_name="Amina Zorafull", pseudonym="zorapseudo")
    Person.objects.filter(pk=cast.bryn.pk).update(email="zora-mail@example.org")
    cast.amina.refresh_from_db()
    cast.bryn.refresh_from_db()
    cast.other.title = "Zorastreets"
    cast.other.save()
    world = build(cast)
    project, hana = cast.project, cast.hana
    record_voice(cast.other, words="It is loud: zora-hidden.", by=cast.olga, person=cast.olga)
    shy = Person.objects.create_user("Zoranick")
    add_member(project, shy, by=hana, side="community", naming="anonymous")
    theme = project.themes.get(pk=world.things["theme"])
    rows = [
        record_voice(project, words="Nobody need know who says this.", by=hana, person=shy),
        record_voice(project, words="Only for you: zora-unquoted.", by=hana, person=shy),
        record_voice(project, words="I regret this: zora-takenback.", by=cast.amina, person=cast.amina),
        record_voice(project, words="The rail is loose.", by=cast.bryn, person=cast.bryn),  # answered by email
        record_voice(project, words="I regret it too: zora-takenback.", by=cast.bryn, person=cast.bryn),
    ]
    place_voices(rows, theme, by=hana)
    raise_dispute(rows[2], theme, by=cast.amina, words="Not so: zora-disputed.")
    set_naming(rows[1], by=hana, naming=Naming.DO_NOT_QUOTE, outputs={})
    passage = project.drafts.get().passages.get()
    take_back_comment(comment_on(passage, by=cast.amina, words="Hm: zora-comment."), by=cast.amina)
    wish_receipts_by_email(cast.bryn, wants=True, by=cast.bryn)
    decision = record_decision(
        project, by=cast.dev, title="A rail", outcome="adopted", reason="Eleven people have slipped on these stairs.",
        decided_by="The board", side="staff", community_part="present", decided_on=project.decisions.get().decided_on,
        themes=[theme],
    )  # fmt: skip
    issue_receipts(decision)
    take_back(rows[2], by=cast.amina)
    take_back(rows[4], by=cast.bryn)
    world.codes |= _set_aside(cast, theme, passage)
    today = timezone.localdate()
    draft = set_up_survey(project, by=hana, asked_by="We", why="zora-draft", questions=["age"], closes_on=today)
    world.things["survey"] = draft.pk
    set_reading(cast.amina, by=cast.amina, language="zora-tongue", easy_first=True)
    need = keep_need(cast.amina, by=cast.amina, words="A way in without steps: zora-need.")
    met = project.gatherings.get(pk=world.things["gathering"])
    share = Share.objects.create(need=need, person=cast.amina, gathering=met, with_host=hana)
    add_to_do(met, by=hana, words="Borrow the zora-ramp", share=share)
    by_law = record_authority(
        project, cast.amina, cast.tess, by=hana, acting="authority", ground="A court said so: zora-ground."
    )
    object_to_supporter(by_law, by=cast.amina, words="I can speak myself: zora-objection.")
    world.things["supporter"] = by_law.pk

    door = Connector.objects.get(pk=world.things["connector"])
    change_connector(door, by=cast.amina, is_named=True, contact="At the zora-lock")
    hidden = add_community(project, by=hana, name="Zorahull", kind="place", why="Zorahull knows.", shown_to="hosts")
    note_try(hidden, by=hana, on=timezone.localdate(), who="We", what="A walk to Zorahull")
    hint(project, by=cast.amina, words="People of the zora-nights")
    between(cast, world.things["ending"])
    upload = io.BytesIO(b"words,person\nzora-upload,Amina\n")
    upload.name = "zora.csv"
    client = signed_in(hana)
    world.codes["upload"] = client.post("/p/warm-homes/bring-in/", {"file": upload})["Location"]
    return world


def _set_aside(cast, theme, passage) -> dict[str, str]:
    """A voice in a theme that was answered and is quoted, a comment and a proposal: Cole sets all of them aside."""
    project, amina, rule = cast.project, cast.amina, rules_in_force(cast.project).lines[0]
    voice = record_voice(project, words="He is a zora-aside.", by=amina, person=amina)
    place_voices([voice], theme, by=cast.hana)
    make_statement(voice, by=cast.hana)
    quoting = {"heading": "Heard", "text": f"We heard [[voice:{voice.pk}]]", "themes": [], "voices": [voice]}
    write_passage(passage.draft, by=cast.hana, **quoting)
    comment = comment_on(passage, by=amina, words="You zora-aside.")
    words = {"heading": "Heat", "text": "No zora-aside in the hall.", "why": "He is a zora-aside."}
    proposal = propose_amendment(passage, by=amina, base_number=1, **words)
    said = {"rule": rule, "reason": "It says what somebody is, not what he did."}
    tell_hosts(project, "voice", voice.pk, by=cast.bryn, rule=rule, why="Like zora-report")
    for what, row in (("voice", voice), ("comment", comment), ("proposal", proposal)):
        aside = set_aside(project, what, row.pk, by=cast.cole, is_about_hosts=False, **said)
    appeal(aside, by=amina, words="Let it back: zora-appeal.")
    here = "/p/warm-homes"
    return {"told": f"{here}/words/voice/{voice.pk}/look/", "appeal": f"{here}/set-aside/{aside.pk}/"}


def between(cast, ending: int) -> None:
    """A line taken back, words of buddies, and an ending."""
    line = write_line(cast.project, by=cast.amina, kind="hope", words="I regret this line: zora-lineback.")
    take_back_line(line, by=cast.amina)
    write_note(cast.project, by=cast.bryn, kind="ask", words="I am shy: zora-ask.")
    half = Half.objects.select_related("pair__project").get(project=cast.project, person=cast.amina)
    say_yes(half, by=cast.amina, hello="A red scarf: zora-hello.")
    Ending.objects.filter(pk=ending).update(thanks="For this: zora-thanks.")


def signed_in(person: Person | None) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def crawl(client: Client, starts: list[str], most: int = 460) -> dict[str, str]:
    """What every page says that links lead to; of addresses that differ in their query only, three."""
    waiting, found, kinds = list(starts), {}, {}
    while waiting and len(found) < most:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "N", path.partition("?")[0]) + ("?" if "?" in path else "")
        if path in found or kinds.get(kind, 0) >= (12 if "?" not in path else 2):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        found[path] = unpacked(body) + str(dict(answer.headers))
        if answer.get("Content-Type", "").startswith("text/html"):
            links = re.findall(r'href="(/[^"#]*)', found[path])
            waiting += [link.replace("&amp;", "&") for link in links if not link.startswith(("/static/", "/admin/"))]
    return found


def unpacked(body: bytes) -> str:
    """Text as it is; of an archive what is in it."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as zipped:
            return "\n".join(zipped.read(name).decode(errors="replace") for name in zipped.namelist())
    return body.decode(errors="replace")


def api_reads(world: World, token: str) -> dict[str, str]:
    """Every read of the API, page after page."""
    found = {}
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        for slug in ("warm-homes", "quiet-streets"):
            for key in ("voice", "typed", "draft", "theme", "decision"):
                url = path.format(slug=slug, pk=world.things[key])
                if "get" in methods and url not in found:
                    found[url] = Client().get(url, {"limit": 100}, headers=headers).content.decode()
    return found


def meets(pages: dict[str, str]) -> dict[str, list[str]]:
    """Where each canary is found."""
    found = {canary: [path for path, text in pages.items() if canary in text] for canary in ALLOWED}
    return {canary: paths for canary, paths in found.items() if paths}


@pytest.mark.parametrize("role", ROLES)
def test_each_canary_is_met_only_by_those_who_may(planted, role, caplog):
    caplog.set_level(logging.DEBUG)
    client, person = signed_in(planted.person[role]), planted.person[role]
    starts = ["/", "/my/", "/p/warm-homes/", "/p/quiet-streets/", "/p/quiet-streets/voices/"]
    starts += [path for name in PAGES for path in addresses(name, planted, "warm-homes") if "sign-out" not in path]
    pages = crawl(client, [*(planted.codes[name] for name in ("upload", "told", "appeal")), *starts])
    assert len(pages) > 60
    if person:
        pages |= api_reads(planted, make_token(person, by=person, name="all", scopes=["read"]))
    else:
        pages |= api_reads(planted, "")
    wrong = {canary: paths[:4] for canary, paths in meets(pages).items() if role not in ALLOWED[canary]}
    assert not wrong, f"{role} meets {wrong}"
    missed = {canary for canary, roles in ALLOWED.items() if role in roles} - set(meets(pages))
    assert not missed, f"the crawl is blind: {role} should meet {missed}"
    assert meets({record.name: record.getMessage() for record in caplog.records}) == {}


def test_no_email_tells_more_than_its_reader_may_know(planted, deliver):
    deliver()
    for decision in planted.project.decisions.all():
        for person in emails_wanted(decision):
            email_receipts.call(person, decision.pk)
    sent = {f"{n} to {one.to}": f"{one.subject}\n{one.body}" for n, one in enumerate(mail.outbox)}
    assert any("The rail is loose." in words for words in sent.values()), "nothing was sent: this test is blind"
    assert meets(sent) == {}


def test_the_archive_holds_names_as_chosen_and_nothing_taken_back(planted, tmp_path):
    path = tmp_path / "out.zip"
    archive.write(planted.project, path)
    text = unpacked(path.read_bytes())
    assert "The hall is cold in winter." in text
    assert meets({"archive": text}) == {}


def test_codes_are_nowhere_once_they_were_given(planted, cast, caplog):
    caplog.set_level(logging.DEBUG)
    card = give_card(cast.amina, by=cast.hana)
    token = make_token(cast.amina, by=cast.amina, name="mine", scopes=["read"])
    invitation = invite(planted.project, by=cast.hana, side="community")
    secrets = [card, "-".join(card[n : n + 4] for n in range(0, len(card), 4)), token, invitation]
    for role in ("speaker", "host"):  # whose they are, and who made them
        starts = ["/my/", *(path for name in PAGES for path in addresses(name, planted, "warm-homes"))]
        starts = [path for path in starts if "/card/" not in path and "sign-out" not in path]
        for path, text in crawl(signed_in(planted.person[role]), starts).items():
            assert not [one for one in secrets if one in text], path
    assert not [one for one in secrets for record in caplog.records if one in record.getMessage()]
