"""Coders that are no people: a language model that reads the same reports, as a second opinion, never the last."""
