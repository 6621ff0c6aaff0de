"""The interface is in French and in English, whole: a message without its English fails here."""

from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.support import messages
from tests.support.messages import HEADER

SOURCES = {
    "views.py": (
        "from django.utils.translation import gettext as _, ngettext\n"
        "def shown(count):\n"
        "    return _('Bonjour %(name)s') + ngettext('%(count)d lien', '%(count)d liens', count)\n"
    ),
    "page.html": (
        '{% load i18n %}\n    <p>{% translate "Lu" %} {% blocktranslate with day=day %}<b>%</b> le {{ day }}'
        "{% endblocktranslate %}</p>\n  {% blocktranslate count n=n %}une page{% plural %}{{ n }} pages"
        '{% endblocktranslate %}{% translate "Lu" context "jour" as day %}'
    ),
}
WHOLE = """\
msgid "Bonjour %(name)s"
msgstr "Hello %(name)s"

msgid "%(count)d lien"
msgid_plural "%(count)d liens"
msgstr[0] "%(count)d link"
msgstr[1] "%(count)d links"

msgid "Lu"
msgstr "Read"

msgctxt "jour"
msgid "Lu"
msgstr "Mo"

msgid "<b>%%</b> le %(day)s"
msgstr "<b>%%</b> on %(day)s"

msgid "une page"
msgid_plural "%(n)s pages"
msgstr[0] "one page"
msgstr[1] "%(n)s pages"
"""


def faults(folder: Path, catalogue: str) -> list[str]:
    for name, text in SOURCES.items():
        (folder / name).write_text(text)
    (folder / "django.po").write_text(HEADER + catalogue)
    return list(messages.faults(messages.extracted((".",), folder), messages.read(folder / "django.po")))


def test_every_message_of_the_portal_is_said_in_english() -> None:
    assert list(messages.faults(messages.extracted(), messages.read())) == []


def test_what_the_portal_reads_is_what_the_catalogue_says() -> None:
    assert messages.CATALOGUE.with_suffix(".mo").read_bytes() == messages.compiled(messages.read()), "make messages"


def test_the_portal_speaks_english_with_its_plurals() -> None:
    with translation.override("en"):
        assert gettext("Tout l’agenda") == "The whole calendar"
        counted = {number: ngettext("%(count)s projet", "%(count)s projets", number) for number in (0, 1, 2)}
    assert counted == {0: "%(count)s projects", 1: "%(count)s project", 2: "%(count)s projects"}


def test_a_whole_catalogue_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, WHOLE) == []


@pytest.mark.parametrize(
    ("whole", "broken", "fault"),
    [
        ('msgid "Lu"\nmsgstr "Read"\n\nmsgctxt', "msgctxt", "missing: 'Lu'"),
        ('msgctxt "jour"\nmsgid "Lu"\nmsgstr "Mo"\n', "", "missing: 'Lu'"),
        ('"Read"', '""', "not translated: 'Lu'"),
        ('msgstr[1] "%(count)d links"', 'msgstr[1] ""', "not translated: ('%(count)d lien', '%(count)d liens')"),
        ('msgid "Bonjour', '#, fuzzy\nmsgid "Bonjour', "fuzzy: 'Bonjour %(name)s'"),
        ('"une page"', '"une feuille"', "missing: ('une page', '%(n)s pages')"),
        ('msgid "Lu"\nmsgstr "Read"', 'msgid "Bu"\nmsgstr "Drunk"\n\nmsgid "Lu"\nmsgstr "Read"', "obsolete: 'Bu'"),
        (
            'msgid "Lu"\nmsgstr "Read"',
            '#~ msgid "Bu"\n#~ msgstr "Drunk"\n\nmsgid "Lu"\nmsgstr "Read"',
            "obsolete: 'Bu'",
        ),
        ("Hello %(name)s", "Hello", "placeholders or tags differ: 'Bonjour %(name)s', 'Hello'"),
        ("Hello %(name)s", "Hello %(nom)s", "placeholders or tags differ: 'Bonjour %(name)s', 'Hello %(nom)s'"),
        ("<b>%%</b> on", "<i>%%</i> on", "placeholders or tags differ"),
        ("<b>%%</b> on", "<b>%</b> on", "placeholders or tags differ"),
        (
            'msgid_plural "%(count)d liens"\nmsgstr[0] "%(count)d link"\nmsgstr[1]',
            "msgstr",
            "missing: ('%(count)d lien', ",
        ),
        ('msgstr[1] "%(count)d links"\n', "", "not translated: ('%(count)d lien', '%(count)d liens')"),
        ("Hello %(name)s", "Hello %(name)s !", "French typography: 'Hello %(name)s !'"),
        ("Hello %(name)s", "Hello %(name)s ", "spaces around differ"),
    ],
)
def test_each_fault_of_a_catalogue_is_told(tmp_path: Path, whole: str, broken: str, fault: str) -> None:
    assert WHOLE.count(whole) == 1
    told = faults(tmp_path, WHOLE.replace(whole, broken))
    assert any(line.startswith(fault) for line in told), told
