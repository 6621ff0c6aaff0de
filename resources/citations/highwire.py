"""The `citation_*` meta tags that Google Scholar and reference managers read (Highwire Press)."""

from .work import Work


def highwire(work: Work, page_url: str, pdf_url: str) -> list[tuple[str, str]]:
    """(name, content) pairs, none empty. `pdf_url` is the whole address of the file to read, "" without one."""
    publisher = "citation_technical_report_institution" if work.names.bibtex == "techreport" else "citation_publisher"
    pairs = [
        ("citation_title", work.title),
        *(("citation_author", str(name)) for name in work.authors),
        ("citation_publication_date", work.date.replace("-", "/")),
        (publisher, work.publisher),
        ("citation_isbn", work.isbn),
        ("citation_doi", work.doi),
        ("citation_language", work.language),
        ("citation_abstract_html_url", page_url),
        ("citation_pdf_url", pdf_url),
        ("citation_public_url", work.url),
    ]
    return [(name, content) for name, content in pairs if content]
