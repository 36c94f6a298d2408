"""Handouts on paper: ReportLab, and nothing above it knows."""
