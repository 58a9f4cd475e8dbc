"""Who answers for somebody reads what it takes to answer, and not what that person says, does or is."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.ethics import actions
from alongside.ethics.actions.forgetting import forget_old_answers
from alongside.ethics.models import Permission, Supporter, SupportNote, Young
from alongside.ethics.tests.test_young_people import parent, rules
from alongside.ledger.actions import replay_erasures
from alongside.ledger.models import Erasure
from alongside.moderation.actions import tell_hosts
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.projects.actions import add_member, remove_member
from alongside.projects.withdrawals import Withdrawal, what_it_reaches
from alongside.voices.actions import record_voice
from alongside.voices.models import Voice

WHY = "He hits me: zora-objection."


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER, settings.ERASED_FILE = tmp_path, tmp_path / "erased.jsonl"


@pytest.fixture
def place(cast) -> str:
    return f"/my/permissions/{cast.project.memberships.get(person=cast.amina).pk}/"


def helper(cast, who):
    actions.agree_to_supporter(actions.ask_for_supporter(cast.project, cast.amina, who, by=cast.hana), by=cast.amina)
    return who


@pytest.mark.parametrize("who", ["bryn", "cole"])
def test_an_objection_is_not_read_by_whom_it_is_about_host_or_not(cast, as_, place, who):
    about = getattr(cast, who)
    row = actions.record_authority(
        cast.project, cast.amina, about, by=cast.hana, acting="authority", ground="By the court of protection."
    )
    actions.object_to_supporter(row, by=cast.amina, words=WHY)
    hosts = f"/p/{cast.project.slug}/permissions/supporters/"
    member = f"/p/{cast.project.slug}/permissions/member/{cast.project.memberships.get(person=cast.amina).pk}/"
    assert WHY in as_(cast.hana).get(f"{hosts}{row.pk}/").content.decode()
    for address in (hosts, f"{hosts}{row.pk}/", member):
        assert "zora-objection" not in as_(about).get(address).content.decode(), address
    actions.settle_supporter(row, by=cast.hana, words="We talked about it for long.", goes_on=True)
    page = as_(about).get(place).content.decode()
    assert "We talked about it for long." in page
    assert "zora-objection" not in page
    assert WHY in as_(cast.amina).get(place).content.decode()


def test_why_somebody_objected_goes_with_all_they_said_and_the_pause_stays(
    cast, as_, place, django_capture_on_commit_callbacks
):
    def objects(person, words: str) -> SupportNote:
        row = actions.record_authority(
            cast.project, person, cast.cole, by=cast.hana, acting="authority", ground="By the court of protection."
        )
        actions.object_to_supporter(row, by=person, words=words)
        return row.notes.get(kind="objection")

    note, other = objects(cast.amina, WHY), objects(cast.bryn, "He is too far away.")
    first = Withdrawal(cast.amina, cast.project, frozenset({"notes"}), cast.amina)
    assert any("answer for you is removed: 1 text." in line for line in what_it_reaches(first))
    before = bytes(note.words)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(cast.project, cast.amina, ["notes"], by=cast.amina)
    for reader, page in ((cast.hana, f"/p/{cast.project.slug}/permissions/supporters/"), (cast.amina, place)):
        told = as_(reader).get(page).content.decode()
        assert "zora-objection" not in told
    row = Supporter.objects.get(person=cast.amina)
    told = as_(cast.hana).get(f"/p/{cast.project.slug}/permissions/supporters/{row.pk}/").content.decode()
    assert ("zora-objection" in told, "What the person says" in told, "court of protection" in told) == (0, 0, 1)
    assert row.standing == "paused"
    Erasure.objects.all().delete()  # an old backup is brought back
    SupportNote.objects.filter(pk=note.pk).update(words=before)
    assert replay_erasures() >= 1
    assert bytes(SupportNote.objects.get(pk=note.pk).words) == b""
    assert bytes(SupportNote.objects.get(pk=other.pk).words), "nobody else's"


def test_a_supporter_does_not_learn_that_somebody_is_young(cast, as_, place):
    helper(cast, cast.tess)
    rules(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    father = parent(cast)
    actions.answer(cast.project, cast.amina, "quote", yes=False, by=father)
    assert "A parent or carer is asked too" in as_(cast.amina).get(place).content.decode()
    assert "You are asked too. Your answer:" in as_(father).get(place).content.decode()
    page = as_(cast.tess).get(place).content.decode()
    assert "parent" not in page
    assert "Other people may read what you said." in as_(cast.amina).get(place).content.decode()
    assert "Other people may read what you said." not in page, "easy words would tell it as well"
    kind = as_(cast.tess).get(f"{place}quote/").content.decode()
    assert "parent" not in kind
    assert father.nickname not in kind


def test_a_supporter_does_not_learn_that_a_parent_answers_alone(cast, as_, place):
    helper(cast, cast.tess)
    rules(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    father, tea = parent(cast), cast.project.gatherings.create(title="Tea", on="2026-03-01")
    actions.answer(cast.project, cast.amina, "photo_of_me", yes=True, by=father)
    actions.answer(cast.project, cast.amina, "quote", yes=True, by=father, gathering=tea)
    actions.answer(cast.project, cast.amina, "phone", yes=True, by=cast.tess)
    for address in (place, f"{place}photo_of_me/", f"{place}quote/", f"{place}phone/"):
        page = as_(cast.tess).get(address).content.decode()
        assert "arent" not in page, address
        assert father.nickname not in page, address
        assert "for one gathering or one place: see" not in page, address
    assert "Somebody who may answer" in as_(cast.tess).get(f"{place}photo_of_me/").content.decode()
    assert "A supporter, for the person" in as_(cast.tess).get(f"{place}phone/").content.decode()
    for close in (cast.amina, father):
        assert "A parent or carer with a say" in as_(close).get(f"{place}photo_of_me/").content.decode()
        assert father.nickname in as_(close).get(place).content.decode()


@pytest.mark.parametrize("kind", ["notes", "join"])
def test_no_button_is_offered_that_would_be_refused(cast, as_, place, kind):
    helper(cast, cast.tess)
    for address in (place, f"{place}{kind}/"):
        page = as_(cast.tess).get(address).content.decode()
        form = page.split(f'name="kind" value="{kind}"')[1].split("</form>")[0]
        assert 'value="no"' not in form, address
        assert "Only Amina can say no to this" in page
        theirs = as_(cast.amina).get(address).content.decode()
        assert 'value="no"' in theirs.split(f'name="kind" value="{kind}"')[1].split("</form>")[0]
        assert "Only Amina" not in theirs
    assert 'value="no"' in as_(cast.tess).get(f"{place}phone/").content.decode()
    told = as_(cast.tess).get(f"{place}{kind}/take-back/", follow=True).content.decode()
    assert "Only Amina can say no to this" in told


@pytest.mark.parametrize("kind", ["notes", "join"])
def test_what_hangs_on_what_they_may_not_take_back_is_not_told(cast, as_, say, place, kind):
    helper(cast, cast.tess)
    voice = say(cast.bryn, "The man from flat nine is a liar.")
    tell_hosts(
        cast.project, "voice", voice.pk, by=cast.amina, rule=rules_in_force(cast.project).lines[0], why="My uncle."
    )
    mine = as_(cast.amina).get(f"{place}{kind}/take-back/").content.decode()
    assert kind == "join" or "What you wrote to the hosts about words" in mine
    answer = as_(cast.tess).get(f"{place}{kind}/take-back/")
    assert answer.status_code == 302
    page = as_(cast.tess).get(f"{place}{kind}/").content.decode()
    assert "What you wrote to the hosts" not in page
    assert "If you take it back" not in page


@pytest.mark.parametrize("kind", ["notes", "join"])
def test_a_parent_of_whoever_decides_alone_takes_no_words_and_no_place(cast, as_, place, kind):
    rules(cast)
    record_voice(cast.project, words="At home I am not safe.", by=cast.amina, person=cast.amina)
    father = parent(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="older")
    assert as_(father).get(f"{place}{kind}/take-back/").status_code == 302
    as_(father).post(f"{place}{kind}/take-back/")
    assert Voice.objects.get().words
    assert cast.project.memberships.get(person=cast.amina).left_at is None
    with pytest.raises(ValueError, match="Only Amina"):
        actions.answer(cast.project, cast.amina, kind, yes=False, by=father)
    actions.withdraw(cast.project, cast.amina, [kind], by=cast.amina)
    assert kind == "join" or not Voice.objects.get().words


@pytest.mark.parametrize("acting", ["supporter", "parent", "authority"])
def test_whose_place_a_host_ended_answers_for_nobody(cast, as_, deliver, place, acting):
    if acting == "supporter":
        helper(cast, cast.bryn)
    else:
        actions.record_authority(
            cast.project, cast.amina, cast.bryn, by=cast.hana, acting=acting, ground="She is nine."
        )
    assert as_(cast.bryn).get(place).status_code == 200
    remove_member(cast.project.memberships.get(person=cast.bryn), by=cast.hana)
    assert as_(cast.bryn).get(place).status_code == 404
    assert as_(cast.bryn).post(f"{place}answer/", {"kind": "quote", "answer": "yes"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.answer(cast.project, cast.amina, "quote", yes=True, by=cast.bryn)
    assert not Permission.objects.filter(acting=acting).exists()
    deliver()
    add_member(cast.project, cast.bryn, by=cast.hana)
    assert as_(cast.bryn).get(place).status_code == 404, "brought back in, it is asked anew"


def test_of_whoever_left_nobody_reads_that_they_were_young_and_it_goes_by_its_clock(cast, as_, place):
    rules(cast)
    actions.mark_young(cast.project, cast.amina, by=cast.amina, group="younger")
    who = f"/p/{cast.project.slug}/young-people/who/"
    assert "Amina" in as_(cast.sam).get(who).content.decode()
    remove_member(cast.project.memberships.get(person=cast.amina), by=cast.amina)
    for reader in (cast.sam, cast.hana):
        assert "Amina" not in as_(reader).get(who).content.decode()
    forget_old_answers(cast.project, timezone.localdate() - timedelta(days=1))
    assert Young.objects.exists(), "not before its day"
    forget_old_answers(cast.project, timezone.localdate())
    assert not Young.objects.exists()
