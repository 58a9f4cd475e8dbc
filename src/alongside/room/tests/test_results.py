"""What came together: for hosts at once, for everybody once it is shown; as a page, a picture and a table."""

from alongside.room import actions
from alongside.room.results import drawn
from alongside.voices.models import Voice


def here(workshop, more=""):
    return f"/p/warm-homes/gatherings/{workshop.gathering.pk}/results/{more}"


def test_it_is_the_hosts_until_it_is_shown(workshop, cast, as_):
    activity = workshop.run("dots", "Sunday opening", picks=2)
    workshop.put(workshop.phone(), activity, **{"dots-1": 2})
    assert "Sunday opening" not in as_(cast.amina).get(here(workshop)).content.decode()
    assert as_(cast.amina).get(here(workshop, f"{activity.pk}.svg")).status_code == 404
    assert as_(cast.amina).get(here(workshop, f"{activity.pk}.csv")).status_code == 404
    assert "Sunday opening" in as_(cast.hana).get(here(workshop)).content.decode()
    actions.show(workshop.live(activity), by=cast.hana, shown=True)
    assert "2 dots" in as_(None).get(here(workshop)).content.decode()
    assert b"Sunday opening" in as_(None).get(here(workshop, f"{activity.pk}.svg")).content
    assert b"Sunday opening,,2 dots" in as_(None).get(here(workshop, f"{activity.pk}.csv")).content


def test_a_table_runs_nothing_in_a_spreadsheet(workshop, cast, as_):
    activity = workshop.run("dots", "=1+1")
    answer = as_(cast.hana).get(here(workshop, f"{activity.pk}.csv"))
    assert b"'=1+1" in answer.content


def test_a_picture_holds_words_as_words(workshop, cast, as_):
    activity = workshop.run("dots", "<script>alert(1)</script>")
    assert b"<script>" not in as_(cast.hana).get(here(workshop, f"{activity.pk}.svg")).content


def test_a_picture_on_its_own_says_what_it_is_of(workshop, cast, as_):
    activity = workshop.run("statements", "Warm halls first.")
    workshop.put(workshop.phone(), activity, s=1, v="1")
    drawing = as_(cast.hana).get(here(workshop, f"{activity.pk}.svg")).content.decode()
    gathering = workshop.gathering
    for told in (gathering.title, str(gathering.on.year), "1 person has answered.", ">disagree</text>"):
        assert told in drawing


def test_fewer_than_five_are_not_drawn_when_it_is_about_them(workshop, cast):
    activity = workshop.run("pulse")
    for count in range(1, 6):
        workshop.put(workshop.phone(), activity, **{"level-1": count, "level-2": 9, "level-3": 9})
        actions.stop(workshop.live(activity), by=workshop.host)
        assert bool(drawn(activity).rows) == (count == 5)
        actions.start(activity, by=workshop.host)
    actions.stop(workshop.live(activity), by=workshop.host)
    assert next(row.told for row in drawn(activity).rows) == "middle 3 of 10, 5 answers"


def test_the_picture_of_a_check_out_draws_how_many_chose_each_level(workshop, cast, as_):
    activity = workshop.run("pulse")
    picture = here(workshop, f"{activity.pk}.svg")
    assert "Fewer than five" in as_(cast.hana).get(picture).content.decode()
    for level in (3, 3, 3, 3, 8, 8):
        workshop.put(workshop.phone(), activity, **{"level-1": level, "level-2": 9, "level-3": 9})
    actions.stop(workshop.live(activity), by=workshop.host)
    drawing = as_(cast.hana).get(picture).content.decode()
    assert '<rect x="3" width="0.9" height="100"' in drawing
    assert '<rect x="8" width="0.9" height="50"' in drawing


def test_the_one_that_got_most_comes_first_and_leads_to_its_voice(workshop, cast, as_):
    activity = workshop.run("dots", "Sunday opening", "Travel money", picks=2)
    workshop.put(workshop.phone(), activity, **{"dots-2": 2})
    rows = drawn(activity).rows
    assert [row.words for row in rows] == ["Travel money", "Sunday opening"]
    page = as_(cast.hana).get(here(workshop)).content.decode()
    assert f"/p/warm-homes/voices/{Voice.objects.get(words='Travel money').pk}/" in page


def test_hosts_begin_the_agreement_with_what_was_said(workshop, cast, as_):
    activity = workshop.run("open", question="How do we want to be together?")
    workshop.say(workshop.phone(), activity, "We eat together.")
    workshop.say(workshop.phone(), activity, "We laugh.", key="k2")
    begin = "/p/warm-homes/agreement/begin/"
    actions.show(workshop.live(activity), by=cast.hana, shown=True)
    assert begin not in as_(cast.amina).get(here(workshop)).content.decode()
    shown = as_(cast.hana).get(here(workshop)).content.decode()
    assert begin in shown
    lines = shown.partition('<textarea name="lines"')[2].partition(">")[2].partition("</textarea>")[0]
    begun = as_(cast.hana).post(begin, {"lines": lines}).context["form"]["words"].value()
    assert begun.split("\n")[-2:] == ["We eat together.", "We laugh."]
