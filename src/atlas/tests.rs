//! Tests of the atlas against plain loops, and of what the public may see.
