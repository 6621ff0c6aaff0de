"""Office files, part by part, as small as their readers allow."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from openpyxl import Workbook

from resources.reading.formats import FORMATS

CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Guide de l’emploi</dc:title></cp:coreProperties>"""
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{parts}</Types>"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "drawing", "presentation", "style", "manifest")
) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)

DOCX_BODY = """<w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:t>Trouver un emploi</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Une </w:t></w:r><w:r><w:t>phrase</w:t><w:tab/><w:t>coupée.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>case</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:delText>effacé</w:delText></w:r></w:p>"""
STYLES = f"""<w:styles {W}>
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>"""


def archive(parts: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", packing) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return file.getvalue()


def docx_parts(body: str = DOCX_BODY, **more: str | bytes) -> dict[str, str | bytes]:
    """`more`: other parts, their names with `__` for `/` and a single `_` for the dot."""
    return {
        "[Content_Types].xml": TYPES.format(parts=""),
        "word/document.xml": f"<w:document {W} {DRAWING}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/footnotes.xml": f"<w:footnotes {W}><w:p><w:r><w:t>Une note.</w:t></w:r></w:p></w:footnotes>",
        "docProps/core.xml": CORE,
    } | {name.replace("__", "/").replace("_", "."): part for name, part in more.items()}


def docx(body: str = DOCX_BODY, **more: str | bytes) -> bytes:
    return archive(docx_parts(body, **more))


def pptx() -> bytes:
    """Two slides, listed in another order than their numbers; the first shown has notes and the number of its page."""
    slides = {
        1: '<a:p><a:r><a:rPr lang="fr-FR"/><a:t>Seconde vue</a:t></a:r></a:p>',
        2: '<a:p><a:r><a:rPr lang="fr-FR"/><a:t>Première vue</a:t></a:r><a:fld><a:t>1</a:t></a:fld></a:p>',
    }
    parts = {
        "[Content_Types].xml": TYPES.format(parts=""),
        "ppt/presentation.xml": f"""<p:presentation {P}><p:sldIdLst><p:sldId r:id="r2" id="256"/>
            <p:sldId id="257" r:id="r1"/></p:sldIdLst></p:presentation>""",
        "ppt/_rels/presentation.xml.rels": _relations(
            {f"r{number}": ("slide", f"slides/slide{number}.xml") for number in slides}
        ),
        "ppt/slides/_rels/slide2.xml.rels": _relations({"r1": ("notesSlide", "../notesSlides/notesSlide1.xml")}),
        "ppt/notesSlides/notesSlide1.xml": f"<p:notes {P}><a:p><a:r><a:t>À dire.</a:t></a:r></a:p></p:notes>",
        "docProps/core.xml": CORE,
    }
    return archive(
        parts | {f"ppt/slides/slide{number}.xml": f"<p:sld {P}>{text}</p:sld>" for number, text in slides.items()}
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{one}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for one, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


def xlsx() -> bytes:
    workbook, file = Workbook(), BytesIO()
    workbook.properties.title = "Guide de l’emploi"
    workbook.active.title = "Effectifs"
    workbook.active.append(["Commune", "Places", 12])
    workbook.create_sheet("Vide")
    workbook.create_sheet("Suite").append(["Autre page"])
    workbook.save(file)
    return file.getvalue()


def opendocument(format_name: str, body: str, **more: str) -> bytes:
    parts = {
        "content.xml": f"<office:document-content{ODF}><office:body>{body}</office:body></office:document-content>",
        "styles.xml": f"""<office:document-styles{ODF}><office:styles><style:default-style>
            <style:text-properties fo:language="fr" fo:country="FR"/></style:default-style></office:styles>
            </office:document-styles>""",
        "meta.xml": f"<office:document-meta{ODF}><office:meta><dc:title>Guide de l’emploi</dc:title></office:meta>"
        "</office:document-meta>",
        "META-INF/manifest.xml": f"<manifest:manifest{ODF}/>",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", FORMATS[format_name].mime_type, zipfile.ZIP_STORED)
        for name, part in (parts | {name.replace("__", "/"): part for name, part in more.items()}).items():
            packed.writestr(name, part)
    return file.getvalue()


ODT_BODY = """<office:text><text:h>Trouver un emploi</text:h><text:p>Une<text:s/><text:span>phrase</text:span>
<office:annotation><text:p>remarque</text:p></office:annotation></text:p></office:text>"""
ODP_BODY = """<office:presentation><draw:page><draw:frame><draw:text-box><text:p>Première vue</text:p></draw:text-box>
</draw:frame><presentation:notes><text:p>À dire.</text:p></presentation:notes></draw:page>
<draw:page/><draw:page><text:p>Troisième vue</text:p></draw:page></office:presentation>"""
ODS_BODY = """<office:spreadsheet><table:table><table:table-row>
<table:table-cell><text:p>Commune</text:p></table:table-cell>
<table:table-cell><text:p>Places</text:p></table:table-cell></table:table-row></table:table>
<table:table><table:table-row><table:table-cell><text:p>Autre page</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet>"""


def odt(body: str = ODT_BODY, **more: str) -> bytes:
    return opendocument("odt", body, **more)


def odp() -> bytes:
    return opendocument("odp", ODP_BODY)


def ods() -> bytes:
    return opendocument("ods", ODS_BODY)
