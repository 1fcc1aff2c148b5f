"""Prompts: templates in several languages."""
