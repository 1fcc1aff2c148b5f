"""Clips: a camera on its path, and what moves meanwhile; each frame is a scene of its own."""
