//! What an endpoint declares: how its request is built from options, which shape its answer has, and which of its errors are
//! documented. Everything else is the same for all endpoints and lives elsewhere.

use crate::answer::{Field, check};
use crate::base_url::BaseUrl;
use crate::error::{Error, ErrorCode};
use crate::json::Json;
use crate::options::{CallOptions, OptionReader, Source};
use crate::vendor::Vendor;
use std::rc::Rc;

/// A request, as data. All of them are `GET`s without a body.
///
/// Not `Debug`: the header's value holds the key.
pub struct Request {
    /// The whole URL.
    pub url: String,
    /// Name of the auth header.
    pub auth_header: &'static str,
    /// Value of the auth header.
    pub auth_value: String,
}

/// One endpoint of one vendor, with its options read.
pub trait Endpoint: Sized + 'static {
    /// Whose it is.
    const VENDOR: Vendor;
    /// The base URL where none is given.
    const BASE_URL: &'static str;
    /// The names of its own options, besides [`CALL_OPTIONS`](crate::limits::CALL_OPTIONS).
    const OPTIONS: &'static [&'static str];
    /// Its documented answer.
    const ANSWER: &'static [Field];

    /// Reads its own options. The reader keeps what is wrong with them; a value is returned all the same.
    fn read(options: &mut OptionReader) -> Self;

    /// The secret, to be kept out of everything that leaves.
    fn secret(&self) -> &str;

    /// The request for these options.
    fn request(&self, base_url: &BaseUrl) -> Request;

    /// Rules for an answer beyond the types of its fields.
    ///
    /// # Errors
    /// What is wrong with it, as a clause for a sentence.
    fn check<J: Json>(&self, _answer: &J) -> Result<(), String> {
        Ok(())
    }

    /// The code of a documented error, where the status or the text tells more than the common table does.
    fn documented_error(status: u16, text: Option<&str>) -> Option<ErrorCode>;
}

/// An endpoint behind one type for all of them, so that the call loop is compiled once.
pub trait AnyEndpoint<J> {
    /// See [`Endpoint::VENDOR`].
    fn vendor(&self) -> Vendor;
    /// See [`Endpoint::request`].
    fn request(&self, base_url: &BaseUrl) -> Request;
    /// Checks an answer against the documented fields and the endpoint's own rules.
    ///
    /// # Errors
    /// What is wrong with it, as a clause for a sentence.
    fn check(&self, answer: &J) -> Result<(), String>;
    /// See [`Endpoint::documented_error`].
    fn documented_error(&self, status: u16, text: Option<&str>) -> Option<ErrorCode>;
}

impl<E: Endpoint, J: Json> AnyEndpoint<J> for E {
    fn vendor(&self) -> Vendor {
        E::VENDOR
    }
    fn request(&self, base_url: &BaseUrl) -> Request {
        Endpoint::request(self, base_url)
    }
    fn check(&self, answer: &J) -> Result<(), String> {
        check(answer, E::ANSWER)?;
        Endpoint::check(self, answer)
    }
    fn documented_error(&self, status: u16, text: Option<&str>) -> Option<ErrorCode> {
        E::documented_error(status, text)
    }
}

/// One call whose options are read and checked, before anything is sent.
pub struct ParsedCall<J> {
    /// What is asked.
    pub endpoint: Rc<dyn AnyEndpoint<J>>,
    /// How it is asked.
    pub options: Rc<CallOptions>,
    /// Keys that must not show in an error: its own, and those of calls made together with it.
    pub secrets: Rc<Vec<String>>,
}

impl<J: Json> ParsedCall<J> {
    /// A call of this endpoint.
    pub fn new(endpoint: impl Endpoint, options: CallOptions) -> Self {
        let secret = endpoint.secret().to_owned();
        Self::with_secret(Rc::new(endpoint), options, secret)
    }

    // Apart, so that it is compiled once for all endpoints.
    fn with_secret(endpoint: Rc<dyn AnyEndpoint<J>>, options: CallOptions, secret: String) -> Self {
        Self { endpoint, options: Rc::new(options), secrets: Rc::new(vec![secret]) }
    }
}

/// Reads and checks everything that one call of `E` takes.
///
/// # Errors
/// `invalid_options`, naming the first option that is wrong.
pub fn parse<E: Endpoint>(source: &dyn Source) -> Result<(E, CallOptions), Error> {
    let mut reader = OptionReader::new(source, Some(E::VENDOR));
    let endpoint = E::read(&mut reader);
    let call = reader.call(E::BASE_URL);
    reader.finish((endpoint, call))
}
