"""What site memory gains: on sites made by code, and on the hosts of the development corpora."""
