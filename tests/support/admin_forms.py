"""Forms of the admin, filled as their page gives them."""

from typing import Any

from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html


def form_of(client: Client, address: str, form_id: str | None = None, **streams: int) -> dict[str, Any]:
    """What `client` would send from the page at `address`. `streams`: lists of blocks, which the browser draws."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    data = querydict_from_html(answer.content.decode(), form_id=form_id)
    told: dict[str, Any] = {name: values if len(values) > 1 else values[0] for name, values in data.lists()}
    return {name: value for name, value in told.items() if not name.startswith("action-")} | {
        f"{name}-count": count for name, count in streams.items()
    }
