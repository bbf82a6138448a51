//! From status, headers and body to the end of the call or another try. Pure: the whole table of errors is here.

use crate::body::{Body, Json};
use crate::endpoint::{Endpoint, Vendor};
use crate::error::{Error, ErrorCode};
use crate::retry::Retry;
use crate::secret::scrub;
use crate::stated;
use crate::vendor_message::ErrorBody;

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
pub fn answer<E: Endpoint, J: Json>(
    endpoint: &E,
    status: u16,
    header: impl Fn(&'static str) -> Option<String>,
    body: Body<J>,
    unix_ms: f64,
) -> Verdict<J> {
    let mut failed = match status {
        200 => match accept(endpoint, body) {
            Ok(json) => return Verdict::Done(json),
            Err(why) => {
                let what = [E::VENDOR.name(), " gave a damaged answer: ", &why].concat();
                Error::new(ErrorCode::InvalidResponse, Some(E::VENDOR), &what)
            }
        },
        _ => refused::<E, J>(endpoint, status, &header, &body, unix_ms),
    };
    failed.status = Some(status);
    failed.request_id = request_id(endpoint, &header);
    let retry = retry(failed.code, status);
    failed.retryable = retry != Retry::Never;
    Verdict::Failed(failed, retry)
}

/// The service's own name for the request, without the key and cut to a length that it never has.
pub fn request_id<E: Endpoint>(endpoint: &E, header: impl Fn(&'static str) -> Option<String>) -> Option<String> {
    let id = REQUEST_ID_HEADERS.into_iter().find_map(|name| header(name).filter(|id| !id.is_empty()))?;
    Some(scrub(&id, endpoint.secret()).chars().take(200).collect())
}

/// A redirect, which is never followed: the key would go with it. Browsers do not tell its status.
pub fn redirected(vendor: Vendor, status: Option<u16>) -> Error {
    let what = [vendor.name(), " pointed to another address"].concat();
    Error { status, ..Error::new(ErrorCode::Redirected, Some(vendor), &what) }
}

/// A request that failed before there was an answer, or a body that broke off.
pub fn broken(vendor: Vendor, what: &str) -> Error {
    let what = ["The request to ", vendor.name(), " failed: ", what].concat();
    Error::new(ErrorCode::Network, Some(vendor), &what)
}

/// The deadline, met while `last` was the latest failure.
pub fn timed_out(vendor: Vendor, timeout_ms: f64, last: Option<ErrorCode>) -> Error {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2^31")]
    let ms = (timeout_ms.ceil() as u32).to_string();
    let before = if last.is_some() { " (earlier attempts failed, too)" } else { "" };
    let what = [vendor.name(), " gave no complete answer within ", &ms, " ms", before].concat();
    Error::new(ErrorCode::Timeout, Some(vendor), &what)
}

fn accept<E: Endpoint, J: Json>(endpoint: &E, body: Body<J>) -> Result<J, String> {
    let json = match body {
        Body::Json(json) => json,
        Body::Text(text) if text.trim().is_empty() => return Err("the body is empty".into()),
        Body::Text(text) if text.trim_start().starts_with('<') => {
            return Err("the body is a web page, not JSON".into());
        }
        Body::Text(_) => return Err("the body is not JSON".into()),
        Body::Damaged(why) => return Err(why.into()),
    };
    let answer = json.read::<E::Answer>().ok_or("the body is not a JSON object")?;
    endpoint.check(&answer)?;
    Ok(json)
}

fn refused<E: Endpoint, J: Json>(
    endpoint: &E,
    status: u16,
    header: &impl Fn(&'static str) -> Option<String>,
    body: &Body<J>,
    unix_ms: f64,
) -> Error {
    let details = ErrorBody::of(body);
    let vendor_message = details.message(body, endpoint.secret());
    let code = code::<E>(status, vendor_message.as_deref());
    let mut what = [E::VENDOR.name(), " answered ", &status.to_string()].concat();
    if let Some(text) = &vendor_message {
        what.push_str(": ");
        what.extend(text.chars().take(300));
        if text.chars().nth(300).is_some() {
            what.push('…');
        }
    }
    Error {
        vendor_message,
        retry_after_ms: stated::wait_ms(status, header, &details.hold_until, unix_ms),
        ..Error::new(code, Some(E::VENDOR), &what)
    }
}

fn code<E: Endpoint>(status: u16, vendor_message: Option<&str>) -> ErrorCode {
    if let Some(code) = E::documented_error(status, vendor_message) {
        return code;
    }
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
