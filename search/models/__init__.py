from .alerts import SavedSearch
from .editorial import PromotedResult, SynonymGroup
from .log import SearchLogEntry
from .outbox import OutboxEntry

__all__ = ["OutboxEntry", "PromotedResult", "SavedSearch", "SearchLogEntry", "SynonymGroup"]
