//! The services that this crate asks.

use serde::Serialize;

/// One of the services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "&'static str")]
pub enum Vendor {
    /// <https://connectsafely.ai>
    ConnectSafely,
    /// <https://seleqt.ai>
    Seleqt,
}

impl From<Vendor> for &'static str {
    fn from(value: Vendor) -> Self {
        match value {
            Vendor::ConnectSafely => "connectsafely",
            Vendor::Seleqt => "seleqt",
        }
    }
}

impl Vendor {
    /// The name that people know.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ConnectSafely => "ConnectSafely",
            Self::Seleqt => "Seleqt",
        }
    }
}
