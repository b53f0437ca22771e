"""Walks through the screens of the app and their states, for the gallery."""
