"""Ctrl-C while a command starts: there is nothing to finish, and nothing to report."""

import signal
import sys
import threading
from types import FrameType


def leave_on_interrupt() -> None:
    """Make Ctrl-C end the program tidily, without a traceback, with the shell's code for it.

    What ignores the signal, such as a job in the background, still does.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, leave)


def leave(number: int, frame: FrameType | None) -> None:
    """End the program on behalf of a signal."""
    sys.exit(128 + number)
