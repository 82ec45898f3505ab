"""A project with a `pipelines` of its own is told why the library can't be imported there."""

import subprocess
import sys
from pathlib import Path

from tests.support import ROOT


def test_a_folder_of_that_name_that_comes_first_is_named(tmp_path: Path) -> None:
    (tmp_path / "pipelines").mkdir()
    (tmp_path / "pipelines" / "__init__.py").write_text("")
    search = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; "
    done = subprocess.run(
        [sys.executable, "-c", f"{search}import crawler.library.page_article"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert f"ImportError: {tmp_path / 'pipelines'} hides the package of that name" in done.stderr
