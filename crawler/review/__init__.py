"""The review page: a small web application on this machine, to see articles and correct them."""
