"""The repositories of the domain, on SQLAlchemy; one file an aggregate."""
