"""All settings, read from the environment by strict readers. ``docs/operations.md`` lists every variable."""

from __future__ import annotations

import sys
from pathlib import Path

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from lms import env
from lms.catalogues import allauth_in_portuguese

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "data")
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR)
PUBLIC_URL = env.text("PUBLIC_URL", f"http://localhost:{env.whole('PORT', 8000, low=1, high=65535)}").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SCORM_ORIGIN = env.origin("SCORM_ORIGIN")
if SCORM_ORIGIN and PUBLIC_URL.lower() == SCORM_ORIGIN:
    raise ImproperlyConfigured("SCORM_ORIGIN must be another origin than PUBLIC_URL: packages of others play there.")
PAGE_HOSTS = list(ALLOWED_HOSTS)  # those that show pages and rooms; the packages' own host shows nothing but packages
SCORM_HOST = SCORM_ORIGIN.partition("://")[2]
if SCORM_HOST:
    ALLOWED_HOSTS.append(SCORM_HOST.rpartition(":")[0] if SCORM_HOST.rpartition(":")[2].isdigit() else SCORM_HOST)
DEMONSTRATION = env.flag("DEMONSTRATION")
WEB_PROCESSES = env.whole("WEB_PROCESSES", 1, low=1, high=64)
MACHINES = env.whole("MACHINES", 1, low=1, high=1000)

INSTALLED_APPS = [
    "daphne",
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "core",
    "people",
    "quizzes",
    "courses",
    "webinars",
    "programme",
    "lms.apps.LmsConfig",
]

MIDDLEWARE = [
    "lms.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.middleware.TextCompressionMiddleware",
    "lms.middleware.WithoutSessionMiddleware",
    "lms.middleware.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.middleware.NotKeptMiddleware",
    "lms.middleware.OwnChangesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.SeenMiddleware",
    "people.middleware.PersonLocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lms.middleware.DeadEndsMiddleware",
    "people.middleware.StaffMfaMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lms.middleware.TooLargeMiddleware",
    "core.middleware.RefusalMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "lms.urls"
ASGI_APPLICATION = "lms.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "lms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lms.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "core.templatetags.lectern"],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR)}
if TESTING:  # a connection that a thread keeps would keep the test database from being dropped
    DATABASES["default"]["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": env.text("REDIS_PREFIX", "lectern")},
        }
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 2000}}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}
if TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# People ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # the page asks for no password: one can be set in the profile
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.SignupForm"
ACCOUNT_FORMS = {"signup": "people.adapter.NewAccountForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # mail of an administration may take its time
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Per person (the address that they type, or their account), never tightly per network address: an administration of
# two hundred people that join at the same minute shares one. What has no person yet keeps a wide limit per address.
ACCOUNT_RATE_LIMITS = {
    "login": "1200/m/ip",
    "login_failed": "5/5m/key",
    "request_login_code": "4/m/key",
    "request_code_by_link": "12/h/key",
    "reset_password": "4/m/key",
    "reset_password_from_key": "300/m/ip",
    "signup": "300/m/ip",
    "confirm_email": "1/10s/key",
    "reauthenticate": "10/m/user",
    "verify_certificate": "300/m/ip",
    "manage_email": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY") else 0
REQUIRE_STAFF_MFA = env.flag("REQUIRE_STAFF_MFA", PUBLIC_URL.startswith("https://") and not DEMONSTRATION)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = PUBLIC_URL.split(":", 1)[0]
USERSESSIONS_TRACK_ACTIVITY = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Lectern"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PUBLIC_URL.startswith("http://localhost")

PUBLIC_PAGES = env.flag("PUBLIC_PAGES", True)

# Languages ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("ar", _("Arabic")),
]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "fr", "ru", "es", "pt", "ar")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar")
LANGUAGE_COOKIE_NAME = "lectern_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [
    BASE_DIR / "locale",
    BASE_DIR / "lms" / "locale",  # django-allauth's texts in this product's words, English too; kept by hand
    allauth_in_portuguese(DATA_DIR),
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files ----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_DIR", DATA_DIR / "static")
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [
    BASE_DIR / "lms" / "static",
    ("styles", BASE_DIR / "frontend" / "styles"),
]
FRONTEND_DIR = BASE_DIR / "build" / "frontend"
if FRONTEND_DIR.is_dir():
    STATICFILES_DIRS.append(FRONTEND_DIR)
MEDIA_ROOT = env.folder("MEDIA_DIR", DATA_DIR / "media")
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a question with many gaps, each with choices in six languages
DECK_MAX_BYTES = env.whole("DECK_MAX_MB", 60, low=1) * 1024 * 1024
DECK_MAX_PAGES = env.whole("DECK_MAX_PAGES", 300, low=1)

# Mail: to a folder, shown on a staff-only page, while no server is configured ---------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.whole("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = env.folder("", DATA_DIR / "mail", private=True)  # codes to sign in with are in there
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Lectern <lectern@localhost>")
BOUNCE_MAILDIR = env.text("BOUNCE_MAILDIR")

# Jobs -----------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if not REDIS_URL:
    _queue = env.folder("QUEUE_DIR", DATA_DIR / "queue", private=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "messages"),
        "data_folder_out": str(_queue / "messages"),
        "control_folder": str(_queue / "control"),
        "processed_folder": str(_queue / "processed"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
    for _name in ("messages", "control", "processed"):
        (_queue / _name).mkdir(exist_ok=True)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_ALWAYS_EAGER = TESTING
CELERY_TASK_EAGER_PROPAGATES = TESTING
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "close-stale-connections": {"task": "webinars.close_stale_connections", "schedule": 30.0},
    "move-due-surveys": {"task": "webinars.move_due_surveys", "schedule": 60.0},
    "forget": {"task": "core.forget", "schedule": 3600.0},
    "send-mails": {"task": "webinars.send_mails", "schedule": 30.0},
    "queue-reminders": {"task": "webinars.queue_reminders", "schedule": 60.0},
    "submit-due-attempts": {"task": "quizzes.submit_due_attempts", "schedule": 30.0},
    "enrol-by-rules": {"task": "courses.enrol_by_rules", "schedule": crontab(hour="3", minute="10")},
    "remind-learners": {"task": "courses.queue_reminders", "schedule": 1800.0},
    "send-letters": {"task": "courses.send_letters", "schedule": 300.0},
    "sweep-decks": {"task": "courses.sweep_decks", "schedule": 60.0},
    "go-on-regrading": {"task": "quizzes.go_on_regrading", "schedule": 60.0},
    "sweep-imports": {"task": "quizzes.sweep_imports", "schedule": 60.0},
    "catch-up-with-sittings": {"task": "webinars.catch_up", "schedule": 300.0},
    "tell-attendance-again": {"task": "webinars.tell_again", "schedule": 3600.0},
    "balance": {"task": "programme.publish_balance", "schedule": 86400.0},
    "catch-up-with-certificates": {"task": "programme.catch_up_with_certificates", "schedule": 3600.0},
    "send-certificates": {"task": "programme.send_certificates", "schedule": 300.0},
    "freeze": {"task": "programme.freeze", "schedule": 300.0},
    "let-go-of-webinars": {"task": "webinars.let_go", "schedule": crontab(hour="2", minute="40")},
    "let-go-of-evidence": {"task": "programme.let_go", "schedule": crontab(hour="3", minute="10")},
    "let-go-of-question-files": {"task": "quizzes.let_go", "schedule": crontab(hour="3", minute="25")},
    "let-go-of-translated-files": {"task": "courses.let_go", "schedule": crontab(hour="3", minute="30")},
    "let-go-of-sign-ins": {"task": "people.let_go", "schedule": crontab(hour="3", minute="40")},
}
if BOUNCE_MAILDIR:
    CELERY_BEAT_SCHEDULE["read-bounces"] = {"task": "webinars.read_bounces", "schedule": 300.0}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# How long things are kept, in days; 0 keeps them for ever ------------------------------------------------
RETENTION_CHAT_DAYS = env.whole("RETENTION_CHAT_DAYS", 365)
RETENTION_CONNECTIONS_DAYS = env.whole("RETENTION_CONNECTIONS_DAYS", 730)
RETENTION_MAILS_DAYS = env.whole("RETENTION_MAILS_DAYS", 365)
RETENTION_PROVISIONAL_DAYS = env.whole("RETENTION_PROVISIONAL_DAYS", 90)

# The live room ---------------------------------------------------------------------------------------
ADMISSIONS_PER_SECOND = env.whole("ADMISSIONS_PER_SECOND", 60, low=1, high=10_000)

# Security -------------------------------------------------------------------------------------------
_HTTPS = PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = ["^health$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "lms.views.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": env.one_of("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "WARNING"),
    },
}
