"""Files by themselves, each whole or absent; articles and what they show come in batches."""

from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Make the file hold the content, or leave it as it was; raises OSError."""
    unfinished = unfinished_name(path)
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def unfinished_name(path: Path) -> Path:
    """Return where a file is written before it has its name."""
    return path.with_name(f".{path.name}.unfinished")


def clear_unfinished(folder: Path) -> None:
    """Remove what killed runs have left in a folder; raises OSError."""
    for path in folder.glob(".*.unfinished"):
        path.unlink(missing_ok=True)


def carry_out(place: Path, at: Path | None) -> None:
    """Move a file to its place, or remove the one that is there; raises OSError."""
    if at is None:
        place.unlink(missing_ok=True)
    else:
        at.replace(place)
