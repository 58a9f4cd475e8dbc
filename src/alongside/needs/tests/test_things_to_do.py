"""Things to do: owned, dated, done or not with a reason; seen only by those who may read the need."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.needs import actions
from alongside.needs.kinds import CHECKLIST
from alongside.needs.models import ToDo
from alongside.needs.queries.words import words_of
from alongside.projects.parts import what_waits


def access(gathering, page=""):
    return f"/p/warm-homes/gatherings/{gathering.pk}/access/{page}"


def test_what_comes_from_a_need_is_seen_only_by_those_who_may_read_it(cast, as_, shared):
    for other in (cast.cole, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.add_to_do(shared.gathering, by=other, words="x", share=shared)
        assert as_(other).post(f"/p/warm-homes/access/shared/{shared.pk}/to-do/", {"words": "x"}).status_code == 404
    row = actions.add_to_do(shared.gathering, by=cast.hana, words="zora-ramp", share=shared, owner=cast.hana.pk)
    for other in (cast.cole, cast.ada):
        assert "zora" not in as_(other).get(access(shared.gathering)).content.decode()
        assert as_(other).get(f"/p/warm-homes/access/to-do/{row.pk}/").status_code == 404
        assert as_(other).post(f"/p/warm-homes/access/to-do/{row.pk}/done/").status_code == 404
        assert not [one for one in what_waits(cast.project, other) if "thing to do" in one.words]
        with pytest.raises(PermissionDenied):
            actions.change_to_do(row, by=other, words="x", owner=None, due_on=row.due_on, state="done")
    assert "zora-ramp" in as_(cast.hana).get(access(shared.gathering)).content.decode()


def test_its_owner_is_somebody_who_may_read_it(cast, as_, shared):
    with pytest.raises(ValueError, match="did not share"):
        actions.add_to_do(shared.gathering, by=cast.hana, words="x", share=shared, owner=cast.cole.pk)
    with pytest.raises(ValueError, match="hosts"):
        actions.add_to_do(shared.gathering, by=cast.hana, words="x", owner=cast.bryn.pk)
    sent = {"words": "Ramp", "owner": str(cast.cole.pk), "due_on": "2030-01-01"}
    answer = as_(cast.hana).post(f"/p/warm-homes/access/shared/{shared.pk}/to-do/", sent)
    assert answer.status_code == 422
    assert "Ramp" in answer.content.decode()
    assert not ToDo.objects.exists()


def test_when_only_one_host_is_left_to_read_it_they_look_after_it(cast, shared, need):
    actions.share_needs(shared.gathering, by=cast.amina, needs=[need])
    row = actions.add_to_do(shared.gathering, by=cast.hana, words="x", share=shared, owner=cast.hana.pk)
    actions.share_needs(shared.gathering, by=cast.amina, needs=[need], with_host=cast.cole.pk)
    row.refresh_from_db()
    assert row.owner == cast.cole


def test_a_list_to_start_from_is_put_on_once(cast, as_, coming):
    keys = list(CHECKLIST)[:3]
    assert as_(cast.hana).post(access(coming, "checklist/"), {"keys": []}).status_code == 422
    for _time in range(2):
        assert as_(cast.hana).post(access(coming, "checklist/"), {"keys": keys}).status_code == 302
    assert ToDo.objects.count() == 3
    assert {row.due_on for row in ToDo.objects.all()} == {coming.on - timedelta(days=7)}


def test_it_waits_on_the_desk_late_when_its_day_has_gone(cast, as_, coming):
    row = actions.add_to_do(coming, by=cast.hana, words="Loop", due_on=timezone.localdate())
    assert "thing to do so that all can take part: Tea" in as_(cast.hana).get("/p/warm-homes/desk/").content.decode()
    [waiting] = [one for one in what_waits(cast.project, cast.cole) if "thing to do" in one.words]
    assert not waiting.late
    ToDo.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    [waiting] = [one for one in what_waits(cast.project, cast.cole) if "thing to do" in one.words]
    assert waiting.late
    as_(cast.cole).post(f"/p/warm-homes/access/to-do/{row.pk}/done/")
    assert not [one for one in what_waits(cast.project, cast.cole) if "thing to do" in one.words]
    row.refresh_from_db()
    assert row.state == "done"


def test_what_cannot_be_done_needs_a_reason_that_the_person_reads(cast, as_, shared, over):
    row = actions.add_to_do(shared.gathering, by=cast.hana, words="Lift", share=shared)
    address = f"/p/warm-homes/access/to-do/{row.pk}/"
    sent = {"words": "Lift", "owner": "", "due_on": "2030-01-01", "state": "cannot", "reason": ""}
    answer = as_(cast.hana).post(address, sent)
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert as_(cast.hana).post(address, sent | {"reason": "It is being mended until May"}).status_code == 302
    row.refresh_from_db()
    assert words_of(row, "reason") == "It is being mended until May"
    mine = as_(cast.amina).get(f"/p/warm-homes/gatherings/{shared.gathering.pk}/").content.decode()
    assert "It is being mended until May" in mine
    assert "It is being mended until May" not in as_(cast.bryn).get(access(shared.gathering)).content.decode()


def test_a_mistake_keeps_the_page_and_what_was_typed(cast, as_, coming):
    answer = as_(cast.hana).post(access(coming, "to-do/"), {"words": "A big red sign", "due_on": "someday"})
    assert answer.status_code == 422
    assert "A big red sign" in answer.content.decode()
    assert not ToDo.objects.exists()


def test_the_page_costs_the_same_for_many(cast, as_, coming, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(60) as seen:
            as_(cast.hana).get(access(coming))
        return len(seen.captured_queries)

    for person in (cast.amina, cast.bryn):
        actions.share_needs(coming, by=person, words="A chair")
    before = cost()
    for person in (cast.dev, cast.sam, cast.tess, cast.esi):
        actions.share_needs(coming, by=person, words="A chair")
        share = person.access_shares.get()
        actions.add_to_do(coming, by=cast.hana, words="Chair", share=share)
    actions.add_checklist(coming, by=cast.hana, keys=list(CHECKLIST))
    assert cost() <= before + 1
