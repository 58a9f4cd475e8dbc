"""The landscape of statements: who answers alike, what each group holds, what everyone shares."""

from alongside.engines.opinion.live import Live
from alongside.engines.opinion.matrix import Answers, gather
from alongside.engines.opinion.whole import WHY, Landscape, landscape, next_statements

__all__ = ["WHY", "Answers", "Landscape", "Live", "gather", "landscape", "next_statements"]
