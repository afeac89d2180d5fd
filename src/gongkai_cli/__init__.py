"""gongkai: the yearly open-government plan of a bureau, from assignment to report."""

__version__ = "0.1.0"
