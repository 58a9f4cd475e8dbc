"""Django settings. Everything an operator may change comes from `env.Env`."""

from typing import Any

import dj_database_url

from alongside.config.env import Env

ENV = Env()

DEBUG = ENV.debug
SECRET_KEY = ENV.signing_key()
ALLOWED_HOSTS = ENV.hosts.split(",")
CSRF_TRUSTED_ORIGINS = [ENV.origin]
ORIGIN = ENV.origin

INSTALLED_APPS = [
    "alongside.web",
    "alongside.api",
    "alongside.exchange",
    "alongside.impact",
    "alongside.decisions",
    "alongside.sensemaking",
    "alongside.room",
    "alongside.voices",
    "alongside.ethics",
    "alongside.care",
    "alongside.needs",
    "alongside.equality",
    "alongside.communities",
    "alongside.trust",
    "alongside.moderation",
    "alongside.gatherings",
    "alongside.easy",
    "alongside.projects",
    "alongside.people",
    "alongside.ledger",
    "alongside.kit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "alongside.kit.headers.SafeHeaders",  # before what answers by itself, so that static files carry them too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.people.sessions.CardSessions",
    "alongside.easy.middleware.PersonsLanguage",  # after who it is, and after the language of this device
    "alongside.web.mistakes.MistakeInTitle",  # after the language is known
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "alongside.config.urls"
ASGI_APPLICATION = "alongside.config.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.web.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "alongside.web.templatetags.alongside",
                "alongside.easy.templatetags.easy",
            ],
        },
    }
]
FORM_RENDERER = "alongside.kit.forms.PlainRenderer"

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(ENV.folder() / "alongside.sqlite3"),
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
        ),
    },
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(ENV.database_url, conn_max_age=60, conn_health_checks=True)
    if ENV.database_url
    else SQLITE
}
# Only how often codes were tried. Several web processes count together when they share a Valkey or Redis.
# Django's memory forgets from 300 entries on: a hundred phones of their own address, and limits would begin anew.
ENTRIES = {"MAX_ENTRIES": 100_000}
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "alongside.kit.redis_or_memory.RedisOrMemory", "LOCATION": ENV.redis_url}
    if ENV.redis_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": ENTRIES}
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "web:my_space"
LOGOUT_REDIRECT_URL = "web:home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "alongside.web.errors.csrf_failure"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "alongside.people.signup.NicknameForm"
ACCOUNT_FORMS = {"request_login_code": "alongside.people.code_form.AskForCode"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "alongside.people.adapter.PeopleAdapter"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # a lost phone: an admin takes the second step away
MFA_ADAPTER = "alongside.people.passkeys.OurWords"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "alongside.people.passkeys.PasskeyForm",
    "activate_totp": "alongside.people.passkeys.StartSecondStep",
    "authenticate": "alongside.people.passkeys.SecondStep",
    "reauthenticate": "alongside.people.passkeys.SecondStepAgain",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https

SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": then browsers send "Origin: null" with forms and Django refuses them (decision 8).
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENV.https
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(ENV.folder("uploads"))
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
if ENV.pseudo_locales:
    from alongside.kit.pseudo import install

    LANGUAGES += install()
USE_TZ = True
TIME_ZONE = ENV.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = str(ENV.folder("static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EXPORT_FOLDER = ENV.folder("exports")
IMPORT_FOLDER = ENV.folder("imports")
KEYS_FOLDER = ENV.folder("keys")  # not in the database, and not in its backup
ERASED_FILE = ENV.folder() / "erased.jsonl"  # what must stay gone, also after a backup was brought back

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}

DEFAULT_FROM_EMAIL = ENV.email_from
if ENV.email_host:
    EMAIL_HOST, EMAIL_PORT = ENV.email_host, ENV.email_port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.email_user, ENV.email_password
    EMAIL_USE_TLS = ENV.email_tls
else:  # nothing set: mail is written to files beside the data, where the operator can read it
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(ENV.folder("mail"))

# Logs say what was done and to which id, never people's words and never card codes.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_codes": {"()": "alongside.kit.logs.NoCodes"}},
    "formatters": {"no_words": {"()": "alongside.kit.logs.NoWords"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_codes"], "formatter": "no_words"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"alongside": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
