"""Pictures from outside: taken apart in a process of their own, and made anew."""
