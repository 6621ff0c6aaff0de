"""What the code of a département or a collectivité says of its clocks and of where it is."""

PARIS = "Europe/Paris"

# IANA's time zone database, `zone1970.tab` and `backward`. Clipperton, where nobody lives, has none.
TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
# Communes of Polynésie française on other clocks: the Marquises and the Gambier.
OWN_TIME_ZONES = {
    **dict.fromkeys(("98718", "98723", "98731", "98746", "98756", "98757"), "Pacific/Marquesas"),
    "98719": "Pacific/Gambier",
}

# (southernmost, northernmost, westernmost, easternmost), in degrees, with some room around.
_METROPOLE = (41.0, 51.5, -5.7, 10.0)
_BOXES = {
    "971": (15.7, 16.7, -62.0, -60.8),
    "972": (14.2, 15.1, -61.4, -60.6),
    "973": (2.0, 6.0, -54.8, -51.4),
    "974": (-21.6, -20.7, 55.0, 56.0),
    "975": (46.6, 47.3, -56.7, -56.0),
    "976": (-13.2, -12.4, 44.8, 45.5),
    "977": (17.7, 18.1, -63.1, -62.6),
    "978": (17.9, 18.3, -63.3, -62.9),
    "984": (-90.0, 0.0, 30.0, 180.0),
    "986": (-14.8, -12.9, -178.5, -175.8),
    "987": (-28.5, -7.0, -156.0, -133.0),
    "988": (-23.5, -17.5, 157.5, 172.5),
    "989": (10.0, 10.6, -109.6, -108.9),
}


def time_zone(departement: str, commune: str = "") -> str:
    return OWN_TIME_ZONES.get(commune) or TIME_ZONES.get(departement, PARIS)


def is_there(departement: str, latitude: float, longitude: float) -> bool:
    """Whether a point may be in this département or collectivité: a wrong one is seldom wrong by little."""
    south, north, west, east = _BOXES.get(departement, _METROPOLE)
    return south <= latitude <= north and west <= longitude <= east
