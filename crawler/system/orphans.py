"""Ends a process with the one that started it, however that ends."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # of linux/prctl.h


def end_with_parent(parent: int) -> None:
    """Make the kernel kill this process when its parent ends; parent: number of that process.

    The parent is the thread that started this process, says prctl(2). Only Linux can: elsewhere a
    process has to notice for itself that its pipe is closed.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it has ended before
        os.kill(os.getpid(), signal.SIGKILL)
