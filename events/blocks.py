"""What an editor says of an event, piece by piece: its programme, and how one is received there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import TEXT_FEATURES


class Facility(TextChoices):
    STEP_FREE = "plain-pied", _("Entrée et salles sans marche")
    LIFT = "ascenseur", _("Ascenseur")
    TOILETS = "toilettes", _("Toilettes accessibles")
    PARKING = "stationnement", _("Places de stationnement réservées")
    LOOP = "boucle", _("Boucle à induction magnétique")
    LSF = "lsf", _("Interprétation en langue des signes française (LSF)")
    CAPTIONS = "sous-titrage", _("Sous-titrage en direct")
    QUIET_ROOM = "salle-calme", _("Salle calme")
    SIGNS = "signaletique", _("Signalétique simple, en gros caractères")
    EASY_TO_READ = "falc", _("Documents faciles à lire et à comprendre (FALC)")
    ANIMALS = "animaux", _("Chiens guides et d’assistance bienvenus")


class There(TextChoices):
    YES = "oui", _("oui")
    ON_DEMAND = "sur-demande", _("sur demande")
    NO = "non", _("non")


class FacilityBlock(blocks.StructBlock):
    facility = blocks.ChoiceBlock(label=_("Quoi"), choices=Facility.choices)
    there = blocks.ChoiceBlock(label=_("Est-ce prévu ?"), choices=There.choices, default=There.YES)
    note = blocks.CharBlock(label=_("Précision"), required=False, default="", max_length=250)

    class Meta:
        icon = "check"
        label = _("Aménagement")


class SpeakerBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Nom"), max_length=150)
    role = blocks.CharBlock(label=_("Fonction et structure"), required=False, default="", max_length=250)

    class Meta:
        icon = "user"
        label = _("Intervenante ou intervenant")


class SessionBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("Jour"), required=False, help_text=_("Pour un événement de plusieurs jours."))
    starts = blocks.TimeBlock(label=_("Début"), required=False)
    ends = blocks.TimeBlock(label=_("Fin"), required=False)
    title = blocks.CharBlock(label=_("Titre"), max_length=250)
    room = blocks.CharBlock(label=_("Salle"), required=False, default="", max_length=150)
    text = blocks.RichTextBlock(label=_("Texte"), required=False, default="", features=TEXT_FEATURES)
    speakers = blocks.ListBlock(SpeakerBlock(), label=_("Intervenantes et intervenants"), default=[])

    class Meta:
        icon = "time"
        label = _("Temps du programme")
