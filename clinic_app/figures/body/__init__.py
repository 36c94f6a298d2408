"""The body's surface: tubes lofted over the skeleton from tables of profiles, in centimetres."""
