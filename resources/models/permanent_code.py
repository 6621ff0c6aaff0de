"""The short name that a resource keeps for ever, whatever becomes of its title and place."""

import secrets

# Crockford's base 32: no letter that is taken for a digit.
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 8


def new_code() -> str:
    return "".join(secrets.choice(_SIGNS) for _place in range(LENGTH))
