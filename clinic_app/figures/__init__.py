"""Posed figures as drawings: no Qt, no ReportLab, no files but its own cache."""
