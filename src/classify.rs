//! From status, headers and body of one answer to the end of the call or another attempt. Pure: the whole table of errors is here.

use crate::body::Body;
use crate::endpoint::ParsedCall;
use crate::error::{Error, ErrorCode};
use crate::json::{Json, JsonKind};
use crate::limits::REQUEST_ID_HEADERS;
use crate::rate_limit;
use crate::retry::Retry;
use crate::secret::scrub;
use crate::stated;
use crate::text::{cut, decimal, joined, trimmed};
use crate::vendor::Vendor;
use crate::vendor_message;

/// Longest request id and reason in an error, in characters: far above those that services and platforms send.
const MAX_WORDS: usize = 200;
/// Longest part of the service's text in an error's message, in characters.
const MAX_QUOTE: usize = 300;

/// Where a call stands after one attempt.
pub enum Outcome<J> {
    /// The checked answer.
    Done(J),
    /// A failure, and whether another attempt makes sense.
    Failed(Error, Retry),
}

/// One answer, apart from its body.
pub struct Head<'a> {
    /// The HTTP status.
    pub status: u16,
    /// A header by its lower-case name.
    pub header: &'a dyn Fn(&'static str) -> Option<String>,
    /// Milliseconds since 1970 on the local clock.
    pub unix_ms: f64,
}

/// Classifies a complete answer.
pub fn classify<J: Json>(call: &ParsedCall<J>, head: &Head, body: Body<J>) -> Outcome<J> {
    let mut failed = match head.status {
        200 => match accept(call, &body) {
            Ok(json) => return Outcome::Done(json),
            Err(why) => invalid_response(call, &body, &why),
        },
        _ => refused(call, head, &body),
    };
    failed = of_answer(failed, head, &call.secrets);
    let retry = retry(failed.code, head.status);
    failed.retryable = retry != Retry::Never;
    Outcome::Failed(failed, retry)
}

/// The error with what the answer tells besides its body.
pub fn of_answer(mut error: Error, head: &Head, secrets: &[String]) -> Error {
    error.status = Some(head.status);
    error.request_id = request_id(secrets, head.header);
    error.rate_limit = rate_limit::read(head.header, head.unix_ms);
    error
}

/// The service's own name for the request, without keys.
pub fn request_id(secrets: &[String], header: &dyn Fn(&'static str) -> Option<String>) -> Option<String> {
    let id = REQUEST_ID_HEADERS.iter().find_map(|&name| header(name).filter(|id| !id.is_empty()))?;
    Some(words(&id, secrets))
}

/// A redirect, which is never followed: the key would go with it.
pub fn redirected(vendor: Vendor) -> Error {
    Error::new(ErrorCode::Redirected, Some(vendor), &joined(&[vendor.name(), " pointed to another address"]))
}

/// A request that failed before there was an answer, or a body that broke off. `reason` is what the platform says about it.
pub fn broken(vendor: Vendor, what: &str, reason: Option<&str>, secrets: &[String]) -> Error {
    let mut what = joined(&["The request to ", vendor.name(), " failed: ", what]);
    if let Some(reason) = reason.map(|reason| words(reason, secrets)).filter(|reason| !reason.is_empty()) {
        what = joined(&[&what, " (", &reason, ")"]);
    }
    Error::new(ErrorCode::Network, Some(vendor), &what)
}

/// The deadline passed; `failed_before` says that an attempt had failed by then.
pub fn timed_out(vendor: Vendor, timeout_ms: f64, failed_before: bool) -> Error {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2^31")]
    let ms = decimal(timeout_ms.ceil() as u64);
    let before = if failed_before { " (earlier attempts failed, too)" } else { "" };
    let what = joined(&[vendor.name(), " gave no complete answer within ", &ms, " ms", before]);
    Error::new(ErrorCode::Timeout, Some(vendor), &what)
}

/// A list has used up its requests of the day.
pub fn day_used_up(vendor: Vendor, wait_ms: f64) -> Error {
    let mut error = Error::new(ErrorCode::DailyLimit, Some(vendor), "The requests of a day (perDay) are used up");
    error.retry_after_ms = Some(wait_ms.ceil());
    error
}

/// A short text from outside as part of an error.
fn words(text: &str, secrets: &[String]) -> String {
    cut(&scrub(trimmed(text), secrets), MAX_WORDS).to_owned()
}

fn accept<J: Json>(call: &ParsedCall<J>, body: &Body<J>) -> Result<J, String> {
    let why = match body {
        Body::Json(json) => {
            call.endpoint.check(json)?;
            return Ok(json.clone());
        }
        Body::Text(text) if trimmed(text).is_empty() => "the body is empty",
        Body::Text(text) if is_page(text) => "the body is a web page, not JSON",
        Body::Text(_) => "the body is not JSON",
        Body::Damaged(why) => why,
    };
    Err(why.to_owned())
}

/// A 200 that breaks the contract. Where it says that it failed, the service's own words are the best clue.
fn invalid_response<J: Json>(call: &ParsedCall<J>, body: &Body<J>, why: &str) -> Error {
    let vendor = call.endpoint.vendor();
    let vendor_message = match body {
        Body::Json(json) if json.flag("success") == Some(false) || is_only_an_error(json) => vendor_message::of(body),
        _ => None,
    };
    let vendor_message = vendor_message.map(|text| vendor_message::clean(&text, &call.secrets));
    let mut what = joined(&[vendor.name(), " gave a damaged answer: ", why]);
    if let Some(text) = &vendor_message {
        what = joined(&[&what, "; it says: ", &quote(text)]);
    }
    let mut error = Error::new(ErrorCode::InvalidResponse, Some(vendor), &what);
    error.vendor_message = vendor_message;
    error
}

/// Whether an object holds nothing but `error`.
fn is_only_an_error<J: Json>(json: &J) -> bool {
    json.entries(2).len() == 1 && json.field_kind("error") != JsonKind::Missing
}

fn refused<J: Json>(call: &ParsedCall<J>, head: &Head, body: &Body<J>) -> Error {
    let vendor = call.endpoint.vendor();
    let text = vendor_message::of(body);
    // By the text as it came: a short key may be a part of it.
    let documented = call.endpoint.documented_error(head.status, text.as_deref());
    let vendor_message = text.map(|text| vendor_message::clean(&text, &call.secrets));
    let mut what = joined(&[vendor.name(), " answered ", &decimal(head.status.into())]);
    if let Some(text) = &vendor_message {
        what = joined(&[&what, ": ", &quote(text)]);
    } else if matches!(body, Body::Text(text) if is_page(text)) {
        what.push_str(" with a web page, as other servers than the service do: baseUrl may be wrong");
    }
    let mut error = Error::new(documented.unwrap_or_else(|| code(head.status)), Some(vendor), &what);
    error.vendor_message = vendor_message;
    error.retry_after_ms = stated::wait_ms(head.status, head.header, body, head.unix_ms);
    error
}

/// As much of the service's text as a message takes.
fn quote(text: &str) -> String {
    let start = cut(text, MAX_QUOTE);
    if start.len() < text.len() { joined(&[start, "…"]) } else { text.to_owned() }
}

fn is_page(text: &str) -> bool {
    trimmed(text).as_bytes().first() == Some(&b'<')
}

const fn code(status: u16) -> ErrorCode {
    match status {
        401 => ErrorCode::Unauthorized,
        403 => ErrorCode::Forbidden,
        400 | 422 => ErrorCode::BadRequest,
        429 => ErrorCode::RateLimited,
        408 | 500..=599 => ErrorCode::ServerError,
        _ => ErrorCode::UnexpectedStatus,
    }
}

const fn retry(code: ErrorCode, status: u16) -> Retry {
    match code {
        ErrorCode::RateLimited => Retry::WhenStated,
        ErrorCode::ProviderFailed => Retry::Backoff,
        ErrorCode::ServerError if status != 501 && status != 505 => Retry::Backoff,
        _ => Retry::Never,
    }
}
