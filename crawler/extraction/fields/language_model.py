"""The model of languages, asked where script and common words leave open what a text is in.

It is py3langid's: tables of 67 MB, of which a text needs some hundred rows. They are read from disk
as they are asked for, since a worker asks it about a few pages in a thousand: it costs the worker
5 MB in place of 74, and a text 1.2 ms in place of 0.5.
"""

import lzma
import shutil
from mmap import MADV_DONTNEED
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

BLOCK = 1 << 20  # bytes unpacked at a time


class LanguageModel:
    """Says which language a text is in."""

    def __init__(self) -> None:
        """Unpack the model to disk, which takes half a second."""
        with TemporaryDirectory() as name:  # a mapped file that is removed lives on, nameless
            folder = Path(name)
            packed = folder / "model.npz"
            with lzma.open(MODEL_DIR / MODEL_FILE) as model, packed.open("wb") as file:
                shutil.copyfileobj(model, file, BLOCK)
            with ZipFile(packed) as archive:
                archive.extractall(folder)
                tables: dict[str, Any] = {
                    Path(member).stem: np.load(folder / member, mmap_mode="r")
                    for member in archive.namelist()
                }
        self._tables = tables.values()
        self._identifier = LanguageIdentifier(
            np.asarray(tables["ptc"]),
            np.asarray(tables["pc"]),
            tables["classes"].tolist(),
            memoryview(tables["nextmove"]),
            memoryview(tables["out_feat"]),
            norm_probs=True,
            tk_row=memoryview(tables["nextmove_row"]),
        )

    def classify(self, text: str) -> tuple[str, float]:
        """Return the code of a text's language, and how sure that is, of 1."""
        code, share = self._identifier.classify(text)
        for table in self._tables:
            table.base.madvise(MADV_DONTNEED)  # nothing of it stays in memory
        return code, share
