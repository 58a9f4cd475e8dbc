"""A buddy for a newcomer: both say yes themselves, only the two and the hosts see it, either ends it in one step."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.ledger.models import Erasure, Step
from alongside.projects.parts import what_is_asked, what_waits
from alongside.trust.actions import buddies as actions
from alongside.trust.models import BuddyNote, Half, Pair
from alongside.trust.queries.buddies import opened, pairs_with, without_buddy

HERE = "/p/warm-homes/buddies/"


@pytest.fixture
def asked(cast):
    return actions.write_note(cast.project, by=cast.amina, kind="ask", words="I know nobody: zora-ask.")


@pytest.fixture
def pair(cast, asked):
    actions.write_note(cast.project, by=cast.bryn, kind="offer", words="On Tuesdays.")
    return actions.suggest_pair(cast.project, by=cast.hana, newcomer=cast.amina, buddy=cast.bryn)


def half(pair, person):
    return Half.objects.select_related("pair__project").get(pair=pair, person=person)


def test_only_members_ask_and_only_hosts_read_it(cast, as_, asked):
    with pytest.raises(PermissionDenied):
        actions.write_note(cast.project, by=cast.olga, kind="ask", words="Me too.")
    for person, may in ((cast.bryn, False), (cast.dev, False), (cast.hana, True), (cast.cole, True)):
        assert ("zora-ask" in as_(person).get(HERE).content.decode()) is may, person
    assert as_(cast.ada).get(HERE).status_code == 403
    assert b"zora-ask" not in bytes(BuddyNote.objects.get().words)


def test_the_desk_shows_who_asked_and_has_nobody(cast, asked, pair):
    assert not without_buddy(cast.project).exists()
    actions.end_pair(pair, by=cast.bryn)
    words = [one.words for one in what_waits(cast.project, cast.hana)]
    assert "1 person asked for a buddy" in words
    assert not [one for one in what_waits(cast.project, cast.ada) if "buddy" in one.words]


def test_a_host_suggests_only_who_asked_and_who_offers(cast, as_, asked):
    with pytest.raises(ValueError, match="not offered"):
        actions.suggest_pair(cast.project, by=cast.hana, newcomer=cast.amina, buddy=cast.bryn)
    actions.write_note(cast.project, by=cast.bryn, kind="offer")
    with pytest.raises(ValueError, match="not asked"):
        actions.suggest_pair(cast.project, by=cast.hana, newcomer=cast.cole, buddy=cast.bryn)
    for person in (cast.amina, cast.dev, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.suggest_pair(cast.project, by=person, newcomer=cast.amina, buddy=cast.bryn)
    sent = {"newcomer": str(cast.amina.pk), "buddy": str(cast.bryn.pk)}
    for _time in range(2):
        as_(cast.hana).post(HERE + "suggest/", sent)
    assert Pair.objects.count() == 1


def test_it_begins_only_when_both_said_yes_themselves(cast, as_, pair):
    page = f"{HERE}{pair.pk}/"
    assert "Somebody could go beside you" in " ".join(one.words for one in what_is_asked(cast.amina))
    with pytest.raises(PermissionDenied):
        actions.say_yes(half(pair, cast.amina), by=cast.hana)
    assert as_(cast.dev).get(page).status_code == 404
    as_(cast.amina).post(page, {"hello": "A red scarf: zora-hello."})
    pair.refresh_from_db()
    assert pair.began_at is None
    as_(cast.bryn).post(page, {"hello": "By the tea."})
    pair.refresh_from_db()
    assert pair.began_at is not None
    assert "zora-hello" in as_(cast.bryn).get(page + "slip/").content.decode()


def test_a_host_writes_down_a_yes_and_it_says_so(cast, as_, pair):
    page = f"{HERE}{pair.pk}/"
    sent = {"part": "newcomer", "told": "phone", "hello": ""}
    assert as_(cast.amina).post(page + "yes-for/", sent).status_code == 403
    as_(cast.hana).post(page + "yes-for/", sent)
    assert half(pair, cast.amina).told == "phone"
    assert "A host wrote this down" in as_(cast.bryn).get(page).content.decode()
    with pytest.raises(ValueError, match="already"):
        actions.note_yes(half(pair, cast.amina), by=cast.hana, hello="", told="phone")


def test_either_ends_it_in_one_step_and_nobody_is_told_who(cast, as_, pair):
    actions.say_yes(half(pair, cast.amina), by=cast.amina, hello="zora-hello")
    assert as_(cast.dev).post(f"{HERE}{pair.pk}/end/").status_code == 404
    as_(cast.amina).post(f"{HERE}{pair.pk}/end/")
    assert pairs_with(cast.bryn, cast.project) == []
    assert not Half.objects.exclude(hello=b"").exists()
    assert Erasure.objects.filter(what="buddy_hello").exists()
    assert Step.objects.get(verb="buddy.parted").actor_id is None
    assert as_(cast.bryn).get(f"{HERE}{pair.pk}/").status_code == 404


def test_an_offer_taken_back_leaves_no_words(cast, as_, asked):
    as_(cast.bryn).post(HERE + "stop/", {"kind": "ask"})
    assert BuddyNote.objects.get().ended_at is None
    as_(cast.amina).post(HERE + "stop/", {"kind": "ask"})
    assert bytes(BuddyNote.objects.get().words) == b""


def test_a_buddy_has_three_newcomers_at_most(cast, make_members):
    actions.write_note(cast.project, by=cast.bryn, kind="offer")
    for number, person in enumerate(make_members(4)):
        actions.write_note(cast.project, by=person, kind="ask")
        if number < 3:
            actions.suggest_pair(cast.project, by=cast.hana, newcomer=person, buddy=cast.bryn)
        else:
            with pytest.raises(ValueError, match="three"):
                actions.suggest_pair(cast.project, by=cast.hana, newcomer=person, buddy=cast.bryn)


def test_history_tells_nothing_of_it(cast, as_, pair):
    assert "buddy" not in as_(cast.hana).get("/p/warm-homes/history/").content.decode().partition("<main")[2].lower()


def test_words_do_not_open_in_another_row(cast, asked):
    other = actions.write_note(cast.project, by=cast.bryn, kind="ask", words="Mine.")
    BuddyNote.objects.filter(pk=other.pk).update(words=BuddyNote.objects.get(pk=asked.pk).words)
    assert opened(BuddyNote.objects.get(pk=other.pk), "words").is_broken
