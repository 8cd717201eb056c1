//! Tests only: both engines, a clock and random numbers that a test holds in its hand.
