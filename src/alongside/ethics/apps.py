from django.apps import AppConfig


class EthicsConfig(AppConfig):
    name = "alongside.ethics"
    label = "ethics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import desk, easy_words, facts, held, kept, own, tasks  # noqa: F401 (they register what they give)
