//! Weights, anchors and thresholds a score is made from.
