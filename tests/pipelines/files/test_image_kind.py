import pytest

from pipelines.files.image_kind import KINDS, Measured, Refused, converted, measured
from tests.support.pictures import picture


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_known_by_its_bytes(kind: str) -> None:
    assert measured(picture(kind), 800) == Measured(kind, 40, 20)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>not found</html>",
        b"\xff\xd8\xff",
        picture("BMP"),
        picture()[:20],
    ],
)
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(Refused, match="no JPEG"):
        measured(body, 800)


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    with pytest.raises(Refused, match="40 x 20 pixels"):
        measured(picture(), 799)


def test_a_small_file_that_would_fill_memory_is_refused() -> None:
    body = bytearray(picture(mode="1"))
    body[16:24] = (100_000).to_bytes(4, "big") * 2
    with pytest.raises(Refused):
        measured(bytes(body), 60_000_000)


@pytest.mark.parametrize(
    ("max_width", "kind", "expected"),
    [
        (10, "PNG", Measured("PNG", 10, 5)),
        (100, "PNG", Measured("PNG", 40, 20)),
        (0, "JPEG", Measured("JPEG", 40, 20)),
        (10, "WEBP", Measured("WEBP", 10, 5)),
    ],
)
def test_a_picture_is_made_smaller_and_of_another_kind(
    max_width: int, kind: str, expected: Measured
) -> None:
    assert measured(converted(picture(mode="RGBA"), max_width, kind), 800) == expected


def test_a_picture_that_breaks_off_cannot_be_converted() -> None:
    with pytest.raises(Refused, match="broken"):
        converted(picture(width=400, height=400)[:-30], 10, "PNG")
