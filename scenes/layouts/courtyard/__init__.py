"""Courtyards and gardens behind houses."""
