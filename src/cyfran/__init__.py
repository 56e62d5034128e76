"""Cyfran: co-production with unpaid carers, on the record."""

__version__ = "0.1.0"
