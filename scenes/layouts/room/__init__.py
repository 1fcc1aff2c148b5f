"""Rooms of homes and offices."""
