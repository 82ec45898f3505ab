"""What each of our commands does with its command line, beside Scrapy's own."""

import argparse
from typing import Any, ClassVar

from crawler.cli.given_settings import check_level, check_value, unknown_setting
from crawler.cli.own_settings import take_own_settings
from crawler.console import mistakes_reported
from crawler.errors import ArgumentError, SettingsError, did_you_mean


class CommandLine:
    """Comes before a ScrapyCommand among the bases of a command; Scrapy would take that for one."""

    most_words: ClassVar[int] = 0  # beside the options
    settings: Any  # ScrapyCommand's

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's own options."""
        super().add_options(parser)  # type: ignore[misc]  # ScrapyCommand's
        self._parser = parser

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take the settings from all places; a mistake ends the program with its sentence."""
        with mistakes_reported():
            known = [name for action in self._parser._actions for name in action.option_strings]
            for word in args:
                if word.startswith("-") and word != "-":
                    raise ArgumentError(f"no option {word}{did_you_mean(word, known)}")
            for word in args[self.most_words :]:
                raise ArgumentError(self.too_many(args, word))
            defaults = self.settings.copy()
            super().process_options(args, opts)  # type: ignore[misc]
            take_own_settings(self.settings)
            for name in (pair.partition("=")[0] for pair in opts.set):
                if name in defaults:
                    place = f"-s {name}"
                    check_value(self.settings, name, defaults[name], place)
                elif near := unknown_setting(name, defaults):
                    raise SettingsError(f"-s {name}: there is no such setting{near}")
            check_level(self.settings)

    def too_many(self, args: list[str], word: str) -> str:
        """Return what to say of a word that is one too many."""
        name = type(self).__module__.rpartition(".")[2]
        return f"{name} takes no argument {word!r}"
