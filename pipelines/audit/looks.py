"""Looks at articles' files: what is in them, and whether others can read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.document.reading import UnreadableFile, article_file
from pipelines.files.inventory import Holding
from pipelines.files.store import content_key


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a file."""

    content: int  # key of its bytes
    keys: dict[str, Any]
    images: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    unreadable: str = ""  # why a site generator cannot read it


def look(file: Path) -> Look | None:
    """Return what is in a file; None if it has gone in the meantime."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return Look(0, {}, unreadable=error.strerror or str(error))
    key = content_key(content)
    try:
        article = article_file(content)
    except UnreadableFile as error:
        return Look(key, {}, unreadable=str(error))
    return Look(key, article.keys, tuple(sorted(article.images)), tuple(article.faults))


def looks(output: Path, holdings: Iterable[Holding]) -> Iterator[tuple[Holding, Look | None]]:
    """Yield the holdings in their order, with what is in their files."""
    for holding in holdings:
        yield holding, look(output / holding.path) if holding.is_file else None
