"""What a person got wrong, said so that they can mend it; the command prints it, no traceback.

    UsageFault              exit code 2, before anything is fetched
    ├── ProfileError        a source profile (crawler/profile_files.py)
    ├── ArgumentError       an unknown spider or source, or a wrong -a
    └── SettingError        a wrong -s, or a folder that can't be written

A message says what is wrong, where, and what to do: `presstv.yml: line 7: unknown key 'feed'; did
you mean 'feeds'?`.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class UsageFault(Exception):
    """A person's mistake; its text is the whole message."""


class ArgumentError(UsageFault):
    """A spider, a source or a spider argument that there isn't."""


class SettingError(UsageFault):
    """A setting whose value can't be used."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'feeds'?` with the nearest known word, "" if none is near."""
    nearest = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {nearest[0]!r}?" if nearest else ""
