"""SIGKILL at random instants and at every step to the disk: what is lost, torn or given twice."""
