import pytest
from django.template import Context, Template
from django.test import RequestFactory

from cms.glossary import Explainer, Explanation, Glossary, current_glossary
from cms.models import GlossaryTerm


@pytest.fixture
def explainer() -> Explainer:
    terms = ["ESAT", "MAD", "PDIP 71", "PDIP"]
    return Explainer(Glossary([Explanation(t, t.lower().replace(" ", "-"), f"Sens de {t}", "") for t in terms]))


def button(term: str, slug: str) -> str:
    return f'<button type="button" class="term" popovertarget="terme-{slug}">{term}</button>'


def test_only_the_first_occurrence_is_explained(explainer: Explainer) -> None:
    assert explainer.explain("<p>Un ESAT, deux ESAT.</p>") == f"<p>Un {button('ESAT', 'esat')}, deux ESAT.</p>"
    assert explainer.explain("<p>ESAT encore</p>") == "<p>ESAT encore</p>"
    assert list(explainer.used) == ["esat"]


def test_the_longest_term_wins(explainer: Explainer) -> None:
    assert button("PDIP 71", "pdip-71") in explainer.explain("Le PDIP 71 accompagne")


@pytest.mark.parametrize("text", ["NOMADE", "MADS", "mad", "ESAT-pro", "l’ESATX"])
def test_only_whole_words_in_capitals_are_terms(explainer: Explainer, text: str) -> None:
    assert explainer.explain(text) == text


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/esat/">ESAT</a>',
        '<div data-glossary="off"><div>ESAT</div> <p>ESAT</p></div>',
        "<article><p>ESAT</p></article>",
        "<!-- ESAT -->",
        "<h2>Sortir de l’ESAT</h2>",
        "<summary>ESAT</summary>",
        "<button>Voir <b>ESAT</b></button>",
    ],
)
def test_nothing_is_nested_in_a_control_or_a_heading(explainer: Explainer, html: str) -> None:
    assert explainer.explain(html) == html


def test_the_rest_of_the_html_is_left_as_it_is(explainer: Explainer) -> None:
    html = '<p title="ESAT &amp; co">A &amp; B &#233;&nbsp;<br><img src="x" alt="ESAT"/></p>'
    assert explainer.explain(html) == html


@pytest.mark.django_db
def test_editing_the_glossary_shows_at_once() -> None:
    term = GlossaryTerm.objects.create(term="XYZ", slug="xyz", expansion="Avant")
    assert current_glossary().by_term["XYZ"].expansion == "Avant"
    term.expansion = "Après"
    term.save()
    assert current_glossary().by_term["XYZ"].expansion == "Après"
    term.delete()
    assert "XYZ" not in current_glossary().by_term


def test_text_after_a_closed_element_is_open_again(explainer: Explainer) -> None:
    html = "<nav><nav>ESAT</nav>ESAT</nav> <br> un ESAT"
    assert explainer.explain(html) == f"<nav><nav>ESAT</nav>ESAT</nav> <br> un {button('ESAT', 'esat')}"


@pytest.mark.parametrize(
    "before",
    [
        '<div data-glossary="off">ESAT</div><div>',
        "<script>if (a < b) '<h2>'</script>",
        "<style>p > b {}</style>",
        "<svg/><a/>",
        "<h2 title='a > b'>A</h2></h2>",
        '<p data-glossary="on" title="<a>">',
        "a < b, ",
    ],
)
def test_what_follows_is_explained_whatever_the_marks_hold(explainer: Explainer, before: str) -> None:
    assert explainer.explain(f"{before} un ESAT") == f"{before} un {button('ESAT', 'esat')}"


@pytest.mark.django_db
def test_every_button_has_its_explanation(rf: RequestFactory) -> None:
    GlossaryTerm.objects.create(term="ESAT", slug="esat", expansion="Établissement", definition="Un lieu.")
    GlossaryTerm.objects.create(term="MAD", slug="mad")
    template = Template("{% load glossary %}{% explained %}<p>{{ text }}</p>{% endexplained %}{% glossary_popovers %}")
    shown = template.render(Context({"request": rf.get("/"), "text": "<script>ESAT</script> & ESAT"}))
    assert "<script>" not in shown
    assert shown.count('popovertarget="terme-esat"') == 1
    assert shown.count('id="terme-esat"') == 1
    assert "terme-mad" not in shown
