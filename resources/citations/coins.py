"""COinS: an OpenURL context object in the title of an empty span (NISO Z39.88-2004, KEV format for books)."""

from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString

from .work import Work


def coins(work: Work) -> SafeString:
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", work.names.genre),
        ("rft.btitle" if work.names.genre == "book" else "rft.title", work.title),
        *(("rft.au", str(name)) for name in work.authors),
        ("rft.date", work.date),
        ("rft.pub", work.publisher),
        ("rft.isbn", work.isbn),
        ("rft_id", f"info:doi/{work.doi}" if work.doi else ""),
        ("rft_id", work.url),
        ("rft.language", work.language),
    ]
    return format_html('<span class="Z3988" title="{}"></span>', urlencode([pair for pair in pairs if pair[1]]))
