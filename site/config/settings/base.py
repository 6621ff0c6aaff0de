"""What every way of running shares. Secrets and addresses come from the environment only."""

from pathlib import Path

import environ
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

env = environ.Env()

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
VAR = Path(env.str("PASSERELLES_VAR", default=str(ROOT / "var")))

DEBUG = False

INSTALLED_APPS = [
    "editions",
    "accounts",
    "mail",
    "cms",
    "search",
    "network",
    "resources",
    "events",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "cms.review.admin_app.ReviewedAdminConfig",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.PolicyMiddleware",
    "cms.middleware.PrivateAnswersMiddleware",
    "editions.middleware.EditionMiddleware",
    "cms.middleware.KnownSiteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cms.middleware.OpenLanguagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.middleware.IncompletePagesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "theme" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Databases

SQLITE_OPTIONS = {
    # secure_delete: what is erased is overwritten with zeros, not only forgotten.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA secure_delete=ON;"
    ),
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
}


def database(url: str) -> dict:
    """Django's description of the database at `url`, with SQLite made safe for concurrent writers."""
    description = env.db_url_config(url)
    # SQLite too: opening it reads the whole schema, which costs more than most pages.
    description["CONN_MAX_AGE"] = 60
    if description["ENGINE"].endswith("sqlite3"):
        description["OPTIONS"] = SQLITE_OPTIONS | description.get("OPTIONS", {})
    return description


DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR / 'passerelles.sqlite3'}"))}

# Background work and search

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# The worker announces each task twice; only what fails is worth a line beside the addresses that `make run` prints.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"failures": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {
        name: {"handlers": ["failures"], "level": "INFO", "propagate": False}
        for name in ("django_tasks", "django_tasks_db")
    },
}

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
SEARCH_INDEX_DIR = VAR / "search"
# Nodes of one cluster, separated by commas; none: the index is the folder above.
ELASTICSEARCH_URL = env.list("ELASTICSEARCH_URL", default=[])
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="passerelles")
SEARCH_LOG_DAYS = 396  # 13 months: one season can be compared with the same a year before
SEARCH_ALERT_INVITATIONS_PER_HOUR = env.int("SEARCH_ALERT_INVITATIONS_PER_HOUR", default=200)

DIRECTORY_REQUESTS_PER_HOUR = env.int("DIRECTORY_REQUESTS_PER_HOUR", default=60)

# Languages

LANGUAGE_CODE = "fr"
# Easy-to-read French: a language version of its own (BCP 47), which Django does not know.
LANG_INFO["fr-simple"] = {"bidi": False, "code": "fr-simple", "name": "Simple French", "name_local": "français simple"}
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("fr", _("français")),
    ("fr-simple", _("français simple")),
    ("en", _("anglais")),
]
INTERFACE_LANGUAGES = ("fr", "en")  # easy-to-read French is a version of pages, around which all is said in French
WAGTAILADMIN_PERMITTED_LANGUAGES = [(code, name) for code, name in LANGUAGES if code in INTERFACE_LANGUAGES]
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True  # a version deleted by mistake is made again with all its sentences
LOCALE_PATHS = [SITE / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [SITE / "theme" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"  # files of imports and their reports, which only views give
IMPORT_MOST_BYTES = 200 * 1024**2  # of an uploaded file: four times the whole FINESS+, packed
IMPORT_DAYS = 90  # how long files of imports and their reports stay
BIN_DAYS = env.int("BIN_DAYS", default=90)  # how long deleted pages can be restored
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail

WAGTAIL_SITE_NAME = "Passerelles"
WAGTAILADMIN_BASE_URL = env.str("PASSERELLES_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "cms.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "resources.LibraryDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "resources.forms.LibraryDocumentForm"
# What the library takes, and what it says it is: never what the name of a file alone claims.
WAGTAILDOCS_CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WAGTAILDOCS_EXTENSIONS = sorted(WAGTAILDOCS_CONTENT_TYPES)
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.forms.LoginForm"
FOUNDING_CONTENT = SITE / "content"
COMPONENT_GALLERY = env.bool("COMPONENT_GALLERY", default=False)

# Security

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 16},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
# Wagtail shows previews in a frame of its own address: "DENY", which the check asks for, would break them.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
# Wagtail's admin still needs inline scripts and styles.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
if EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_CONFIG["EMAIL_BACKEND"] = "mail.smtp.EmailBackend"
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="passerelles@localhost")
# A folder to read messages in when there is no server (`config.settings.local`); never where people are written to.
LOCAL_MAILBOX: Path | None = None
