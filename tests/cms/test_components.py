"""The design system: every component is declared, has an example, and renders it."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client

from cms import components
from cms.templatetags.theme import icon_names, render_component

TEMPLATES = components.FOLDER.parent
# Included by a component or by a tag of another library: they have no variables of their own to declare.
INTERNAL = {"breadcrumb", "easy_reading", "footer_menu", "glossary_popovers", "logo", "main_menu", "version_notice"}
KEYS = [path.stem for path in sorted(components.FOLDER.glob("*.yaml"))]
EXAMPLES = [(key, example["name"]) for key in KEYS for example in components.component(key).examples]


def rendered(key: str, name: str) -> str:
    component = components.component(key)
    example = next(example for example in component.examples if example["name"] == name)
    return render_component(component, example["with"])


def test_every_template_is_declared() -> None:
    templates = {path.stem for path in components.FOLDER.glob("[!_]*.html")}
    assert templates - INTERNAL == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_every_component_has_valid_examples(key: str) -> None:
    component = components.component(key)
    assert component.examples
    assert all(component.complaint(example["with"]) == "" for example in component.examples)


@pytest.mark.parametrize(("key", "name"), EXAMPLES)
def test_an_example_renders(key: str, name: str) -> None:
    html = rendered(key, name)
    assert BeautifulSoup(html, "html.parser").find() is not None
    assert "None" not in html


@pytest.mark.parametrize(("key", "name"), EXAMPLES)
def test_controls_and_drawings_have_what_assistive_tools_need(key: str, name: str) -> None:
    soup = BeautifulSoup(rendered(key, name), "html.parser")
    for link in soup.select("a, button"):
        assert link.get_text(strip=True), link
    for control in soup.select("input:not([type=hidden]), select, textarea"):
        assert control.find_parent("label") or soup.select_one(f'label[for="{control["id"]}"]'), control
    for svg in soup.select("svg"):
        assert svg["aria-hidden"] == "true"
    for names in soup.select("[aria-labelledby], [aria-describedby]"):
        for identifier in (names.get("aria-labelledby") or names.get("aria-describedby") or "").split():
            assert soup.find(id=identifier), identifier
    for empty in soup.select("ul:empty, ol:empty, dl:empty, p:empty"):
        raise AssertionError(empty)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{% component "card" title="T" %}', "missing url"),
        ('{% component "card" title="T" url="/" colour="red" %}', "unknown colour"),
        ('{% component "nothing" %}', "No component is named"),
        ("{% component card %}", "quoted"),
        ('{% component "tag" "Emploi" %}', "variable=value only"),
        ('{% icon "nothing" %}', "No icon is named"),
        ('{% tone_icon "loud" %}', "A tone is one of"),
    ],
)
def test_a_mistaken_call_is_refused(source: str, message: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=message):
        Template("{% load theme %}" + source).render(Context())


def test_a_component_can_be_kept_for_another() -> None:
    source = '{% load theme %}{% component "badge" label="neuf" as badge %}{% component "callout" body=badge %}'
    soup = BeautifulSoup(Template(source).render(Context()), "html.parser")
    assert [badge.get_text() for badge in soup.select(".badge")] == ["neuf"]
    assert soup.select_one(".callout .badge")


def test_a_component_escapes_what_it_is_given() -> None:
    html = Template('{% load theme %}{% component "badge" label=label %}').render(Context({"label": "<script>"}))
    assert "<script>" not in html


def test_structured_data_cannot_leave_its_script() -> None:
    html = Template("{% load theme %}{% json_ld data %}").render(Context({"data": {"name": "</script><b>&"}}))
    assert html.count("<") == 2
    assert "\\u003C/script\\u003E" in html


def icons_used() -> set[str]:
    ours = (path for path in TEMPLATES.rglob("*.html") if "admin" not in path.relative_to(TEMPLATES).parts)
    sources = "".join(path.read_text(encoding="utf-8") for path in ours)
    return set(re.findall(r'{% icon "([^"]+)" %}', sources)) | set(re.findall(r' icon="([^"]+)"', sources))


def test_every_icon_used_is_drawn() -> None:
    assert icons_used() <= icon_names()


def test_the_gallery_shows_every_component(client: Client, founding: None) -> None:
    response = client.get("/composants/")
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert {heading["id"] for heading in soup.select("main h2[id^=composant-]")} == {f"composant-{key}" for key in KEYS}
    assert soup.select_one('meta[name="robots"][content="noindex"]')


@pytest.mark.parametrize(
    ("query", "scheme"), [("", None), ("?schema=dark", "dark"), ("?schema=%00", None), ("?schema", None)]
)
def test_the_gallery_takes_a_colour_scheme(client: Client, founding: None, query: str, scheme: str | None) -> None:
    soup = BeautifulSoup(client.get(f"/composants/{query}").content, "html.parser")
    assert soup.html is not None
    assert soup.html.get("data-scheme") == scheme


def test_components_are_small() -> None:
    for path in Path(components.FOLDER).glob("*.html"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 60, path.name
