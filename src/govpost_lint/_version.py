"""The version of the program, readable without importing anything else."""

__version__ = "0.1.0"
