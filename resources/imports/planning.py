"""What one publication would become, decided before anything is written: a try and an import ask the same."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.utils.file import hash_filelike

from cms.imports.reading import UnreadableFile
from cms.models import Theme
from network.imports.records import Remark
from network.models import Territory
from resources.models import ResourceFile, ResourceIndexPage, ResourcePage

from .bundles import Bundle, Named, uploaded
from .fates import Fate
from .identity import Key, keys_of
from .known import Known, content_key, holder_of
from .records import Record
from .uploads import collection_of, document_form, faults

_LONGEST_LABEL = ResourceFile._meta.get_field("label").max_length or 0


@dataclass
class Plan:
    """`fate` is CREATED when `page` is to be written with `forms`, one a file, which all are valid."""

    record: Record
    fate: Fate
    reason: str = ""
    page: ResourcePage | None = None
    forms: list[Any] = field(default_factory=list)
    refused_files: list[Remark] = field(default_factory=list)


class Planner:
    """Plans one import below `index`, by `user` (None for a program), with the files of `bundle`."""

    def __init__(self, index: ResourceIndexPage, user: Any, bundle: Bundle, names: Named) -> None:
        self._index, self._user, self._bundle, self._names = index, user, bundle, names
        self._known = Known()
        self._collection = collection_of(user)
        self.used: set[str] = set()
        """Names of the files that a publication of the import speaks of."""

    def plan(self, record: Record, files: ExitStack) -> Plan:
        """Files stay open until `files` is closed: write before."""
        found = {said: self._names.find(said) for said in record.files}
        names = list(dict.fromkeys(name for name in found.values() if name))
        self.used.update(names)
        if record.is_a_file:
            return self._of_a_file(record, names[0], files)
        keys = keys_of(urls=[record.url], **_identity(record))
        if before := self._met_before(record, keys):
            return before
        plan = Plan(record, Fate.CREATED)
        for said in (said for said, name in found.items() if not name):
            plan.refused_files.append(Remark("files", said, _("Ce fichier n’est pas avec la bibliographie.")))
        for name in names:
            self._take(plan, name, label_of(name), self._opened(plan, name, files))
        return self._checked(plan, keys)

    def _of_a_file(self, record: Record, name: str, files: ExitStack) -> Plan:
        plan = Plan(record, Fate.CREATED)
        if file := self._opened(plan, name, files):
            keys = [content_key(file_hash := hash_filelike(file))]
            if before := self._met_before(record, keys, holder_of(file_hash)):
                return before
            self._take(plan, name, record.title, file)
        if plan.forms:
            return self._checked(plan, keys)
        return Plan(record, Fate.REFUSED, " ".join(remark.reason for remark in plan.refused_files))

    def _met_before(self, record: Record, keys: list[Key], holder: str | None = None) -> Plan | None:
        if self._known.is_repeated(keys):
            reason = _("L’import a déjà rencontré cette publication : la première est gardée.")
            return Plan(record, Fate.REPEATED, reason)
        if title := holder or self._known.find(keys):
            return Plan(record, Fate.PRESENT, _("La bibliothèque l’a déjà : « %(title)s ».") % {"title": title})
        return None

    def _checked(self, plan: Plan, keys: list[Key]) -> Plan:
        page = self._page(plan.record)
        try:
            # What depends on its place in the tree is given when it is placed.
            page.clean_fields(exclude=["path", "depth", "slug"])
        except ValidationError as error:
            return Plan(plan.record, Fate.REFUSED, " ".join(error.messages))
        self._known.add(keys)
        plan.page = page
        return plan

    def _page(self, record: Record) -> ResourcePage:
        page = ResourcePage(live=False, owner=self._user, locale_id=self._index.locale_id, **record.values)
        page.draft_title = page.title
        if not slugify(page.title, allow_unicode=True):
            page.slug = f"ressource-{page.code}"
        page.themes = list(Theme.objects.in_bulk(record.themes).values()) if record.themes else []
        page.territories = list(Territory.objects.in_bulk(record.territories).values()) if record.territories else []
        return page

    def _opened(self, plan: Plan, name: str, files: ExitStack) -> UploadedFile | None:
        try:
            return files.enter_context(uploaded(self._bundle, name))
        except UnreadableFile as refusal:
            plan.refused_files.append(Remark("files", name, str(refusal)))
            return None

    def _take(self, plan: Plan, name: str, title: str, file: UploadedFile | None) -> None:
        """Have the form of the library's files judge `file`."""
        if file is None:
            return
        if self._collection is None:
            plan.refused_files.append(Remark("files", name, _("Vous n’avez pas le droit d’ajouter des fichiers.")))
            return
        form = document_form(file, title, self._user, self._collection)
        if form.is_valid():
            plan.forms.append(form)
        else:
            plan.refused_files.append(Remark("files", name, faults(form)))


def label_of(name: str) -> str:
    """What a file is called on the page of its resource."""
    return PurePosixPath(name).stem.replace("_", " ").strip()[:_LONGEST_LABEL] or name[:_LONGEST_LABEL]


def _identity(record: Record) -> dict[str, str]:
    return {name: record.values.get(name, "") for name in ("title", "date", "authors", "doi", "isbn")}
