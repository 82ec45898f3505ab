"""Small spiders that look at a page, a listing or a site and write nothing."""
