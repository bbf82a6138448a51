//! From status, headers and body to the end of the call or another try. Pure: the whole table of errors is here.

use crate::body::{Body, Json};
use crate::endpoint::{Question, Vendor};
use crate::error::{Error, ErrorCode};
use crate::retry::Retry;
use crate::secret::scrub;
use crate::stated;
use crate::text::{cut, decimal, joined, trimmed};
use crate::vendor_message;

/// Headers that name a request, in the order in which they are asked for.
pub const REQUEST_ID_HEADERS: [&str; 5] =
    ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];

/// Where a call stands after one attempt.
pub enum Verdict<J> {
    /// The checked answer.
    Done(J),
    /// A failure, and what it says about another attempt.
    Failed(Error, Retry),
}

/// Weighs a complete answer.
pub fn answer<J: Json>(
    question: &dyn Question<J>,
    status: u16,
    header: &dyn Fn(&'static str) -> Option<String>,
    body: Body<J>,
    unix_ms: &dyn Fn() -> f64,
) -> Verdict<J> {
    let mut failed = match status {
        200 => match accept(question, body) {
            Ok(json) => return Verdict::Done(json),
            Err(why) => {
                let what = joined(&[question.vendor().name(), " gave a damaged answer: ", &why]);
                Error::new(ErrorCode::InvalidResponse, Some(question.vendor()), &what)
            }
        },
        _ => refused(question, status, header, &body, unix_ms()),
    };
    failed.status = Some(status);
    failed.request_id = request_id(question.secret(), header);
    let retry = retry(failed.code, status);
    failed.retryable = retry != Retry::Never;
    Verdict::Failed(failed, retry)
}

/// The service's own name for the request, without the key and cut to a length that it never has.
pub fn request_id(secret: &str, header: &dyn Fn(&'static str) -> Option<String>) -> Option<String> {
    let id = REQUEST_ID_HEADERS.into_iter().find_map(|name| header(name).filter(|id| !id.is_empty()))?;
    Some(cut(&scrub(&id, secret), 200).to_owned())
}

/// A redirect, which is never followed: the key would go with it. Browsers do not tell its status.
pub fn redirected(vendor: Vendor, status: Option<u16>) -> Error {
    let what = joined(&[vendor.name(), " pointed to another address"]);
    let mut error = Error::new(ErrorCode::Redirected, Some(vendor), &what);
    error.status = status;
    error
}

/// A request that failed before there was an answer, or a body that broke off.
pub fn broken(vendor: Vendor, what: &str) -> Error {
    let what = joined(&["The request to ", vendor.name(), " failed: ", what]);
    Error::new(ErrorCode::Network, Some(vendor), &what)
}

/// The deadline, met while `last` was the latest failure.
pub fn timed_out(vendor: Vendor, timeout_ms: f64, last: Option<ErrorCode>) -> Error {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2^31")]
    let ms = decimal(timeout_ms.ceil() as u64);
    let before = if last.is_some() { " (earlier attempts failed, too)" } else { "" };
    let what = joined(&[vendor.name(), " gave no complete answer within ", &ms, " ms", before]);
    Error::new(ErrorCode::Timeout, Some(vendor), &what)
}

fn accept<J: Json>(question: &dyn Question<J>, body: Body<J>) -> Result<J, String> {
    let json = match body {
        Body::Json(json) => json,
        Body::Text(text) if trimmed(&text).is_empty() => return Err("the body is empty".into()),
        Body::Text(text) if trimmed(&text).as_bytes().first() == Some(&b'<') => {
            return Err("the body is a web page, not JSON".into());
        }
        Body::Text(_) => return Err("the body is not JSON".into()),
        Body::Damaged(why) => return Err(why.into()),
    };
    question.check(&json)?;
    Ok(json)
}

fn refused<J: Json>(
    question: &dyn Question<J>,
    status: u16,
    header: &dyn Fn(&'static str) -> Option<String>,
    body: &Body<J>,
    unix_ms: f64,
) -> Error {
    let vendor_message = vendor_message::of(body, question.secret());
    let code = question.documented_error(status, vendor_message.as_deref()).unwrap_or_else(|| code(status));
    let mut what = joined(&[question.vendor().name(), " answered ", &decimal(status.into())]);
    if let Some(text) = &vendor_message {
        what.push_str(": ");
        what.push_str(cut(text, 300));
        if cut(text, 300).len() < text.len() {
            what.push('…');
        }
    }
    let mut error = Error::new(code, Some(question.vendor()), &what);
    error.vendor_message = vendor_message;
    error.retry_after_ms = stated::wait_ms(status, header, body, unix_ms);
    error
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
