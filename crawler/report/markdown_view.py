"""An article's Markdown as a reader of its site sees it, with nothing that runs or loads."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape


@cache
def reader() -> MarkdownIt:
    """Return CommonMark with tables, as the generators read it; HTML is text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("image", image)
    markdown.add_render_rule("link_open", link_open)
    markdown.add_render_rule("th_open", cell_open)
    markdown.add_render_rule("td_open", cell_open)
    return markdown


def rendered(body: str, base_url: str = "") -> Markup:
    """Return the text below a file's front matter as HTML.

    base_url: IMAGE_BASE_URL, where the site has the pictures that are in the output; "" for none.
    Those are shown; of any other its address is.
    """
    return Markup(reader().render(body, {"base_url": base_url}))  # html is off


def image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """Return a picture of the output as such, of another host the address."""
    token = tokens[index]
    address = str(token.attrGet("src") or "")
    words = renderer.renderInlineAsText(token.children or (), options, env)
    if local := local_name(address, env["base_url"]):
        return str(Markup('<img src="/pictures/{}" alt="{}">').format(local, words))
    return str(
        Markup('<span class="remote">Picture, not loaded: <a href="{0}" {1}>{0}</a></span>').format(
            address, Markup(OUTSIDE)
        )
    )


OUTSIDE = 'rel="noreferrer noopener nofollow" target="_blank"'


def link_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """Return the start of a link, which opens beside the page and does not say where it was."""
    return f'<a href="{escape(str(tokens[index].attrGet("href") or ""))}" {OUTSIDE}>'


def cell_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """Return the start of a cell without the style that the pages' policy forbids."""
    return f"<{tokens[index].tag}>"


def local_name(address: str, base_url: str) -> str:
    """Return the name of a picture in the output's folder, "" if it is elsewhere."""
    name = address.removeprefix(f"{base_url}/") if base_url else address
    return "" if name == address or ".." in name else name
