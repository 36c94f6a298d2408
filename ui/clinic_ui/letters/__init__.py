"""Letters on a patient's page: written, printed, saved, and given again as they left."""
