"""Who may do something on the whole directory, and who on one record."""

from typing import Any

from wagtail.permissions import policy_registry

from network.models import Organisation


def may_everywhere(user: Any, *actions: str) -> bool:
    """Whether `user` may do all of these on every record, and not only on those entrusted to them."""
    policy = policy_registry.get_by_type(Organisation)
    return all(policy.user_has_everywhere(user, action) for action in actions)


def may(user: Any, action: str, organisation: Organisation) -> bool:
    return bool(policy_registry.get_by_type(Organisation).user_has_permission_for_instance(user, action, organisation))
