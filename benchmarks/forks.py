"""Forks that become a command of the project: its imports, which take longest, are done once."""

import os
import signal
import sys
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from warnings import catch_warnings, simplefilter

SECONDS = 120  # until a command is killed
# All modules of these, and what Scrapy imports only once it runs.
PACKAGES = (
    *("crawler", "pipelines"),
    *("scrapy.commands", "scrapy.downloadermiddlewares", "scrapy.extensions"),
)
MODULES = ("scrapy.cmdline", "scrapy.core.downloader.handlers.http11", "jinja2.ext")


def loaded() -> ModuleType:
    """Import all that a command needs, and return the module that runs one."""
    with catch_warnings():
        simplefilter("ignore")  # of modules that are there for old times' sake
        for package in map(import_module, PACKAGES):
            for module in walk_packages(package.__path__, f"{package.__name__}."):
                import_module(module.name)
        cmdline, *_ = [import_module(name) for name in MODULES]
    assert "twisted.internet.reactor" not in sys.modules, "each fork needs one of its own"
    return cmdline


def become(files: list[str], environment: dict[str, str]) -> None:
    """Make this fork read nothing, print to the files, and be killed if it takes too long."""
    for descriptor, path in enumerate([os.devnull, *files]):
        opened = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123  # what was read ahead is not the fork's
    os.environ.clear()
    os.environ.update(environment)
    signal.alarm(SECONDS)
