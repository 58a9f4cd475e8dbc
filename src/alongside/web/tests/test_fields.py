"""Every field has a label, its help and its mistake tied to it, and keeps what was typed."""

import html5lib
import pytest
from django.utils import translation

from alongside.web.lookbook import EveryField


def tree(form: EveryField):
    return html5lib.parse(str(form), namespaceHTMLElements=False)


@pytest.fixture
def wrong():
    with translation.override("en"):
        yield tree(EveryField({"name": "", "words": "Kept as typed", "day": "soon"}))


def test_it_ties_each_mistake_to_its_field(wrong):
    name = wrong.find(".//input[@name='name']")
    assert name.get("aria-invalid") == "true"
    ids = {one.get("id") for one in wrong.iter() if one.get("id")}
    assert name.get("aria-describedby").split() == ["id_name_helptext", "id_name_error"]
    for one in wrong.iter():
        assert set((one.get("aria-describedby") or "").split()) <= ids


def test_it_links_each_mistake_from_the_summary(wrong):
    ids = {one.get("id") for one in wrong.iter() if one.get("id")}
    summary = wrong.find(".//div[@role='alert']")
    links = [one.get("href") for one in summary.iter("a")]
    assert "#id_side_0" in links
    assert len(links) == 5
    assert {link[1:] for link in links} <= ids


def test_it_keeps_what_was_typed(wrong):
    assert wrong.find(".//textarea[@name='words']").text.strip() == "Kept as typed"


def test_it_labels_every_input(wrong):
    labels = {one.get("for") for one in wrong.iter("label")}
    for tag in ("input", "select", "textarea"):
        assert {one.get("id") for one in wrong.iter(tag)} <= labels
    legends = ["".join(one.itertext()).strip() for one in wrong.iter("legend")]
    assert legends[0] == "Which side are you on?"


def test_it_shows_no_summary_on_a_fresh_form():
    assert tree(EveryField()).find(".//div[@role='alert']") is None
