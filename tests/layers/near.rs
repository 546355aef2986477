//! What is near an asset.
