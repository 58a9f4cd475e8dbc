"""What can be asked about other forms of public texts."""

from alongside.easy.queries.forms import ShownForm, Stand, forms_for, live_forms, out_of_date, shown, stands, texts_of

__all__ = ["ShownForm", "Stand", "forms_for", "live_forms", "out_of_date", "shown", "stands", "texts_of"]
