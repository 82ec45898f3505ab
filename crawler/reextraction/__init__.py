"""Today's extraction over the archive: the pages that the articles' files were made of."""
