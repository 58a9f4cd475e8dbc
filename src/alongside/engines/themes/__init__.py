"""Theme suggestions from people's own words, on this machine. `suggest` is the way in."""

from alongside.engines.themes.finding import Label
from alongside.engines.themes.space import Embedder
from alongside.engines.themes.suggestions import VERSION, Group, Member, Stopped, Suggestions, suggest

__all__ = ["VERSION", "Embedder", "Group", "Label", "Member", "Stopped", "Suggestions", "suggest"]
