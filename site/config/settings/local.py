"""`make run`: one machine, no service to install, everything under `var/`."""

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import SILENCED_SYSTEM_CHECKS, VAR, env


def kept_secret() -> str:
    """The secret key of this machine: made once, readable by its owner only."""
    path = VAR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Plain HTTP, on the loopback only.
SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]

# Files are served from where they stand: no collection step between a clone and a running portal.
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
COMPONENT_GALLERY = True

# Without a mail server, messages are read at /admin/courrier-local/.
if not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "mail.local.FolderBackend"
    LOCAL_MAILBOX = VAR / "mail"
