"""A real browser: Debian's chromium with its driver, where it is installed."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webdriver import WebDriver

from crawler.review.application import application
from crawler.review.doors import Doors
from crawler.review.serving import server
from tests.support.reviews import settings_of

FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage".split()
LACKS = "no chromium with its driver: apt-get install chromium chromium-driver"


def lacks() -> str:
    """Return what is missing, "" if a browser is there."""
    return "" if shutil.which("chromium") and shutil.which("chromedriver") else LACKS


@contextmanager
def chromium() -> Iterator[WebDriver]:
    """Yield a browser with no window."""
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    options.binary_location = str(shutil.which("chromium"))
    driver = webdriver.Chrome(options=options, service=Service(str(shutil.which("chromedriver"))))
    try:
        yield driver
    finally:
        driver.quit()


def look(driver: WebDriver, width: int, height: int = 900, *, is_dark: bool = False) -> None:
    """Have the browser's screen be so wide, and its scheme light or dark."""
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)  # type: ignore[attr-defined]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})  # type: ignore[attr-defined]


def faults(driver: WebDriver) -> list[Any]:
    """Return what axe-core finds against WCAG 2 A and AA."""
    axe = Axe(driver)
    axe.inject()
    rules = '{runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa"]}}'
    found = axe.run(options=rules)
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


@contextmanager
def served(output: Path, **settings: Any) -> Iterator[str]:
    """Yield the address of the review page of an output folder."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        doors = Doors(port=free.getsockname()[1])
    made = settings_of(output)
    for name, value in settings.items() | {("OUTPUT_DIR", str(output))}:
        made.set(name, value, priority="cmdline")  # as what it starts has to be told of
    review = application(made, doors)
    review.keeper.refresh()
    with server(review, doors) as listening, review.reader, review.counting:
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield doors.url
        listening.shutdown()
        thread.join()
