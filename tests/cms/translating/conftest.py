from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission

from accounts.models import User

from .bench import Bench


@pytest.fixture
def bench(founding: None, django_capture_on_commit_callbacks: Callable) -> Bench:
    return Bench(django_capture_on_commit_callbacks)


@pytest.fixture
def translator(bench: Bench) -> Client:
    """Somebody who may change and publish the English pages, and nothing else."""
    return signed_in("traductrice", bench)


@pytest.fixture
def colleague(bench: Bench) -> Client:
    return signed_in("collègue", bench)


def signed_in(name: str, bench: Bench) -> Client:
    group, made = Group.objects.get_or_create(name="Traduction en anglais")
    if made:
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for codename in ("change_page", "publish_page"):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=bench.english.get_parent(), permission=permission)
    user = User.objects.create_user(name)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client
