"""What the program asks of the operating system: locks, whole files, the ends of processes."""
