"""From a bare ``python3`` to the running program; standard library only, and nearly free the second time."""

from clinic_app.bootstrap.launch import start

__all__ = ["start"]
