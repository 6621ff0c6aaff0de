from io import BytesIO

from PIL import Image

from resources.reading.refused import Reason

from .refusals import Refusal
from .told import Picture

_QUALITY = 75
_METHOD = 2  # Half the time of the usual 4, for 2 % more bytes.


def webp(picture: Picture) -> bytes:
    """Raises `Refusal` unless there are as many pixels as announced."""
    if len(picture.pixels) != 3 * picture.width * picture.height:
        raise Refusal(Reason.CRASHED)
    file = BytesIO()
    Image.frombytes("RGB", (picture.width, picture.height), picture.pixels).save(
        file, "WEBP", quality=_QUALITY, method=_METHOD
    )
    return file.getvalue()
