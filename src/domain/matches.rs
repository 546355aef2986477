//! A scored pairing with its reasons, range and completeness.
