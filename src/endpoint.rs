//! What a vendor declares: how its request is built from options, which shape its answer has, and which of its errors
//! are documented. Everything else is the same for all of them and lives elsewhere.

use crate::answer::{Checked, Field, check};
use crate::body::Json;
use crate::error::ErrorCode;
use crate::reader::Reader;
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

/// A request, as data. All of them are `GET`s without a body.
///
/// Not `Debug`: the header's value holds the key.
pub struct Request {
    /// The whole address.
    pub url: String,
    /// Name of the auth header.
    pub auth_header: &'static str,
    /// Value of the auth header.
    pub auth_value: String,
}

/// One endpoint of one vendor.
pub trait Endpoint: Sized + 'static {
    /// Whose it is.
    const VENDOR: Vendor;
    /// The base URL where none is given.
    const BASE_URL: &'static str;
    /// The names of the options that are its own, beside those of every call.
    const OPTIONS: &'static [&'static str];
    /// Its documented answer.
    const ANSWER: &'static [Field];

    /// Reads and validates its own options. What is wrong with them, the reader keeps.
    fn parse(options: &mut Reader) -> Self;

    /// The secret, to be kept out of everything that leaves.
    fn secret(&self) -> &str;

    /// The request below `base_url`, which has no closing slash; about this prospect instead of its own, if one is given.
    fn request(&self, base_url: &str, prospect: Option<u64>) -> Request;

    /// What the documented types alone do not say about an answer, and what was asked does.
    ///
    /// # Errors
    /// What is wrong with it, as a clause for a sentence.
    fn check_further(&self, _answer: &Checked) -> Result<(), String> {
        Ok(())
    }

    /// The code of a documented error, where the status or the text tells more than the common table does.
    fn documented_error(status: u16, vendor_message: Option<&str>) -> Option<ErrorCode>;
}

/// An endpoint as the loop sees it, so that there is one loop for all of them.
pub trait Question<J> {
    /// Whose it is.
    fn vendor(&self) -> Vendor;
    /// The secret, to be kept out of everything that leaves.
    fn secret(&self) -> &str;
    /// The request below `base_url`, which has no closing slash; about this prospect instead of its own, if one is given.
    fn request(&self, base_url: &str, prospect: Option<u64>) -> Request;
    /// Holds an answer against the contract and against what was asked.
    ///
    /// # Errors
    /// What is wrong with it, as a clause for a sentence.
    fn check(&self, answer: &J) -> Result<(), String>;
    /// The code of a documented error.
    fn documented_error(&self, status: u16, vendor_message: Option<&str>) -> Option<ErrorCode>;
}

impl<E: Endpoint, J: Json> Question<J> for E {
    fn vendor(&self) -> Vendor {
        E::VENDOR
    }
    fn secret(&self) -> &str {
        Endpoint::secret(self)
    }
    fn request(&self, base_url: &str, prospect: Option<u64>) -> Request {
        Endpoint::request(self, base_url, prospect)
    }
    fn check(&self, answer: &J) -> Result<(), String> {
        self.check_further(&check(answer, E::ANSWER)?)
    }
    fn documented_error(&self, status: u16, vendor_message: Option<&str>) -> Option<ErrorCode> {
        E::documented_error(status, vendor_message)
    }
}
