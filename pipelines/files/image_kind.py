"""What a downloaded image is, by its bytes and never by its name.

Pillow is imported when the first image comes: a crawl without images needs none.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Name in Pillow: end of the file's name. Nothing else is kept: SVG can hold scripts.
KINDS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


class Refused(Exception):
    """The bytes are no image that is kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What an image's head says."""

    kind: str  # key of KINDS
    width: int  # pixels
    height: int


def measured(body: bytes, max_pixels: int) -> Measured:
    """Return what the image is, from its head alone; raises Refused."""
    with _opened(body) as image:
        width, height = image.size
        if width * height > max_pixels:
            raise Refused(f"{width} x {height} pixels are too many")
        return Measured(image.format or "", width, height)


def converted(body: bytes, max_width: int, kind: str) -> bytes:
    """Return the image as a file of this kind, no wider than max_width; 0: as wide as it is."""
    from PIL import ImageOps

    with _opened(body) as image:
        try:
            upright = ImageOps.exif_transpose(image)
            if 0 < max_width < upright.width:
                upright.thumbnail((max_width, upright.height))
            if kind == "JPEG" and upright.mode != "RGB":
                upright = upright.convert("RGB")
            written = BytesIO()
            upright.save(written, kind)
        except (OSError, ValueError) as error:
            raise Refused(f"broken: {error}") from error
        return written.getvalue()


def _opened(body: bytes) -> "Image":
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # see max_pixels
        try:
            return Image.open(BytesIO(body), formats=tuple(KINDS))
        except (Image.DecompressionBombError, OSError, ValueError) as error:
            raise Refused("no JPEG, PNG, GIF, WebP or AVIF image") from error
