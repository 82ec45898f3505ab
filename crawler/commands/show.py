"""`scrapy show`: a page's article on standard output; nothing is kept."""

import argparse
import json
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.archive.records import SavedPage, Unreadable
from crawler.cli.command_line import CommandLine
from crawler.console import console, mistakes_reported, printable, write_out
from crawler.items import Article
from crawler.probes.single_page import pages_of
from crawler.profiles.files import load_profiles, profile_folders
from crawler.profiles.model_files import site_models
from crawler.profiles.profile import profile_for
from crawler.spiders.later_pages import most_pages
from crawler.workers.page_reader import PageReader


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 1 the page can't be fetched or read or is no article, 2 wrong use."""

    requires_project = True
    most_words = 1
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012  # Scrapy reads it from the class

    def syntax(self) -> str:
        return "[options] <URL or saved page>"

    def short_desc(self) -> str:
        return "Print a page's article as Markdown, JSON or text; nothing is kept"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="one object, the body as Markdown")
        form.add_argument("--text", action="store_true", help="headline and text, no marks")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("which page? Name one: its address, or a saved page", print_help=False)
        # Scrapy loads every command to run one, and extraction takes a while to load.
        from crawler.library.page_article import of

        assert self.settings is not None
        assert self.crawler_process is not None
        with mistakes_reported(), PageReader(self.settings) as reader:
            profiles = load_profiles(profile_folders(self.settings))
            models = site_models(self.settings)
            found: list[Article] = []

            def later_page(page: SavedPage) -> str | None:
                profile = models.with_model(profile_for(page.url, profiles), page.url)
                article = reader.article(page, profile)
                found.append(article)
                return article.whole_page or article.next_page

            most = most_pages(self.settings)
            pages = pages_of(self.crawler_process, args[0], later_page, most)
        unread = [page for page in pages if isinstance(page, Unreadable)]
        for problem in unread:
            console(stderr=True).out(printable(str(problem)), highlight=False)
        self.exitcode = int(bool(unread))
        if not found:
            return
        article = of(*found)
        if not article.is_article:
            why = f"{article.page_type.replace('_', ' ')}: {article.page_type_origin}".strip(": ")
            console(stderr=True).out(printable(f"not an article ({why})"), highlight=False)
            self.exitcode = 1
            return
        if opts.json:
            text = json.dumps(article.to_dict(), ensure_ascii=False, indent=2)
        elif opts.text:
            text = f"{article.headline}\n\n{article.text}"
        else:
            text = article.to_markdown()
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a TextIO
        write_out(f"{text}\n")
