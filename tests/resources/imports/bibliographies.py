"""Small bibliographies as programs write them; every publication in them is invented."""

RIS = """TY  - RPRT
TI  - Passer de l’ESAT à l’entreprise ordinaire : un suivi de trois ans
AU  - Exemple, Camille
AU  - Modèle, Dominique
PY  - 2021/03/15/
PB  - Agefiph
AB  - Ce rapport suit trente parcours. Il dit ce qui les a facilités.
UR  - https://exemple.invalid/rapports/suivi-de-trois-ans
DO  - 10.99999/suivi.2021
LA  - fr-FR
KW  - Coopération entre acteurs
KW  - mot que personne ne connaît
L1  - files/12/rapport.pdf
ER  -

TY  - VIDEO
T1  - Une journée en atelier
A1  - Collectif d’exemple
Y1  - 2019///
ER  -
"""

BIBTEX = r"""@comment{ce qui n'est pas une notice}
@string{ed = {Agefiph}}

@techreport{suivi,
  author = {Exemple, Camille and Dominique Mod{\`e}le and {Collectif d'exemple}},
  title = {Passer de l'{ESAT} {\`a} l'entreprise ordinaire},
  institution = ed,
  year = 2021,
  month = mar,
  url = {https://exemple.invalid/a_b%20c},
  doi = {10.99999/suivi\_2021},
  langid = {french},
  keywords = {Coopération entre acteurs, autre},
  file = {Rapport:files/12/rapport.pdf:application/pdf},
}

@misc{sans,
  title = {50 % des parcours},
  date = {2020-05/2020-09},
}
"""

CSL_JSON = """[
  {"id": "1", "type": "report", "title": "Le job coaching pas à pas", "issued": {"date-parts": [[2022, 4]]},
   "author": [{"family": "Exemple", "given": "Camille"}, {"literal": "Collectif d’exemple"}],
   "publisher": "Agefiph", "DOI": "https://doi.org/10.99999/pas", "language": "eng"},
  "rien",
  {"type": "motion_picture", "title": "Paroles d’apprentis"}
]
"""

OWN = """titre;genre;auteurs;date;editeur;resume;adresses;isbn;langue;licence;themes;fichiers
Guide d’accueil en entreprise;guide;Exemple, Camille|Modèle, Dominique;05/2020;Agefiph;Pour préparer une arrivée.;\
https://exemple.invalid/guide;978-2-1234-5680-3;fr;Licence Ouverte 2.0 (Etalab);cooperation-acteurs;guide.pdf|annexe.odt
;guide;;;;;;;;;;
"""

ZOTERO = """"Key","Item Type","Publication Year","Author","Title","ISBN","DOI","Url","Abstract Note","Date",\
"Publisher","Language","Rights","File Attachments","Manual Tags","Automatic Tags"
"ABCD1234","bookSection","2018","Exemple, Camille; Modèle, Dominique","Le chapitre des stages","978-2-1234-5680-3","",\
"https://exemple.invalid/chapitre","Résumé.","12 mai 2018","Agefiph","fr","CC BY 4.0",\
"/home/quelqu-un/Zotero/storage/X/stages.pdf; C:\\\\Users\\\\x\\\\annexe.odt","Coopération entre acteurs; autre",""
"""
