"""What other rooms may ask: the agreement in force on a day, and how many concerns waited too long."""

from alongside.care.queries.agreement import agreement_in_force, agreement_of
from alongside.care.queries.concerns import late_acknowledgements

__all__ = ["agreement_in_force", "agreement_of", "late_acknowledgements"]
