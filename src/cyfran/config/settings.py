"""Every setting of Cyfran, read top to bottom. Values that differ between places come from the environment."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from cyfran.config.env import (
    env_address,
    env_bool,
    env_choice,
    env_database,
    env_door,
    env_folder,
    env_host,
    env_hosts,
    env_int,
    env_keys,
    env_secret,
    env_sender,
    env_text,
    env_with,
    host_of,
    load_env_file,
    refuse_unknown_variables,
)
from cyfran.config.logs import logging_of
from cyfran.config.notify import env_notify
from cyfran.config.policy import policy_of

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent

# Where this installation keeps what is its own: the database, the outbox, the gathered styles.
DATA = env_folder("CYFRAN_DATA", default=PROJECT / "var")
load_env_file(DATA / "cyfran.env")

SECRET_KEY = env_secret("CYFRAN_SECRET_KEY")
# What is said about people in confidence is sealed in the database: by the first of these keys.
FIELD_KEYS = env_keys("CYFRAN_FIELD_KEYS")
DEBUG = env_bool("CYFRAN_DEBUG")
PORT = env_int("CYFRAN_PORT", default=8000, least=1, most=65535)
# Links in messages lead here.
PUBLIC_ADDRESS = env_address("CYFRAN_PUBLIC_ADDRESS", default=f"http://127.0.0.1:{PORT}")
ALLOWED_HOSTS = env_hosts("CYFRAN_HOSTS", default=f"127.0.0.1,localhost,{host_of(PUBLIC_ADDRESS)}")

# A demonstration shows its outbox on a page, so that a visitor can read the sign-in codes. Never set it where people are real.
DEMONSTRATION = env_bool("CYFRAN_DEMONSTRATION")

# How many hours all bodies together may ask of a person in 12 months, as long as she says nothing else.
LOAD_LIMIT_HOURS = env_int("CYFRAN_LOAD_LIMIT_HOURS", default=12, least=1, most=9999)
# How many invitations all bodies together may send a person in 30 days, as long as she says nothing else.
ASKS_IN_30_DAYS = env_int("CYFRAN_ASKS_IN_30_DAYS", default=4, least=1, most=99)
# From this hour to that nothing goes to anybody by itself, unless she says otherwise. The same hour twice: no such hours.
QUIET_FROM, QUIET_UNTIL = env_int("CYFRAN_QUIET_FROM", default=20, most=23), env_int("CYFRAN_QUIET_UNTIL", default=8, most=23)
# After so many years in which nothing was heard of a person, she is removed; and so long messages are kept.
SILENT_YEARS = env_int("CYFRAN_SILENT_YEARS", default=3, least=1, most=50)
MESSAGE_YEARS = env_int("CYFRAN_MESSAGE_YEARS", default=2, least=1, most=50)

# What people who look after somebody are called, where no organisation speaks that has a term of its own.
TERM = env_choice("CYFRAN_TERM", ("carer", "unpaid_carer", "family_carer")).upper()

# Each of these may use those before it.
_DOMAIN = (
    *("base", "organisations", "people", "involvement", "correspondence", "groups"),
    *("projects", "opportunities", "meetings", "contributions", "decisions", "evaluation", "reports"),
)
INSTALLED_APPS = [
    "cyfran.web.ui",
    "cyfran.web.public",
    "cyfran.web.carer",
    "cyfran.web.staff",
    "cyfran.web.account",
    *(f"cyfran.domain.{app}" for app in _DOMAIN),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "cyfran.web.ui.tell.TellOfRequests",
    "django.middleware.security.SecurityMiddleware",
    "cyfran.web.ui.middleware.KnownMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "cyfran.web.ui.middleware.KeepSession",
    "django.middleware.locale.LocaleMiddleware",
    "cyfran.web.ui.middleware.SpeakOfCarers",
    "cyfran.web.ui.middleware.RememberLanguage",
    "cyfran.web.ui.middleware.KeepNothing",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cyfran.web.account.middleware.SecondStep",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cyfran.web.ui.middleware.AnswerOnce",
]

ROOT_URLCONF = "cyfran.config.urls"
WSGI_APPLICATION = "cyfran.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.app_directories.Loader",
                        "cyfran.web.ui.loaders.FeatureFolders",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cyfran.web.ui.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "cyfran.web.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "cyfran.web.ui.forms.Renderer"

# --- Records ---------------------------------------------------------------------------------------------------------

DATABASES = {"default": env_database("DATABASE_URL", default=f"sqlite:///{quote(str(DATA / 'cyfran.sqlite3'))}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, readers never wait: without IMMEDIATE, six processes lost most of their writes.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000;"
        ),
    }
# Where `cyfran move-database` carries everything.
MOVE_TO = env_database("CYFRAN_MOVE_TO", default="sqlite://:memory:")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# How often something is asked for is counted here, so every web process must see the same counts. Beyond so many entries
# counts would be thrown away while they still hold: there is room for what a busy hour brings.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# What workers do by themselves: each of these tasks once in so long, however many workers there are.
SCHEDULE = {
    "cyfran.domain.base.tasks.tidy": timedelta(days=1),
    "cyfran.domain.correspondence.tasks.take_up": timedelta(hours=1),
    "cyfran.domain.correspondence.tasks.ask_after_letters": timedelta(hours=12),
    "cyfran.domain.correspondence.tasks.take_in_files": timedelta(minutes=1),
    "cyfran.domain.opportunities.tasks.claim_texts": timedelta(minutes=1),
    "cyfran.domain.opportunities.tasks.give_places": timedelta(hours=1),
    "cyfran.domain.opportunities.tasks.remind_everybody": timedelta(hours=1),
    "cyfran.domain.meetings.tasks.thank_everybody": timedelta(hours=1),
    "cyfran.domain.correspondence.tasks.delete_old": timedelta(days=1),
    "cyfran.domain.correspondence.tasks.see_to_silent": timedelta(days=1),
    "cyfran.domain.people.tasks.settle_merges": timedelta(days=1),
}
# When a worker has not been heard of for so long, others take up what it had in hand.
WORKER_SILENCE_SECONDS = env_int("CYFRAN_WORKER_SILENCE_SECONDS", default=120, least=2, most=3600)
LOGGING = logging_of(requests=env_bool("CYFRAN_LOG_REQUESTS"))
# Who has it reads the figures of the installation from another machine.
METRICS_TOKEN = env_text("CYFRAN_METRICS_TOKEN")

# --- Sign-in ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "base.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "cyfran.web.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Cyfran: "
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {
    "request_login_code": "cyfran.web.account.forms.RequestCodeForm",
    "confirm_login_code": "cyfran.web.account.forms.ConfirmCodeForm",
}
# All staff of a council may come from one address, at nine in the morning; nobody is sent or tries many codes for one account.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/300s/key", "request_login_code": "120/m/ip,3/m/key"}
ACCOUNT_PREVENT_ENUMERATION = True
# Known and unknown addresses get the same answer in the same time: an e-mail is written for both, and goes to the known one.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGOUT_ON_GET = False
# Staff take a second step: an app that shows codes, or a passkey. Before much can be undone it is asked for again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "cyfran.web.account.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# The code before the present one counts too: clocks differ, and typing takes a while.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "cyfran.web.account.forms.SecondStepForm",
    "reauthenticate": "cyfran.web.account.forms.AgainForm",
    "activate_totp": "cyfran.web.account.forms.AddAppForm",
    "authenticate_webauthn": "cyfran.web.account.forms.PasskeyForm",
    "reauthenticate_webauthn": "cyfran.web.account.forms.AgainWithPasskeyForm",
    "add_webauthn": "cyfran.web.account.forms.AddPasskeyForm",
}
# An organisation may let its staff in by its own sign-in (OpenID Connect). Whoever is not appointed here stays outside.
OIDC_SERVER = env_door("CYFRAN_OIDC_SERVER")
OIDC_NAME = env_with("CYFRAN_OIDC_NAME", "CYFRAN_OIDC_SERVER")
OIDC_APP = {
    "provider_id": "organisation",
    "name": OIDC_NAME,
    "client_id": env_with("CYFRAN_OIDC_CLIENT", "CYFRAN_OIDC_SERVER"),
    "secret": env_with("CYFRAN_OIDC_SECRET", "CYFRAN_OIDC_SERVER"),
    "settings": {"server_url": OIDC_SERVER},
}
if OIDC_SERVER:  # much comes with it
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
SOCIALACCOUNT_ADAPTER = "cyfran.web.account.organisation.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC_APP] if OIDC_SERVER else []}}
# It is the verified address that says who comes in; nothing of the other sign-in is kept.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "staff:today:show"
ACCOUNT_LOGOUT_REDIRECT_URL = "public:front:show"

# --- Languages and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("cy", _("Welsh")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- Styles and scripts ----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

# --- Letters and e-mail ----------------------------------------------------------------------------------------------

EMAIL_HOST = env_host("CYFRAN_SMTP_HOST")
EMAIL_PORT = env_int("CYFRAN_SMTP_PORT", default=587, least=1, most=65535)
EMAIL_HOST_USER = env_text("CYFRAN_SMTP_USER")
EMAIL_HOST_PASSWORD = env_text("CYFRAN_SMTP_PASSWORD")
EMAIL_USE_TLS = env_bool("CYFRAN_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 20
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    # Nothing leaves this machine: each e-mail becomes a file in the outbox.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "outbox"
# GOV.UK Notify sends what has a template there. Without it, codes by text are files in the outbox, or wait for staff.
NOTIFY = env_notify()
TEXTS_ARE_SENT = "TEXT" in NOTIFY.ways or not EMAIL_HOST
DEFAULT_FROM_EMAIL = env_sender("CYFRAN_MAIL_FROM", default="cyfran@example.org")

# --- Safety ----------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = policy_of(sign_in_at=OIDC_SERVER)
HTTPS = PUBLIC_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# Browsers keep a cookie of such a name to this very machine.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
SESSION_COOKIE_HTTPONLY = True
# The token against forged posts lives in the session: the only cookies are session and language.
CSRF_USE_SESSIONS = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
BEHIND_PROXY = env_bool("CYFRAN_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Limits count by address: the last one in X-Forwarded-For is the proxy's own word.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
# Whoever sends a form that is open to everybody in less time than this is a program.
LEAST_SECONDS = env_int("CYFRAN_LEAST_SECONDS", default=2, most=60)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
NINJA_PAGINATION_MAX_LIMIT = 500
refuse_unknown_variables()
