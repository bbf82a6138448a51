//! Fuzzing that runs on stable under plain `cargo test`: seeded, structure-aware mutation of the contract's own fixtures,
//! and of texts built from the words that the parsers know. Each target asserts what must hold of every outcome, not just
//! that there is one.
//!
//! Each target runs for two seconds, always with the same inputs. More of them, with overflow checks:
//!
//! ```sh
//! FUZZ_INPUTS=10000000 CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true \
//!     cargo test --release --test fuzz -- --nocapture
//! ```
//!
//! Other inputs: `FUZZ_SEED=7`. One input again: as the failure says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "this is a test")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures, and how to run a failure again")]

#[path = "../contract/platform_url.rs"]
mod platform_url;
#[path = "../contract/tree.rs"]
mod tree;

mod generate;
mod run;
mod words;

mod base_url;
mod dates;
mod decoder;
mod options;
mod retry;
mod secret;
mod vendor_message;
mod waits;
