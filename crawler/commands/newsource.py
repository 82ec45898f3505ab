"""`scrapy newsource`: a draft of a source's profile, and two of its pages as fixtures."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.archive.records import Unreadable
from crawler.archive.saved_pages import write_page
from crawler.cli.command_line import CommandLine
from crawler.commands.savepage import page_name
from crawler.console import console, mistakes_reported, printable
from crawler.errors import OutputError
from crawler.items import Article
from crawler.probes.draft import Draft
from crawler.probes.single_page import looks_like_file, single_page
from crawler.probes.survey import Survey, SurveySpider, survey_of_page
from crawler.profiles.profile import GENERIC
from crawler.run.error_log import ErrorLog
from crawler.spiders.arguments import with_scheme
from crawler.spiders.base import is_web_address
from crawler.system.whole_files import write_whole
from crawler.workers.page_reader import PageReader


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0 drafted, 1 the front page can't be fetched, 2 wrong use."""

    requires_project = True
    most_words = 1

    def syntax(self) -> str:
        return "[-d FOLDER] <url or saved page>"

    def short_desc(self) -> str:
        return "Draft a source's profile from its front page"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-d", "--folder", type=Path, default=Path(), help="default: the current one"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("which site? Give the URL of its front page", print_help=False)
        assert self.settings is not None
        with mistakes_reported(), PageReader(self.settings) as reader:
            try:
                survey = self.survey(args[0], reader)
                files = written(survey, draft_of(survey, reader), opts.folder)
            except Unreadable as problem:
                console(stderr=True).out(printable(str(problem)), highlight=False)
                self.exitcode = 1
                return
        for line in (*map(str, files), *survey.troubles):
            console().out(printable(line), highlight=False)

    def survey(self, place: str, reader: PageReader) -> Survey:
        """Return what is found at an address or in a saved page; raises Unreadable."""
        assert self.crawler_process is not None
        place = place if looks_like_file(place) else with_scheme(place)
        if not is_web_address(place):
            return survey_of_page(single_page(self.crawler_process, place), reader)
        survey = Survey(place)
        with ErrorLog():
            self.crawler_process.crawl(SurveySpider, url=place, survey=survey)
            self.crawler_process.start()
        if survey.home is None:
            reasons = (trouble.removeprefix(f"{place}: ") for trouble in survey.troubles)
            raise Unreadable(place, "; ".join(reasons) or "nothing came back")
        return survey


def written(survey: Survey, draft: Draft, folder: Path) -> list[Path]:
    """Write the draft and the pages, and return their files; raises OutputError."""
    profile = folder / f"{draft.name}.yml"
    if profile.exists():
        raise OutputError(f"{profile}: there is one already; name another folder with -d")
    pages = folder / draft.name
    files = [profile]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(profile, draft.yaml().encode())
        for number, page in enumerate(survey.articles, 1):
            file = pages / f"{page_name(page.url)}-{number}"
            write_page(page, file)
            files.append(file.with_name(f"{file.name}.html"))
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}; name another folder with -d") from error
    return files


def draft_of(survey: Survey, reader: PageReader) -> Draft:
    """Return the profile of what the survey has found; raises Unreadable for the front page.

    An article that can't be read is among the survey's troubles.
    """
    assert survey.home is not None
    draft: Draft = reader.read(
        "crawler.probes.draft:drafted",
        survey.home,
        survey.profile,
        feeds=survey.feeds,
        sitemaps=survey.sitemaps,
        article_links=list(survey.links),
        articles=list(articles_of(survey, reader)),
        unverified=survey.unverified,
    )
    return draft


def articles_of(survey: Survey, reader: PageReader) -> Iterator[Article]:
    """Yield what the articles' pages say."""
    for page in survey.articles:
        try:
            yield reader.article(page, GENERIC)
        except Unreadable as problem:
            survey.troubles.append(str(problem))
