"""What all commands do with their arguments and settings, before their own work begins."""
