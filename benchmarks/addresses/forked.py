"""Runs commands of ours one after the other, each a fork: most take less time than their imports.

They are read from standard input, as JSON: a list of the words of each.
"""

import json
import os
import signal
import sys

from benchmarks.forks import SECONDS, loaded


def main() -> None:
    """Fork for each command; all print to where this prints."""
    lines = json.load(sys.stdin)
    cmdline = loaded()
    for line in lines:
        child = os.fork()
        if not child:
            signal.alarm(SECONDS * (1 if len(lines) > 1 else 3))
            cmdline.execute(["scrapy", *line])
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
