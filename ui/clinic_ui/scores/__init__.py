"""Scores and diaries on screen: filled in question by question, or keyed in from paper."""
