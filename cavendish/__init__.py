"""Cavendish renders synthetic scenes with exact truth into prompt / image / target datasets."""
