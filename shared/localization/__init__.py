"""Texts and messages in Hebrew, Arabic and English, and plain strings from outside."""
