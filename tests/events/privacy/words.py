"""The words: what each stands for, and one that nothing else holds."""

Found = dict[str, list[str]]  # what was found, and where

_ASKED = "prenom", "nom", "courriel", "fonction", "structure", "reponse", "besoin", "demandeur", "mailduchef"
_OF_OTHERS = "seconde", "mailseconde", "collegue", "mailcollegue", "attente", "mailattente", "appel", "mailappel"
OF_PEOPLE = {*_ASKED, *_OF_OTHERS, "mot"}
# What is written to all those who come, and kept as long as they are.
TO_PEOPLE = {"objet", "annonce"}
# What is said of the event alone stays.
OF_THE_EVENT = {"titre", "question", "lettre"}
WORDS = {name: f"Xq{name}zv" for name in sorted(OF_PEOPLE | TO_PEOPLE | OF_THE_EVENT)}
EMAILS = {name: f"{WORDS[name]}@exemple.test" for name in OF_PEOPLE if name.startswith("mail") or name == "courriel"}
