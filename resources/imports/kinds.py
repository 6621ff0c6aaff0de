"""Kinds of publications, as RIS, BibTeX, CSL and Zotero name them, in those of the library.

Sources: Research Information Systems (types of RIS), BibTeX and biblatex manuals, CSL 1.0.2 (appendix III), Zotero's
item types.
"""

import re

from resources.models import ResourceKind

UNSAID = ResourceKind.FILE
"""What a publication of which nothing is known becomes: the kind that promises least."""

_SAME = {
    ResourceKind.GUIDE: "guide manual",
    ResourceKind.STUDY: "rprt thes report techreport thesis phdthesis mastersthesis etude rapport",
    ResourceKind.REPORT: "conf cpaper conference inproceedings proceedings paperconference conferencepaper speech",
    ResourceKind.VIDEO: "video mpct motionpicture film movie videorecording",
    ResourceKind.OFFICIAL: "bill stat case legal hear legislation statute legalcase jurisdiction hearing regulation",
    ResourceKind.TOOL: "comp software computerprogram",
}
_NEAREST = {
    ResourceKind.GUIDE: "pamp pamphlet booklet stand standard",
    ResourceKind.STUDY: (
        "jour jfull ejour mgzn news inpr unpb book ebook chap echap edbook ser mono article articlejournal "
        "articlemagazine articlenewspaper journalarticle magazinearticle newspaperarticle preprint manuscript "
        "unpublished inbook incollection mvbook collection booksection chapter review reviewbook online"
    ),
    ResourceKind.REPORT: "slide presentation interview pcomm personalcommunication event",
    ResourceKind.VIDEO: "advs sound broadcast audio audiorecording podcast radiobroadcast tvbroadcast",
    ResourceKind.OFFICIAL: "govdoc pat patent treaty",
    ResourceKind.TOOL: "data dbase aggr dataset database map figure graphic",
    ResourceKind.FILE: "elec blog multi ency dict webpage web post postweblog blogpost encyclopediaarticle reference",
}
_BY_WORD = {word: (kind, True) for kind, words in _SAME.items() for word in words.split()}
_BY_WORD |= {word: (kind, False) for kind, words in _NEAREST.items() for word in words.split()}
# What is inside something else, whose ISBN it bears.
_PARTS = {
    *["chap", "echap", "inbook", "incollection", "booksection", "chapter", "suppbook", "bookinbook"],
    *["conf", "cpaper", "conference", "inproceedings", "paperconference", "conferencepaper", "encyclopediaarticle"],
}


def is_a_part(word: str) -> bool:
    """Whether `word` means a part of a book, such as a chapter."""
    return _plain(word) in _PARTS


def kind_of(word: str) -> tuple[ResourceKind, bool]:
    """The kind that `word` means, and whether it means it exactly; the nearest one otherwise."""
    for kind in ResourceKind:
        if word.strip().casefold() in (kind.value, str(kind.label).casefold()):
            return kind, True
    return _BY_WORD.get(_plain(word), (UNSAID, False))


def _plain(word: str) -> str:
    """ "motion_picture", "motionPicture" and "Motion picture" are one."""
    return re.sub(r"[^a-z]", "", word.casefold())
