"""The reports, in Wagtail's admin."""

from .ageing import AgeingReport
from .alternatives import AlternativeReport
from .base import register
from .comments import CommentReport
from .drafts import DraftReport
from .failed_tasks import FailedTaskReport
from .links import LinkReport
from .lost_links import LostLinkReport
from .summaries import SummaryReport
from .versions import VersionReport

register(
    [
        AgeingReport,
        DraftReport,
        CommentReport,
        VersionReport,
        SummaryReport,
        AlternativeReport,
        LinkReport,
        LostLinkReport,
        FailedTaskReport,
    ],
    "rapports/",
    first=1200,
)
