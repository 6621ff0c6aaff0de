"""Groups that a network may make beside the roles."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page


def everywhere_editors() -> Group:
    """Those who write everywhere and publish nowhere."""
    group, made = Group.objects.get_or_create(name="Rédaction")
    if made:
        group.permissions.set(Permission.objects.filter(codename="access_admin"))
        for permission in Permission.objects.filter(codename__in=["add_page", "change_page"]):
            GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=permission)
        for permission in Permission.objects.filter(codename__in=["add_document", "change_document"]):
            GroupCollectionPermission.objects.create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
    return group
