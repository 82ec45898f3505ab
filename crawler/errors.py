"""What a person got wrong, said so that they can mend it; the command prints it, no traceback.

    UserError               exit code 2, before anything is fetched
    ├── RunLocked           exit code 75: another run is at work (crawler/system/lock.py)
    ├── ArgumentError       an unknown spider or source, or a wrong -a
    ├── SettingsError       a setting whose value can't be used
    ├── OutputError         a folder or file that can't be written or read
    ├── LedgerError         a ledger that can't be opened, read or written (crawler/ledger)
    └── ProfileError        a source profile (crawler/profiles/files.py)

A message says what is wrong, where, and what to do: `presstv.yml: line 7: unknown key 'feed'; did
you mean 'feeds'?`.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """A person's mistake; its text is the whole message."""

    exit_code = 2


class ArgumentError(UserError):
    """A spider, a source or a spider argument that there isn't."""


class SettingsError(UserError):
    """A setting has a value that can't be used."""


class OutputError(UserError):
    """What a run leaves behind can't be written or read."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'feeds'?` with the nearest known word, "" if none is near."""
    nearest = get_close_matches(word, list(known), n=1)
    return f"; did you mean {nearest[0]!r}?" if nearest else ""
