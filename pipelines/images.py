"""Images: hot-linked, or with DOWNLOAD_IMAGES fetched and put beside the articles.

They come through Scrapy's media pipeline, so that the same politeness holds for them as for pages.
A file is named by the code of the first article that has it; the others share it.
An image that cannot be fetched stays hot-linked and never costs the article.
"""

import logging
from dataclasses import dataclass, replace
from hashlib import blake2b
from importlib.util import find_spec
from io import BytesIO
from itertools import count
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.pipelines.files import FilesPipeline, FSFilesStore
from scrapy.settings import BaseSettings
from scrapy.utils.defer import ensure_awaitable
from twisted.python.failure import Failure
from typing_extensions import Self

from crawler.errors import SettingsError, did_you_mean
from crawler.items import Article, Block, Image
from crawler.ledger import Ledger, Picture, ledger_of
from crawler.output import folder_of
from pipelines.document.options import output_folder
from pipelines.files.image_kind import KINDS, Refused, converted, measured
from pipelines.files.shelf import Shelf, recover, shelf_of
from pipelines.identity import CodedArticle
from pipelines.text.web_addresses import web_address

logger = logging.getLogger(__name__)

MEDIA_TYPES = {ending: f"image/{kind.lower()}" for kind, ending in KINDS.items()}


@dataclass(frozen=True, slots=True)
class ImageOptions:
    """What is kept of images, and where they are published."""

    base_url: str  # of their folder: absolute, or from the site's root
    inline: bool
    max_bytes: int
    max_pixels: int
    max_width: int  # 0: as they are
    kind: str  # key of KINDS; "": as they are


def image_options(settings: BaseSettings) -> ImageOptions:
    """Return the settings' options; raises SettingsError."""
    base_url = str(settings["IMAGE_BASE_URL"])
    if not (web_address(base_url) or base_url.startswith("/")):
        raise SettingsError(
            f"IMAGE_BASE_URL {base_url!r}: must be an http(s) address, or a path that begins with /"
        )
    kind = str(settings["IMAGE_FORMAT"]).upper()
    if kind and kind not in KINDS:
        raise SettingsError(
            f"IMAGE_FORMAT {kind.lower()!r}: unknown{did_you_mean(kind, KINDS).lower()}; "
            f"known are {', '.join(KINDS).lower()}"
        )
    return ImageOptions(
        base_url=base_url.rstrip("/"),
        inline=settings.getbool("INLINE_IMAGES"),
        max_bytes=settings.getint("IMAGE_MAX_BYTES"),
        max_pixels=settings.getint("IMAGE_MAX_PIXELS"),
        max_width=settings.getint("IMAGE_MAX_WIDTH"),
        kind=kind,
    )


def addresses(article: Article, inline: bool) -> list[str]:
    """Return the addresses of the lead image and, if asked for, of those in the body, each once."""
    images = [article.image, *(block.image for block in article.body if inline)]
    urls = [web_address(image.url) for image in images if image is not None]
    return list(dict.fromkeys(url for url in urls if url))


def wanted(coded: CodedArticle, inline: bool) -> list[str]:
    """Return the addresses of the images to fetch: none if the file is not to be written."""
    return addresses(coded.article, inline) if coded.is_wanted else []


def with_copies(article: Article, copies: dict[str, Picture], base_url: str) -> Article:
    """Return the article with the downloaded copies named in it."""

    def named(image: Image | None) -> Image | None:
        if image is None or (copy := copies.get(web_address(image.url) or "")) is None:
            return image
        url = f"{base_url}/{copy.name}"
        return replace(image, copy_url=url, width=copy.width, height=copy.height)

    def with_image(block: Block) -> Block:
        return replace(block, image=named(block.image)) if block.image else block

    body = tuple(map(with_image, article.body))
    return replace(article, image=named(article.image), body=body)


class WholeFilesStore(FSFilesStore):
    """A folder in which a file is whole or absent, and there as soon as the ledger says so."""

    shelf: Shelf

    def persist_file(
        self,
        path: str | PathLike[str],
        buf: BytesIO,
        info: Any,
        meta: Any = None,
        headers: Any = None,
    ) -> None:
        """Write the file."""
        self.shelf.put(Path(self.basedir) / path, buf.getvalue())


class ImagePipeline(FilesPipeline):
    """Fetches the article's images and names the copies in it."""

    MEDIA_NAME = "image"
    STORE_SCHEMES: ClassVar = FilesPipeline.STORE_SCHEMES | dict.fromkeys(
        ("", "file"), WholeFilesStore
    )

    def __init__(self, store: str | None, *, crawler: Crawler) -> None:
        self.options = image_options(crawler.settings)
        self.ledger: Ledger = ledger_of(crawler)
        self.taken: set[str] = set()  # names of this run, those of files on their way too
        output = output_folder(crawler.settings["OUTPUT_DIR"])
        super().__init__(store or folder_of(output, "images"), crawler=crawler)
        if isinstance(self.store, WholeFilesStore):
            recover(output, self.ledger, [str(self.store.basedir)])
            self.store.shelf = shelf_of(self.ledger, output)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the pipeline, if images are to be downloaded at all; raises SettingsError."""
        if not crawler.settings.getbool("DOWNLOAD_IMAGES"):
            raise NotConfigured
        if find_spec("PIL") is None:
            raise SettingsError("DOWNLOAD_IMAGES: run pip install 'news-ingestion[images]' first")
        return super().from_crawler(crawler)

    def get_media_requests(self, item: CodedArticle, info: Any) -> list[Request]:
        """Return the requests of the article's images; none if its file is not to be written."""
        meta = {"download_maxsize": self.options.max_bytes, "download_warnsize": 0}
        return [
            Request(url, meta=meta, headers={"Referer": item.article.url}, dont_filter=True)
            for url in wanted(item, self.options.inline)
        ]

    def media_to_download(self, request: Request, info: Any, *, item: Any = None) -> Any:
        """Return what is known of an image that has been downloaded before."""
        picture = self.ledger.pictures.of(request.url)
        if picture and isinstance(self.store, WholeFilesStore):
            return (
                picture if self.store.shelf.has(Path(self.store.basedir) / picture.name) else None
            )
        return picture

    async def media_downloaded(  # type: ignore[override]  # the result is ours to choose
        self, response: Response, request: Request, info: Any, *, item: Any = None
    ) -> Picture:
        """Keep the image and return its file; raises Refused."""
        if response.status != 200:
            raise Refused(f"HTTP {response.status}")
        picture, body = self.kept(response.body, item.code)
        headers = {"Content-Type": MEDIA_TYPES[picture.name.rpartition(".")[2]]}
        storing = self.store.persist_file(picture.name, BytesIO(body), info, headers=headers)
        await ensure_awaitable(storing)
        self.ledger.pictures.save(request.url, picture)
        return picture

    def kept(self, body: bytes, code: str) -> tuple[Picture, bytes]:
        """Return the image under its name, and its bytes; raises Refused."""
        image = measured(body, self.options.max_pixels)
        kind = self.options.kind or image.kind
        if kind != image.kind or 0 < self.options.max_width < image.width:
            body = converted(body, self.options.max_width, kind)
            image = measured(body, self.options.max_pixels)
        digest = blake2b(body, digest_size=8).digest()
        content = int.from_bytes(digest, "big", signed=True)
        same = self.ledger.pictures.same(content)
        name = same.name if same else self.free_name(code, KINDS[kind])
        return Picture(name=name, content=content, width=image.width, height=image.height), body

    def free_name(self, code: str, ending: str) -> str:
        """Return the first name that no other image has: CODE.jpg, CODE-2.jpg, ..."""
        for number in count(1):
            name = f"{code}-{number}.{ending}" if number > 1 else f"{code}.{ending}"
            if name not in self.taken and self.ledger.pictures.named(name) is None:
                self.taken.add(name)
                break
        return name

    def media_failed(self, failure: Failure, request: Request, info: Any) -> None:  # type: ignore[override]
        """Say why an image stays where it is."""
        logger.info("image stays hot-linked: %s: %s", failure.value, request.url)
        self.inc_stats("failed")

    def item_completed(self, results: list[Any], item: CodedArticle, info: Any) -> CodedArticle:
        """Return the article with the copies of its images."""
        copies = {
            url: picture
            for url, (_, picture) in zip(wanted(item, self.options.inline), results, strict=True)
            if isinstance(picture, Picture)
        }
        article = with_copies(item.article, copies, self.options.base_url)
        return replace(item, article=article)
