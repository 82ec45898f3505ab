"""What the settings say about files, checked before anything is fetched."""

import string
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scrapy.settings import BaseSettings

from crawler.errors import OutputError, SettingsError, did_you_mean
from crawler.output import FOLDERS
from pipelines.document.keys import FURTHER_KEYS

PLACEHOLDERS = ("code", "slug", "source", "year", "month", "date")


@dataclass(frozen=True, slots=True)
class Options:
    """How and where files are written."""

    output: Path
    article_path: str = "articles/{code}.md"
    layout: str = "post"
    extra: tuple[str, ...] = ()
    keep_links: bool = False
    inline_images: bool = False
    hold_below: int = 10  # percent of confidence below which an article is held; 0: none is


def options(settings: BaseSettings) -> Options:
    """Return the settings' options; raises SettingsError, or OutputError without a folder."""
    return Options(
        output=output_folder(settings["OUTPUT_DIR"]),
        article_path=_article_path(settings["ARTICLE_PATH"]),
        layout=_layout(settings["LAYOUT"]),
        extra=_extra(settings.getlist("FRONT_MATTER_EXTRA")),
        keep_links=settings.getbool("KEEP_LINKS"),
        inline_images=settings.getbool("INLINE_IMAGES"),
        hold_below=_percent("HOLD_BELOW", settings.getint("HOLD_BELOW")),
    )


def output_folder(name: str) -> Path:
    """Return the folder for all that is written, which is made if missing."""
    folder = Path(name).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"OUTPUT_DIR {name}: {error.strerror}; name another folder") from error
    return folder


def existing_output(settings: BaseSettings) -> Path:
    """Return OUTPUT_DIR; raises OutputError if there is none to read."""
    folder = Path(settings["OUTPUT_DIR"]).absolute()
    if not folder.is_dir():
        raise OutputError(f"OUTPUT_DIR {folder}: there is no such folder; name another")
    return folder


def _article_path(pattern: str) -> str:
    said = f"ARTICLE_PATH {pattern!r}"
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]
    except ValueError as error:
        raise SettingsError(f"{said}: {error}") from error
    for name in names:
        if name not in PLACEHOLDERS:
            raise SettingsError(
                f"{said}: unknown placeholder {{{name}}}{did_you_mean(name, PLACEHOLDERS)}; "
                f"known are {', '.join(PLACEHOLDERS)}"
            )
    path = PurePosixPath(pattern)
    if path.is_absolute() or ".." in path.parts or "\\" in pattern:
        raise SettingsError(f"{said}: must lie in OUTPUT_DIR, such as articles/{{code}}.md")
    if path.parts and path.parts[0] in FOLDERS:
        raise SettingsError(f"{said}: {path.parts[0]}/ in OUTPUT_DIR is for something else")
    if "code" not in names or path.suffix != ".md":
        raise SettingsError(f"{said}: must have {{code}} and end in .md")
    return pattern


def _percent(name: str, number: int) -> int:
    """Return a setting of 0 to 100; raises SettingsError."""
    if not 0 <= number <= 100:
        raise SettingsError(f"{name} {number}: must be a percentage, from 0 to 100")
    return number


def _layout(name: str) -> str:
    if not name or not name.isprintable():
        raise SettingsError(f"LAYOUT {name!r}: must be the name of a layout, such as post")
    return name


def _extra(names: list[str]) -> tuple[str, ...]:
    keys = tuple(name.strip() for name in names if name.strip())
    for key in keys:
        if key not in FURTHER_KEYS:
            raise SettingsError(
                f"FRONT_MATTER_EXTRA: unknown key {key!r}{did_you_mean(key, FURTHER_KEYS)}; "
                f"known are {', '.join(FURTHER_KEYS)}"
            )
    return keys
