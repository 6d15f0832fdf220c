"""mltracker: one place for an interview search in Machine Learning."""

__version__ = "0.1.0"
