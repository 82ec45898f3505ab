"""Takes an article out of a page: pure functions, no Scrapy, no I/O, no clock."""

import os

# numpy starts a thread per core when it is loaded; the classifier's small matrices need none.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
