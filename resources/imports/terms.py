"""Languages and licences, as people and programs write them, in the words of the library."""

import re

from resources.licences import Licence
from resources.models import ContentLanguage

# ISO 639-1, 639-2 (both forms), and names in French and in English.
_LANGUAGES = {
    ContentLanguage.FRENCH: "fr fra fre francais french",
    ContentLanguage.EASY: "frsimple falc",
    ContentLanguage.SIGN: "fsl lsf sgnfr",
    ContentLanguage.ENGLISH: "en eng anglais english",
    ContentLanguage.GERMAN: "de deu ger allemand german ngerman",
    ContentLanguage.SPANISH: "es spa espagnol spanish",
    ContentLanguage.ITALIAN: "it ita italien italian",
    ContentLanguage.DUTCH: "nl nld dut neerlandais dutch",
    ContentLanguage.PORTUGUESE: "pt por portugais portuguese",
    ContentLanguage.SEVERAL: "mul multilingue multilingual",
}
_BY_WORD = {word: language for language, words in _LANGUAGES.items() for word in words.split()}
_CREATIVE_COMMONS = re.compile(r"(?:cc|licenses/|creative commons)\W*(by(?:-(?:nc|nd|sa))*)[\W_]*4\.0")


def language_of(text: str) -> ContentLanguage | None:
    """None for one that the library does not name."""
    said = text.casefold().replace("ç", "c").replace("é", "e")
    whole = re.sub(r"[^a-z]", "", said)
    return _BY_WORD.get(whole) or _BY_WORD.get(re.split(r"[-_ ]", said.strip())[0])


def licence_of(text: str) -> Licence | None:
    """None unless `text` names one licence and its version: terms of use are not guessed."""
    said = " ".join(text.casefold().split())
    for licence in Licence:
        if said in (licence.value.casefold(), str(licence.label).casefold()):
            return licence
    if found := _CREATIVE_COMMONS.search(said.replace(" ", "-").replace("creative-commons", "cc")):
        name = f"CC-{found[1].upper()}-4.0"
        return Licence(name) if name in Licence.values else None
    if re.search(r"publicdomain/zero/1\.0|\bcc0\b", said):
        return Licence.PUBLIC_DOMAIN
    if re.search(r"(licence ouverte|open licence|etalab)\D*2\.0", said):
        return Licence.OPEN
    if re.fullmatch(r"tous droits réservés\.?|all rights reserved\.?", said):
        return Licence.RESERVED
    return None
