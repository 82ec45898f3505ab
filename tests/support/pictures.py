"""Pictures as a site would send them."""

from io import BytesIO

from PIL import Image


def picture(kind: str = "PNG", width: int = 40, height: int = 20, mode: str = "RGB") -> bytes:
    """Return a white picture's file."""
    file = BytesIO()
    Image.new(mode, (width, height), "white").save(file, kind)
    return file.getvalue()
