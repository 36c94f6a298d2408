"""A patient's story on one page: the problem, the chart, and everything that happened."""
