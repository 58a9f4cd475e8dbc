import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
django = get_asgi_application()

from alongside.room.hot.app import Front  # noqa: E402 (only once Django is ready)
from alongside.room.news import listen_to_others  # noqa: E402

application = Front(django)  # type: ignore[arg-type]  # its own types are narrower
listen_to_others()
