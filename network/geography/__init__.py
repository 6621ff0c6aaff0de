"""The official geography of France: an edition of INSEE's Code officiel géographique, read, checked and imported.

`reading` opens the files, `edition` checks what they say and makes one list of territories, `movements` reads what
happened to communes, `importing` brings the database to an edition. The edition of the portal is in `data/`.
"""
