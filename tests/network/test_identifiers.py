import pytest
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from network import identifiers
from network.phones import dialled, e164


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("732829320", True),  # the example of INSEE's documentation
        ("732829321", False),
        ("73282932000074", True),
        ("73282932000075", False),
        ("35600000000048", True),  # La Poste's head office follows Luhn
        ("35600000012345", False),  # an establishment of La Poste, whose digits add up to 29
        ("35600000012346", True),  # 30: a multiple of five, as its establishments have
    ],
)
def test_keys(number: str, right: bool) -> None:
    assert identifiers.is_key_right(number) is right


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        (identifiers.siret_form, "73282932000074", "732 829 320 00074"),
        (identifiers.siren_form, "732829320", "73282932"),
        (identifiers.finess_form, "2A0000012", "A20000012"),
        (identifiers.rna_form, "W123456789", "w123456789"),
        (identifiers.postcode_form, "01000", "1000"),
    ],
)
def test_forms(form: RegexValidator, right: str, wrong: str) -> None:
    form(right)
    with pytest.raises(ValidationError):
        form(wrong)


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("02 40 00 00 01", "+33240000001", "02 40 00 00 01"),
        ("02.40.00.00.01", "+33240000001", "02 40 00 00 01"),
        ("0033240000001", "+33240000001", "02 40 00 00 01"),
        ("0596 50 00 01", "+596596500001", "0596 50 00 01"),
        ("0269 60 00 01", "+262269600001", "0269 60 00 01"),
        ("+32 2 555 12 12", "+3225551212", "+32 2 555 12 12"),
        ("3646", "3646", "3646"),
    ],
)
def test_telephones(written: str, kept: str, shown: str) -> None:
    assert e164(written) == kept
    assert dialled(kept) == shown


@pytest.mark.parametrize("nonsense", ["", "abc", "12", "02 40 00 00", "+33 2 40 00 00 00 00"])
def test_what_is_no_telephone_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match="^" + nonsense.replace("+", r"\+") + "$"):
        e164(nonsense)
