"""Composing a page of blocks with the keyboard: a list, a table, an image whose words are forgotten, then written."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from .keyboard import press, tab_to, type_in
from .test_admin import page_number

WORD = """<p class=MsoNormal style='mso-margin-top-alt:auto'><b style='mso-bidi-font-weight:normal'><span
style='font-size:14.0pt;color:#1F3864'>Le stage</span></b> se prépare à <st1:place w:st="on">Caen</st1:place>.
<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><ul type=disc><li class=MsoNormal style='mso-list:l0'>avec la personne</li></ul>
<p class=MsoNormal><a href="https://passerelles.example/guide">Le guide</a>
<img src="data:image/png;base64,iVBORw0KGgo="></p>
<table class=MsoTableGrid><tr><td><p>Lundi</p><table><tr><td>9 h</td></tr></table></td></tr></table>"""
PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def add(page: Page, block: str) -> Locator:
    """Chooses a block at the end of the page, with the keyboard. Returns its form."""
    press(page, page.get_by_role("button", name=re.compile("Insérer un bloc")).last)
    field = page.locator("input[role=combobox]:visible").last
    field.focus()
    page.keyboard.type(block)
    expect(page.get_by_role("option", name=block, exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    added = page.locator("[data-streamfield-child]:not([aria-hidden])").last
    expect(added).to_be_visible()
    return added


def action(page: Page, name: str) -> None:
    footer = page.locator("footer")
    press(page, footer.get_by_role("button", name=re.compile("Autres actions|Plus d", re.IGNORECASE)))
    press(page, page.get_by_role("button", name=re.compile(f"^{name}", re.IGNORECASE)).last)


def test_a_page_is_composed_and_published_once_its_image_has_its_words(
    admin: Page, own_portal: str, own_var: Path
) -> None:
    admin.goto("/admin/images/add/")
    picture = Path(__file__).parents[2] / "site" / "theme" / "static" / "img" / "share.png"
    admin.locator("#id_file").set_input_files(picture)
    admin.locator("#id_title").fill("Un atelier")
    admin.locator("#id_title").press("Enter")
    expect(admin).to_have_url(re.compile("/admin/images/$"))

    admin.goto(f"/admin/pages/add/cms/contentpage/{page_number(own_var, 'accueil')}/")
    type_in(admin, "#id_title", "Se former")
    listing = add(admin, "Liste composée")
    type_in(admin, listing.get_by_label("Titre de la liste"), "Les projets")
    tab_to(admin, listing.get_by_label("Ce qu’elle montre"))
    admin.keyboard.type("Projets")
    type_in(admin, listing.get_by_label("Phrase montrée"), "Aucun projet.")

    table = add(admin, "Tableau")
    type_in(admin, table.get_by_label("Titre du tableau"), "Permanences")
    tab_to(admin, table.get_by_label("Où sont les titres"))
    admin.keyboard.type("la première ligne")
    tab_to(admin, table.get_by_label("Le tableau"))
    admin.keyboard.insert_text("Jour\tLieu\nLundi\tCaen")

    text = add(admin, "Texte")
    editor = text.locator("[contenteditable=true]")
    tab_to(admin, editor)
    editor.evaluate(PASTE, WORD)
    expect(editor).to_contain_text("avec la personne")

    figure = add(admin, "Image")
    press(admin, figure.get_by_role("button", name=re.compile("Choisir une image", re.IGNORECASE)))
    press(admin, admin.get_by_role("dialog").get_by_role("link", name=re.compile("Un atelier")).first)
    expect(figure.get_by_role("button", name=re.compile("Plus d|Changer|Actions", re.IGNORECASE)).first).to_be_visible()

    action(admin, "Publier")
    told = admin.locator(".messages")
    expect(told).to_contain_text("Image (bloc 4) – Image : écrivez son texte de remplacement")
    expect(told.get_by_role("button", name=re.compile("première erreur"))).to_be_visible()

    type_in(admin, figure.get_by_label("Texte de remplacement"), "Un atelier de menuiserie")
    action(admin, "Publier")
    expect(told).to_contain_text("a été publiée")
