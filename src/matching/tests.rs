//! Tests of the whole way from an atlas to a told match.
