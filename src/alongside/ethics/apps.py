from django.apps import AppConfig


class EthicsConfig(AppConfig):
    name = "alongside.ethics"
    label = "ethics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import desk, easy_words, held, own  # noqa: F401 (what waits for people; what taking back reaches)
