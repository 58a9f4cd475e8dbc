"""Who leaves a project, or is taken out, leaves no words for a buddy behind: neither to the other one, nor to hosts."""

import pytest

from alongside.ledger.models import Erasure
from alongside.projects.actions import remove_member
from alongside.projects.models import Membership
from alongside.trust.actions import buddies as actions
from alongside.trust.models import BuddyNote, Half, Pair


@pytest.fixture
def pair(cast, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    actions.write_note(cast.project, by=cast.amina, kind="ask", words="I know nobody: zora-ask.")
    actions.write_note(cast.project, by=cast.bryn, kind="offer", words="On Tuesdays: zora-offer.")
    row = actions.suggest_pair(cast.project, by=cast.hana, newcomer=cast.amina, buddy=cast.bryn)
    for half in Half.objects.select_related("pair__project", "person").filter(pair=row):
        actions.say_yes(half, by=half.person, hello=f"zora-hello of {half.person.nickname}")
    return row


@pytest.mark.parametrize("by", ["amina", "hana"])
def test_their_words_go_and_the_pair_ends(cast, as_, deliver, pair, by):
    place = Membership.objects.get(project=cast.project, person=cast.amina)
    page = f"/p/warm-homes/buddies/{pair.pk}/"
    assert "zora-hello of Amina" in as_(cast.bryn).get(page).content.decode()
    remove_member(place, by=getattr(cast, by))
    deliver()
    for who in (cast.bryn, cast.hana):
        assert as_(who).get(page).status_code == 404, who
        assert "zora" not in as_(who).get("/p/warm-homes/buddies/").content.decode().replace("zora-offer", ""), who
    assert not Half.objects.exclude(hello=b"").exists()
    assert Pair.objects.get().ended_at
    assert not BuddyNote.objects.filter(person=cast.amina, ended_at=None).exists()
    assert not BuddyNote.objects.filter(person=cast.amina).exclude(words=b"").exists()
    assert BuddyNote.objects.get(person=cast.bryn).words, "who stays still offers it"
    assert Erasure.objects.filter(what="buddy_hello").count() == 2


def test_who_came_back_before_it_ran_keeps_theirs(cast, deliver, pair):
    place = Membership.objects.get(project=cast.project, person=cast.amina)
    remove_member(place, by=cast.amina)
    Membership.objects.filter(pk=place.pk).update(left_at=None)
    deliver()
    assert Half.objects.exclude(hello=b"").count() == 2
