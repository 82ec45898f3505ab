"""The words of each language that extraction knows: one file per language, `<ISO 639-1>.yml`.

They are pieces of regular expressions, sought whatever the case. docs/languages.md says what each
key means, and how to add a language.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def languages() -> dict[str, dict[str, Any]]:
    """Return what each language's file says, by its code, English first."""
    files = sorted(Path(__file__).parent.glob("*.yml"), key=lambda file: (file.stem != "en", file))
    return {file.stem: yaml.load(file.read_bytes(), _LOADER) for file in files}


@cache
def words(key: str) -> tuple[str, ...]:
    """Return what stands under a key in all languages, each once; `wording.bio` is a key in one."""
    outer, _, inner = key.partition(".")
    lists = (said[outer][inner] if inner else said[outer] for said in languages().values())
    return tuple(dict.fromkeys(word for listed in lists for word in listed))


def any_of(*keys: str) -> str:
    """Return a regular expression that finds any of the words of these keys; it is no group."""
    return "|".join(word for key in keys for word in words(key))
