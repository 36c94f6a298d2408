"""The builder: library, program and the sheet as it will be printed, side by side."""
