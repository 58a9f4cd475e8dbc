"""Whose words were set aside hears it: by email where they allow and wish it, else by a letter that a host gives."""

import re

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from alongside.ethics.actions import answer
from alongside.impact import aside_tasks
from alongside.impact.actions import wish_receipts_by_email
from alongside.impact.aside_tasks import email_about_words
from alongside.moderation import actions
from alongside.moderation.models import Appeal, SetAside
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.people.models import Person
from alongside.projects.parts import what_waits

REASON = "It calls a neighbour a criminal, and he cannot answer here."
LIST = "/p/warm-homes/set-aside/"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER, settings.ERASED_FILE = tmp_path, tmp_path / "erased.jsonl"


@pytest.fixture
def put_aside(cast, say, deliver):
    def aside(person) -> SetAside:
        voice = say(person, "The man from flat nine is a zora-thief.")
        row = actions.set_aside(
            cast.project, "voice", voice.pk, by=cast.cole, rule=rules_in_force(cast.project).lines[0], reason=REASON,
            is_about_hosts=False,
        )  # fmt: skip
        deliver()
        row.refresh_from_db()
        return row

    return aside


def wishes(person) -> None:
    Person.objects.filter(pk=person.pk).update(email="amina@example.org")
    person.refresh_from_db()
    wish_receipts_by_email(person, wants=True, by=person)


def send_what_waits() -> None:
    for one in DBTaskResult.objects.filter(task_path=email_about_words.module_path):
        email_about_words.call(*one.args_kwargs["args"], **one.args_kwargs["kwargs"])


def to_give(project, host) -> list[str]:
    return [one.words for one in what_waits(project, host) if "letter about words" in one.words]


def test_who_wishes_email_gets_one_without_the_words_and_nobody_writes_a_letter(cast, put_aside):
    wishes(cast.amina)
    row = put_aside(cast.amina)
    for _twice in range(2):
        send_what_waits()
    row.refresh_from_db()
    [sent] = mail.outbox
    assert sent.to == ["amina@example.org"]
    assert f"/my/words-set-aside/{row.pk}/" in sent.body
    assert "zora-thief" not in sent.body
    assert REASON not in sent.body
    assert row.told_how == "email"
    assert to_give(cast.project, cast.hana) == []


def test_a_no_to_email_wins_over_the_wish_and_a_host_gives_a_letter_once(cast, put_aside, as_):
    wishes(cast.amina)
    answer(cast.project, cast.amina, "email", yes=False, by=cast.amina)
    row = put_aside(cast.amina)
    assert mail.outbox == []
    letter = f"{LIST}{row.pk}/letter/"
    for other in (cast.bryn, cast.dev, cast.amina):
        assert as_(other).post(letter).status_code == 403
    assert to_give(cast.project, cast.hana) == ["1 letter about words to give"]
    page = as_(cast.hana).get(LIST).content.decode()
    assert "Amina" in page.partition('id="letters"')[2].partition("</section>")[0]
    assert "Printed: I give it" in as_(cast.hana).get(letter).content.decode()
    as_(cast.hana).post(letter)
    assert to_give(cast.project, cast.hana) == []
    assert "Printed: I give it" not in as_(cast.hana).get(letter).content.decode()


def test_who_says_no_to_letters_as_well_reads_it_in_my_space_only(cast, put_aside):
    answer(cast.project, cast.amina, "post", yes=False, by=cast.amina)
    assert put_aside(cast.amina).told_how == ""
    assert mail.outbox == []
    assert to_give(cast.project, cast.hana) == []


def test_nobody_gives_a_letter_to_themselves_or_about_what_was_read(cast, put_aside):
    row = put_aside(cast.hana)
    assert row.told_how == "letter"
    assert to_give(cast.project, cast.hana) == []
    assert to_give(cast.project, cast.cole) != []
    actions.mark_seen(row, by=cast.hana)
    assert to_give(cast.project, cast.cole) == []


def test_what_was_decided_on_an_appeal_is_told_the_same_way(cast, put_aside, deliver):
    wishes(cast.amina)
    row = put_aside(cast.amina)
    appeal = actions.appeal(row, by=cast.amina, words="zora-appeal")
    actions.decide_appeal(appeal, by=cast.hana, outcome="stays", reason="It says a zora-thing of somebody by name.")
    deliver()
    send_what_waits()
    assert len(mail.outbox) == 2
    assert "has decided" in re.sub(r"\s+", " ", mail.outbox[1].body)
    assert not re.search("zora", mail.outbox[1].body)
    assert Appeal.objects.get().told_how == "email"


def test_an_email_that_is_never_taken_becomes_a_letter(cast, put_aside, settings, monkeypatch):
    wishes(cast.amina)

    def broken(self) -> None:
        raise OSError

    monkeypatch.setattr(aside_tasks.EmailMessage, "send", broken)
    monkeypatch.setattr(aside_tasks, "WAITS", [])
    row = put_aside(cast.amina)
    with pytest.raises(OSError):
        aside_tasks.email_about_words.call(row.pk, "aside")
    assert SetAside.objects.get().told_how == "letter"
