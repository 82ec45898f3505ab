"""What makes the block classifier's forests from pages whose article is known."""
