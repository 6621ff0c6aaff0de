"""The tests: nothing of the machine's own data is read or written."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import database, env

VAR = Path(tempfile.mkdtemp(prefix="passerelles-tests-"))

SECRET_KEY = "tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database(env.str("DATABASE_URL", default="sqlite:///:memory:"))}
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"
SEARCH_INDEX_DIR = VAR / "search"
ELASTICSEARCH_URL = []  # tests of that engine ask for it (tests/support/elasticsearch.py)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
COMPONENT_GALLERY = True
LOCAL_MAILBOX = VAR / "mail"
