"""Where voices are now, each in one short sentence. Computed from links, never stored."""

from collections.abc import Iterable

from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.decisions.models import Citation
from alongside.impact.models import Receipt
from alongside.sensemaking.models import Placement
from alongside.voices.models import Voice


def _newest_headings(field: str, ids: Iterable[int]) -> dict[int, str]:
    """The heading of the newest standing passage that cites each of these voices or themes, by its id."""
    cited = Citation.objects.filter(**{f"{field}__in": list(ids)}, version__passage__ended_at__isnull=True)
    newest = cited.values(field).annotate(newest=Max("pk")).values("newest")
    return dict(Citation.objects.filter(pk__in=newest).values_list(field, "version__heading"))


def where_are(voices: Iterable[Voice]) -> dict[int, str]:
    """A sentence for each voice by its id, in four queries however many: the furthest place it has come to."""
    rows = list(voices)
    ids = [row.pk for row in rows]
    placed = Placement.objects.filter(voice__in=ids, ended_at__isnull=True)
    themes = {
        voice: (theme, title) for voice, theme, title in placed.values_list("voice_id", "theme_id", "theme__title")
    }
    by_voice = _newest_headings("voice", ids)
    by_theme = _newest_headings("theme", {theme for theme, _title in themes.values()})
    answers = Receipt.objects.filter(voice__in=ids).select_related("decision").order_by("id")
    decided = {one.voice_id: one for one in answers}
    return {row.pk: _sentence(row, themes, by_voice, by_theme, decided) for row in rows}


def _sentence(
    row: Voice,
    themes: dict[int, tuple[int, str]],
    by_voice: dict[int, str],
    by_theme: dict[int, str],
    decided: dict[int, Receipt],
) -> str:
    theme, title = themes.get(row.pk, (0, ""))
    if row.taken_back_at is not None:
        return _("You took these words back")
    if row.pk in decided:
        return _("Decided: %(outcome)s") % {"outcome": decided[row.pk].decision.get_outcome_display()}
    if row.pk in by_voice or theme in by_theme:
        heading = by_voice.get(row.pk) or by_theme.get(theme, "")
        return _("In the draft: %(heading)s") % {"heading": heading} if heading else _("In the draft")
    if title:
        return _("In the theme “%(title)s”") % {"title": title}
    return _("Heard, not yet in a theme")
