"""The product's settings, with a data folder of its own and nothing left behind."""

import os
import tempfile

os.environ["ALONGSIDE_DATA"] = tempfile.mkdtemp(prefix="alongside-test-")
os.environ.setdefault("ALONGSIDE_SECRET_KEY", "only-for-tests")
os.environ["ALONGSIDE_PSEUDO_LOCALES"] = "1"
# DATABASE_URL is for these tests only: what they start keeps to the data folder it is given, and never writes to a
# database that is not a test's own.
os.environ["ALONGSIDE_TESTED_ON"] = os.environ.pop("DATABASE_URL", "") or os.environ.get("ALONGSIDE_TESTED_ON", "")
os.environ["DATABASE_URL"] = os.environ["ALONGSIDE_TESTED_ON"]

from alongside.config.settings import *  # noqa: F403
from alongside.config.settings import DATABASES, STORAGES

del os.environ["DATABASE_URL"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {}  # in memory
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
