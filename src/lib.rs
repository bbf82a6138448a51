#![doc = include_str!("../README.md")]

// One line per vendor.
pub mod connectsafely;
pub mod seleqt;

pub mod answer;
pub mod base_url;
pub mod body;
pub mod call;
pub mod classify;
pub mod cursor;
pub mod dates;
pub mod endpoint;
pub mod error;
pub mod invite;
pub mod list;
pub mod options;
pub mod percent;
pub mod plain;
pub mod reader;
pub mod retry;
pub mod secret;
pub mod stated;
pub mod text;
pub mod vendor_message;
pub mod verdict;

#[cfg(target_arch = "wasm32")]
pub mod js;

/// A quarter of the standard one's size. A call takes little memory at a time and gives it all back.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
