"""An event with three seats, who organises it, and those who come or would, each thing they say a word of its own."""

import json
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from config.prepare import maintain_daily
from events.attendance.codes import code_of
from events.letters.tasks import write_letters
from events.models import HalfDay, LetterNote, Question, Registration
from events.participants import links, tokens
from events.privacy import space
from tests.events.factories import NOW, STARTS, desk_with
from tests.events.participants.filling import address
from tests.support import traces
from tests.support.worker import work

from .words import EMAILS, WORDS, Found

_OF_FORM = {"prenom": "prenom", "nom": "nom", "fonction": "fonction"}


class Journey:
    """Made for a process of its own: it holds the clock, and time never goes back."""

    def __init__(self) -> None:
        self.now, self.starts, self.ends = NOW, STARTS, STARTS + timedelta(hours=9)
        mock.patch("django.utils.timezone.now", side_effect=lambda: self.now).start()
        tokens.FASTEST = timedelta(0)
        self.desk = desk_with(capacity=3)
        self.half_day = HalfDay.objects.create(desk=self.desk, starts_at=STARTS, ends_at=self.ends)
        self.question = Question.objects.create(desk=self.desk, label=WORDS["question"], purpose="Préparer.")
        LetterNote.objects.create(desk=self.desk, kind="confirmee", text=WORDS["lettre"])
        self.user = User.objects.create_superuser(username="chef", password=None)
        self.desk.event.title = WORDS["titre"]
        self.desk.event.save_revision(user=self.user).publish(user=self.user)
        self.visitor, self.organiser = (Client(headers={"host": "localhost"}) for _each in range(2))
        maintain_daily()
        self.go_on(self.now)

    def go_on(self, now: datetime) -> None:
        """It is `now`, and the worker does what is due."""
        self.now = now
        work()
        self.organiser.force_login(self.user)

    def look(self) -> Found:
        """Where each word is."""
        places = traces.found(WORDS.values(), Path(settings.VAR))
        return {name: places[word] for name, word in WORDS.items() if word in places}

    def ask(self) -> None:
        """All that people and the organiser may say before the event. Letters are written, and wait."""
        self._colleagues()
        self._one_by_telephone()
        self._one_who_waits()
        self._post(f"{self._own('seconde')}ceder/", self._person("collegue", "mailcollegue"))
        self._post(f"{self._own('prenom')}amenagements/", {"amenagements": "lsf", "precision": WORDS["besoin"]})
        self._post(reverse("events:my_links"), {"courriel": EMAILS["courriel"]})
        self._organise()
        write_letters.call()

    def attend(self) -> None:
        """The door, in every way it works, papers, tables and certificates."""
        assert self.visitor.get(f"{self._own('prenom')}attestation.pdf").status_code == 404, "not before they came"
        read = [
            {
                "nonce": str(uuid.uuid4()),
                "code": code_of(self._of(name)),
                "present": True,
                "at": self.now.timestamp() * 1000,
            }
            for name in ("prenom", "attente")
        ]
        answer = self._organised(
            "sync", self.half_day.pk, json.dumps({"readings": read[:1]}), content_type="application/json"
        )
        assert answer.json()["kept"] == [read[0]["nonce"]]
        self._organised("mark", self.half_day.pk, {"code": code_of(self._of("collegue")), "nonce": str(uuid.uuid4())})
        # Who has no seat is named in the refusal, which waits for the next page.
        self._organised("mark", self.half_day.pk, {"code": read[1]["code"], "nonce": read[1]["nonce"]})
        for name, pk in (
            ("sheet", self.half_day.pk),
            ("badges", self.desk.pk),
            ("figures", self.desk.pk),
            ("needs", self.desk.pk),
        ):
            assert self.organiser.get(reverse(f"event_organising:{name}", args=[pk])).status_code == 200, name
        for name in ("prenom", "collegue"):
            assert self.visitor.get(f"{self._own(name)}attestation.pdf")["Content-Type"] == "application/pdf"
        self._organised("close", self.desk.pk)

    def erase(self) -> None:
        """Each by the way that their own mail leads to."""
        for email in EMAILS.values():
            page = space.address(email.lower())
            self.visitor.get(f"{page}donnees.json")
            self._post(f"{page}effacer/", {}, status=200)

    def _colleagues(self) -> None:
        people = [self._person(name, email) for name, email in (("prenom", "courriel"), ("seconde", "mailseconde"))]
        answer = {f"question-{self.question.pk}": WORDS["reponse"]}
        form = {
            f"personne-{number}-{field}": value
            for number, person in enumerate(people)
            for field, value in (person | answer).items()
        }
        form |= {"demandeur": WORDS["demandeur"], "demandeur_courriel": EMAILS["mailduchef"]}
        self._post(address(self.desk), form | self._request(2))

    def _one_by_telephone(self) -> None:
        self._organised(
            "add",
            self.desk.pk,
            {"jeton": str(uuid.uuid4()), "structure": WORDS["structure"], **self._person("appel", "mailappel")},
        )

    def _one_who_waits(self) -> None:
        person = {f"personne-0-{field}": value for field, value in self._person("attente", "mailattente").items()}
        self._post(address(self.desk), person | self._request(1))

    def _organise(self) -> None:
        """A cancellation with a word, whose seat is offered; a message; the list, chosen from, and its tables."""
        self._organised("person", self._of("appel").pk, {"acte": "annuler", "pourquoi": WORDS["mot"]})
        said = {"recipients": "tous", "subject": WORDS["objet"], "text": WORDS["annonce"], "bouton": "envoyer"}
        self._organised("messages", self.desk.pk, said)
        for export in ("", "csv", "xlsx"):
            answer = self.organiser.get(
                reverse("event_organising:people", args=[self.desk.pk]), {"q": WORDS["nom"], "export": export}
            )
            assert answer.status_code == 200
            list(answer)

    def _person(self, name: str, email: str) -> dict[str, str]:
        return {field: WORDS[word] for field, word in (_OF_FORM | {"prenom": name}).items()} | {
            "courriel": EMAILS[email]
        }

    def _request(self, people: int) -> dict[str, str]:
        return {"jeton": tokens.give(), "nombre": str(people), "structure": WORDS["structure"]}

    def _of(self, name: str) -> Registration:
        return Registration.objects.get(given_name=WORDS[name])

    def _own(self, name: str) -> str:
        return links.address(self._of(name))

    def _post(self, url: str, said: dict[str, str], status: int = 303) -> None:
        answer = self.visitor.post(url, said)
        assert answer.status_code == status, answer.content.decode()

    def _organised(self, name: str, pk: int, *said: Any, **options: Any) -> Any:
        answer = self.organiser.post(reverse(f"event_organising:{name}", args=[pk]), *said, **options)
        assert answer.status_code in (200, 302), answer.content.decode()
        return answer
