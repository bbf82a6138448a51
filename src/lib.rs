//! Is a LinkedIn account fit to send an invitation, and is the prospect connected already?
//!
//! The core of the npm package `linkedin-status`, in Rust without any JavaScript: what is asked ([`connectsafely`], [`seleqt`],
//! through [`endpoint`] and [`options`]), how ([`call`], [`classify`], [`retry`]), how fast many ([`list`], [`pace`]), and what the answers mean ([`verdict`],
//! [`invite`]). It compiles and is tested natively; `js`, in wasm32 builds alone, is the border to JavaScript. `ARCHITECTURE.md`
//! in the repository draws how the parts fit together.

// One line per vendor.
pub mod connectsafely;
pub mod seleqt;

pub mod answer;
pub mod base_url;
pub mod body;
pub mod call;
pub mod classify;
pub mod dates;
pub mod decision;
pub mod endpoint;
pub mod error;
pub mod error_code;
pub mod invite;
pub mod json;
pub mod limits;
pub mod list;
pub mod options;
pub mod pace;
pub mod percent;
pub mod plain;
pub mod rate_limit;
pub mod retry;
pub mod secret;
pub mod stated;
pub mod text;
pub mod vendor;
pub mod vendor_message;
pub mod verdict;
pub mod window;

#[cfg(target_arch = "wasm32")]
pub mod js;

/// A quarter of the size of the standard allocator. A call takes little memory at a time and gives it all back.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
