"""Answers by email and letter when words are taken back: what waits is not sent, what is out is told and listed."""

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from alongside.ethics.actions import note_paper
from alongside.ethics.models import Kind, OnPaper
from alongside.impact.letters import message_key
from alongside.impact.mail_files import forget_mail_with
from alongside.impact.models import Receipt
from alongside.projects.withdrawals import Reached, Withdrawal, counts
from alongside.voices.models import Voice
from alongside.voices.reach import counts as voice_counts
from alongside.voices.reach import reaches_when_gone


def _mine(withdrawal: Withdrawal) -> QuerySet[Receipt]:
    return Receipt.objects.filter(voice__person=withdrawal.person, voice__project=withdrawal.project).order_by()


@counts
def answers_on_their_way(withdrawal: Withdrawal) -> list[Reached]:
    """One email holds the answers of one decision; one letter all that was printed on one day."""
    told, rows = list[Reached](), _mine(withdrawal)
    if {Kind.EMAIL.value, Kind.NOTES.value} & withdrawal.kinds:
        told = _waiting_to_go(rows)
    return [*told, *_out_already(rows)] if Kind.NOTES.value in withdrawal.kinds else told


def _waiting_to_go(rows: QuerySet[Receipt]) -> list[Reached]:
    wanted = rows.filter(emailed_at=None, voice__person__receipt_wish__by_email=True, voice__taken_back_at=None)
    count = wanted.exclude(voice__person__email="").values("decision").distinct().count()
    words = ngettext(
        "%(n)d email with answers is not sent any more.", "%(n)d emails with answers are not sent any more.", count
    )
    return [Reached("emails_waiting", count, words % {"n": count})] if count else []


@voice_counts
def answers_to_voice(voice: Voice) -> list[str]:
    """As above for one voice. An email that has answers to other words of the person is sent without these."""
    others = Receipt.objects.filter(
        voice__person=OuterRef("voice__person"), decision=OuterRef("decision"), voice__taken_back_at=None
    )
    rows = Receipt.objects.filter(voice=voice).order_by()
    alone = rows.filter(~Exists(others.exclude(voice=voice)))
    return [one.words for one in (*_waiting_to_go(alone), *_out_already(rows))]


def _out_already(rows: QuerySet[Receipt]) -> list[Reached]:
    told, sent = [], rows.filter(emailed_at__isnull=False).values("decision").distinct().count()
    words = ngettext(
        "%(n)d email with answers was sent to you. It is in your mailbox; we cannot reach it there.",
        "%(n)d emails with answers were sent to you. They are in your mailbox; we cannot reach them there.",
        sent,
    )
    told += [Reached("emails_sent", sent, words % {"n": sent})] if sent else []
    printed = rows.filter(printed_at__isnull=False)
    days = printed.values("printed_at__date").distinct().count()
    if days:
        out = ngettext(
            "%(n)d letter with your words was printed or read out, on %(day)s. It cannot be called"
            " back. The hosts are told to look for it.",
            "%(n)d letters with your words were printed or read out, the last on %(day)s. They cannot be"
            " called back. The hosts are told to look for them.",
            days,
        )
        last = timezone.localdate(printed.aggregate(last=Max("printed_at"))["last"])
        told.append(Reached("letters_printed", days, out % {"n": days, "day": date_format(last, "j F Y")}))
    return told


@reaches_when_gone
def letters_that_are_out(voice: Voice, words: str) -> None:
    """A printed letter with these words is a thing to do for the hosts; the file of an email, where kept, goes."""
    rows = Receipt.objects.filter(voice=voice).order_by()
    for at in rows.filter(printed_at__isnull=False).values_list("printed_at", flat=True):
        note_paper(
            voice.project, kind=OnPaper.Kind.LETTER, person=voice.person, printed_on=timezone.localdate(at)
        )  # fmt: skip
    for decision in rows.filter(emailed_at__isnull=False).values_list("decision_id", flat=True):
        forget_mail_with(message_key(voice.person_id, decision))
