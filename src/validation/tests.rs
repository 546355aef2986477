//! The back-test on made-up panels and, where it is at hand, on the real region.

mod made_up;
mod real;
