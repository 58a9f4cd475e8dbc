from django.apps import AppConfig


class SensemakingConfig(AppConfig):
    name = "alongside.sensemaking"
    label = "sensemaking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads
        from alongside.room.ordering import orders
        from alongside.voices.asking import asks
        from alongside.voices.reach import counts, reaches_in, reaches_when_gone

        from . import actions, desk, easy_words, landscape_order, queries, tasks  # noqa: F401 (registers its tasks and followers)

        reaches_when_gone(actions.forget_words)
        reaches_when_gone(actions.forget_in_suggestions)
        reaches_in("pages")(actions.forget_copies)
        asks(landscape_order.next_for)
        orders(landscape_order.most_teaching_first)
        counts(queries.what_taking_back_reaches)
        leads("sensemaking.theme", "sensemaking:theme")
        leads("sensemaking.landscape", "sensemaking:landscape_at")
