"""The pseudo-languages mark every translated text and leave placeholders whole."""

from django.utils import translation
from django.utils.translation import gettext, ngettext

from alongside.kit.pseudo import pseudo


def test_it_keeps_placeholders_and_tags():
    assert pseudo("Say %(name)s <b>now</b> {0}").startswith("«Sáý %(name)s <b>ñów</b> {0}")


def test_it_marks_whatever_is_translated():
    with translation.override("en-xa"):
        assert gettext("Voices").startswith("«")
        assert ngettext("%d voice", "%d voices", 2).startswith("«%d vóíçés")
    assert gettext("Voices") == "Voices"


def test_it_mirrors():
    with translation.override("ar-xb"):
        assert translation.get_language_bidi()


def test_it_is_still_there_after_the_languages_were_changed(settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    with translation.override("en-xa"):
        assert gettext("Voices").startswith("«")
