"""Reading rules, reports, words set aside and appeals. What others may not read is asked in `asides`."""

from alongside.moderation.queries.asides import Marker, Markers, came_back, markers_of, set_aside_now
from alongside.moderation.queries.figures import Figures, figures

__all__ = ["Figures", "Marker", "Markers", "came_back", "figures", "markers_of", "set_aside_now"]
