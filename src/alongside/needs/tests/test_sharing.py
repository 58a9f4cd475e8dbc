"""Shared for one gathering, with whom the person chooses; taken back in one step."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.needs import actions
from alongside.needs.models import Answer, Reading, Share, ToDo
from alongside.needs.queries.hosts import shares_for
from alongside.projects.actions import remove_member, set_roles
from alongside.projects.models import Membership


def address(gathering, page="needs/"):
    return f"/p/warm-homes/gatherings/{gathering.pk}/{page}"


def person_page(share):
    return f"/p/warm-homes/access/people/{Answer.objects.get(person=share.person).pk}/"


def test_only_the_chosen_host_reads_it(cast, as_, shared):
    for other in (cast.amina, cast.bryn, cast.dev, cast.sam, cast.tess, cast.olga):
        assert as_(other).get(person_page(shared)).status_code in {403, 404}
    for other in (cast.cole, cast.ada):
        assert as_(other).get(person_page(shared)).status_code == 404
        assert list(shares_for(other, shared.gathering)) == []
        with pytest.raises(PermissionDenied):
            actions.read_needs(Answer.objects.get(), by=other)
        access = as_(other).get(address(shared.gathering, "access/")).content.decode()
        assert "Amina" not in access
        assert "Nobody has shared anything with you" in access
    assert not Reading.objects.exists()
    told = as_(cast.hana).get(person_page(shared)).content.decode()
    assert "zora-need" in told
    assert "Getting in and moving about" in told


def test_shared_with_all_hosts_the_admin_still_does_not_read_it(cast, as_, shared, need):
    actions.share_needs(shared.gathering, by=cast.amina, needs=[need])
    assert as_(cast.ada).get(person_page(shared)).status_code == 404
    for host in (cast.hana, cast.cole):
        assert "zora-need" in as_(host).get(person_page(shared)).content.decode()


def test_somebody_elses_need_cannot_be_shared(cast, as_, coming, need):
    with pytest.raises(ValueError, match="Tick"):
        actions.share_needs(coming, by=cast.bryn, needs=[need])
    answer = as_(cast.bryn).post(address(coming), {"needs": [str(need.pk)], "words": "", "with_host": ""})
    assert answer.status_code == 422
    assert not Share.objects.exists()


def test_those_outside_cannot_tell_and_nobody_tells_too_late(cast, as_, coming, need, over):
    for other in (cast.olga, cast.ada):
        assert as_(other).post(address(coming), {"words": "x"}).status_code == 403
        with pytest.raises(PermissionDenied):
            actions.share_needs(coming, by=other, words="x")
    coming.on = timezone.localdate() - timedelta(days=1)
    coming.save()
    answer = as_(cast.amina).post(address(coming), {"needs": [str(need.pk)], "with_host": ""})
    assert answer.status_code == 422
    assert "has been" in answer.content.decode()


def test_somebody_who_does_not_host_cannot_be_chosen(cast, as_, coming, need):
    for other in (cast.bryn, cast.olga, cast.dev):
        sent = {"needs": [str(need.pk)], "words": "", "with_host": str(other.pk)}
        assert as_(cast.amina).post(address(coming), sent).status_code == 422
        with pytest.raises(ValueError, match="hosts"):
            actions.share_needs(coming, by=cast.amina, needs=[need], with_host=other.pk)


def test_it_is_told_on_the_gatherings_page_in_one_step(cast, as_, coming, need):
    page = as_(cast.amina).get(address(coming, "")).content.decode()
    assert "zora-need" in page
    assert "Tell the hosts what you need" not in as_(None).get(address(coming, "")).content.decode()
    assert "zora-need" not in as_(cast.hana).get(address(coming, "")).content.decode()
    sent = {"needs": [str(need.pk)], "words": "And a quiet corner", "with_host": str(cast.cole.pk)}
    assert as_(cast.amina).post(address(coming), sent).status_code == 302
    assert {share.with_host for share in Share.objects.all()} == {cast.cole}
    assert Share.objects.count() == 2
    assert "Only Cole can read this" in as_(cast.amina).get(address(coming, "")).content.decode()


def test_what_is_not_ticked_is_shared_no_longer(cast, shared, need):
    actions.share_needs(shared.gathering, by=cast.amina, words="Only this")
    live = Share.objects.filter(ended_at=None)
    assert [share.need != need for share in live] == [True]


def test_taken_back_nothing_is_readable(cast, as_, shared):
    to_do = actions.add_to_do(shared.gathering, by=cast.hana, words="zora-ramp", share=shared)
    with pytest.raises(PermissionDenied):
        actions.stop_sharing(shared, by=cast.hana)
    assert as_(cast.bryn).post(f"/my/needs/shared/{shared.pk}/stop/").status_code == 404
    assert as_(cast.amina).post(f"/my/needs/shared/{shared.pk}/stop/").status_code == 302
    assert as_(cast.hana).get(person_page(shared)).status_code == 404
    page = as_(cast.hana).get(address(shared.gathering, "access/")).content.decode()
    assert "zora" not in page
    assert "No longer shared" in page
    row = ToDo.objects.get(pk=to_do.pk)
    assert (bytes(row.words), bytes(row.reason), row.state) == (b"", b"", "gone")
    assert "zora" not in as_(cast.hana).get(f"/p/warm-homes/access/to-do/{row.pk}/").content.decode()
    assert Answer.objects.get().is_nothing
    assert "zora-need" in as_(cast.amina).get("/my/needs/").content.decode()


def test_those_who_stop_hosting_or_leave_take_nothing_along(cast, as_, shared, need):
    actions.share_needs(shared.gathering, by=cast.amina, needs=[need])
    place = Membership.objects.get(person=cast.cole)
    set_roles(place, by=cast.hana, side="community", roles=[])
    assert as_(cast.cole).get(person_page(shared)).status_code == 403
    actions.add_to_do(shared.gathering, by=cast.hana, words="zora-ramp", share=shared)
    remove_member(Membership.objects.get(person=cast.amina), by=cast.hana)
    assert as_(cast.hana).get(person_page(shared)).status_code == 404
    assert "zora" not in as_(cast.hana).get(address(shared.gathering, "access/")).content.decode()
    assert as_(cast.amina).post(f"/my/needs/shared/{shared.pk}/stop/").status_code == 302  # hers to end, still


def test_each_reading_is_noted_once_a_day_and_the_person_sees_it(cast, as_, shared):
    for _time in range(3):
        as_(cast.hana).get(person_page(shared))
    row = Reading.objects.get()
    assert (row.person, row.reader, row.on) == (cast.amina, cast.hana, timezone.localdate())
    mine = as_(cast.amina)
    for page in ("/my/needs/", "/my/needs/read/"):
        assert "Hana read what you need on" in mine.get(page).content.decode()
    assert "Hana read" not in as_(cast.bryn).get("/my/needs/read/").content.decode()


def test_nothing_this_time_is_an_answer(cast, as_, shared):
    as_(cast.bryn).post(address(shared.gathering), {"nothing": "1"})
    assert Answer.objects.get(person=cast.bryn).is_nothing
    as_(cast.amina).post(address(shared.gathering), {"nothing": "1"})
    assert not Share.objects.filter(ended_at=None).exists()
    assert as_(cast.hana).get(person_page(shared)).status_code == 404


def test_nobody_is_asked_twice_what_they_told_before(cast, as_, shared, need):
    later = actions_gathering(cast, days=30)
    page = as_(cast.amina).get(address(later, "")).content.decode()
    assert f'id="need{need.pk}" checked' in page
    assert f'<option value="{cast.hana.pk}" selected>' in page


def actions_gathering(cast, days):
    from alongside.gatherings.actions import add_gathering

    return add_gathering(cast.project, by=cast.hana, title="Next", on=timezone.localdate() + timedelta(days=days))
