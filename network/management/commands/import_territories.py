from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.founding.problems import ContentRefused
from network.geography.edition import DATA, read_edition
from network.geography.importing import Imported, import_edition
from network.geography.movements import read_movements

SHOWN = 20


class Command(BaseCommand):
    help = "Bring régions, départements, intercommunalités and communes to an edition of the official geography."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossier", type=Path, default=DATA, help="folder of the edition (the portal's own)")
        parser.add_argument("--coordonnees", type=Path, help="table code,latitude,longitude of the communes")
        parser.add_argument("--mouvements", type=Path, help="INSEE's table of movements of communes (mvtcommune)")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._say(options, _("Lecture de l’édition…"))
            edition = read_edition(options["dossier"], options["coordonnees"])
            movements = read_movements(options["mouvements"]) if options["mouvements"] else None
            done = import_edition(
                edition,
                movements,
                dry_run=options["dry_run"],
                progress=lambda step: self._say(options, _("  %(step)s…") % {"step": step}),
            )
        except ContentRefused as refusal:
            for problem in refusal.problems[: SHOWN * 5]:
                self.stderr.write(str(problem))
            raise CommandError(
                _("%(count)d problème(s) dans les fichiers. Rien n’a été écrit ; corrigez puis relancez.")
                % {"count": len(refusal.problems)}
            ) from refusal
        self._tell(done, every=options["dry_run"] or options["verbosity"] > 1)
        summary = (
            _("Essai sans écriture : %(created)d seraient créés, %(changed)d changés, %(merged)d réunis à un autre, "
              "%(aliases)d autres noms ajoutés, %(kept)d sont inchangés.")
            if options["dry_run"]
            else _("Géographie importée : %(created)d créés, %(changed)d changés, %(merged)d réunis à un autre, "
                   "%(aliases)d autres noms ajoutés, %(kept)d inchangés.")
        )  # fmt: skip
        counts = {name: len(getattr(done, name)) for name in ("created", "changed", "merged")}
        self.stdout.write(self.style.SUCCESS(summary % {**counts, "aliases": done.aliases, "kept": done.kept}))

    def _say(self, options: dict[str, Any], sentence: str) -> None:
        if options["verbosity"] > 0:
            self.stdout.write(sentence)

    def _tell(self, done: Imported, every: bool) -> None:
        """What is not routine always, the rest when asked."""
        if every:
            self._list(_("Créés :"), done.created)
            self._list(_("Changés :"), [f"{before} → {after}" for before, after in done.changed])
        self._list(_("Réunis à un autre :"), [f"{old} → {new}" for old, new in done.merged])
        self._list(
            _("Absents de cette édition, sans successeur connu : gardés, à vous de décider."),
            sorted(done.orphans),
            all_of_them=True,
        )

    def _list(self, title: str, lines: list[str], all_of_them: bool = False) -> None:
        if not lines:
            return
        self.stdout.write(title)
        shown = lines if all_of_them else lines[:SHOWN]
        for line in shown:
            self.stdout.write(f"  {line}")
        if len(lines) > len(shown):
            self.stdout.write(_("  … et %(count)d autres") % {"count": len(lines) - len(shown)})
