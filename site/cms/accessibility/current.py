"""What the portal says of its own accessibility today."""

from django.utils import timezone

from cms.models.audits import Audit
from editions.memory import remembered

from .conformity import Conformity
from .grids import Grid, grid_of


def counted() -> Grid | None:
    """The latest audit whose grid is complete, read once an edition; None while there is none.

    A newer audit in progress changes nothing until its last result.
    """
    return remembered("cms.audit", _find)


def conformity() -> Conformity:
    """The state to declare: without a complete audit that is still valid, « non conforme »."""
    grid = counted()
    return grid.state(timezone.localdate()) if grid else Conformity.NONE


def _find() -> Grid | None:
    return next((grid for grid in map(grid_of, Audit.objects.all()) if grid.is_complete), None)
