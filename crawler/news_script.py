"""`news`: the commands of `scrapy`, in any folder, with the settings of this program.

In a project of Scrapy's `scrapy` does the same; a wheel has no such folder.
"""

import os
import sys
from platform import python_version

from crawler import __version__
from crawler.errors import did_you_mean

COMPLETION = """\
_news() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}"
    case "$COMP_CWORD-${{COMP_WORDS[1]}}" in
        1-*) COMPREPLY=($(compgen -W "{commands}" -- "$word")) ;;
        2-crawl) COMPREPLY=($(compgen -W "{spiders}" -- "$word")) ;;
        *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}}
complete -F _news news
"""


def main() -> None:
    """Run the command that the command line names."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawler.settings")
    from scrapy.cmdline import _get_commands_dict, execute  # it takes a while
    from scrapy.spiderloader import SpiderLoader
    from scrapy.utils.project import get_project_settings

    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name == "--version":
        print(version())
        return
    settings = get_project_settings()
    commands = _get_commands_dict(settings, inproject=True)
    if name == "--completion":
        spiders = " ".join(SpiderLoader.from_settings(settings).list())
        print(COMPLETION.format(commands=" ".join(commands), spiders=spiders), end="")
        return
    if name and not name.startswith("-") and name not in commands:
        print(f"no command {name!r}{did_you_mean(name, commands)}", file=sys.stderr)
        sys.exit(2)
    execute(settings=settings)


def version() -> str:
    """Return what runs here: this program, and what it stands on."""
    import scrapy

    return f"news-ingestion {__version__} (Scrapy {scrapy.__version__}, Python {python_version()})"
