from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "alongside.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            desk,  # noqa: F401 (registers what the desk points to)
            kept,  # noqa: F401 (how long files are kept)
            tasks,  # noqa: F401 (registers its tasks and followers)
        )
