//! Bytes, status and headers of an answer, through to what becomes of it, for both endpoints.

use crate::generate::{Source, fixture};
use crate::options::Given;
use crate::run::fuzz;
use crate::tree::{Tree, body};
use linkedin_status::classify::{self, Head, Outcome};
use linkedin_status::connectsafely::AccountStatusOptions;
use linkedin_status::endpoint::{self, Endpoint, ParsedCall};
use linkedin_status::error::{Error, ErrorCode};
use linkedin_status::limits::REQUEST_ID_HEADERS;
use linkedin_status::options;
use linkedin_status::retry::Retry;
use linkedin_status::seleqt::ConnectionStatusOptions;
use linkedin_status::stated::MAX_WAIT_MS;
use serde_json::{Value, json};

#[test]
fn decoder_connectsafely() {
    let contract = Contract::of("account_status");
    fuzz("decoder_connectsafely", |source| weigh::<AccountStatusOptions>(source, &contract, &[]));
}

#[test]
fn decoder_seleqt() {
    let contract = Contract::of("connection_status");
    fuzz("decoder_seleqt", |source| {
        let id = *source.pick(&[41.0, 42.0]);
        let given = [("prospectId", options::Value::Number(7.0)), ("accountId", options::Value::Number(id))];
        let given = if source.once_in(2) { &given[..1] } else { &given };
        weigh::<ConnectionStatusOptions>(source, &contract, given);
    });
}

fn weigh<E: Endpoint>(source: &mut Source, contract: &Contract, own: &[(&'static str, options::Value)]) {
    let key = source.key();
    let mut given = vec![("apiKey", options::Value::Text(key.clone()))];
    given.extend(own.iter().cloned());
    let (endpoint, call_options) = endpoint::parse::<E>(&Given::of(&given)).unwrap();
    let call = ParsedCall::new(endpoint, call_options);

    let mut bytes = source.body();
    if source.once_in(4) {
        // The service echoes the key.
        let at = source.below(bytes.len() + 1);
        drop(bytes.splice(at..at, key.bytes()));
    }
    let status = if source.once_in(3) { 200 } else { u16::try_from(source.between(0, 1_000)).unwrap() };
    let status = if source.once_in(6) { *source.pick(&[400, 401, 404, 408, 422, 429, 502, 503]) } else { status };
    let mut headers: Vec<(&str, String)> = Vec::new();
    for name in REQUEST_ID_HEADERS.iter().copied().chain(["retry-after", "x-ratelimit-reset"]) {
        if source.once_in(4) {
            let value = if source.once_in(5) { [source.word(), &key, source.word()].concat() } else { source.text() };
            headers.push((name, value));
        }
    }
    let header = |name: &'static str| headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());

    let body = body(&bytes);

    let account = own.iter().find_map(|(name, value)| match (name, value) {
        (&"accountId", options::Value::Number(id)) => Some(*id),
        _ => None,
    });
    let expected = text_of(&bytes).and_then(|text| serde_json::from_str::<Value>(text).ok());
    match classify::classify(&call, &Head { status, header: &header, unix_ms: 1_771_908_793_000.0 }, body) {
        Outcome::Done(Tree(answer)) => {
            assert_eq!(status, 200);
            assert_eq!(answer, expected, "untouched");
            assert!(contract.admits(&answer.unwrap(), account));
        }
        Outcome::Failed(error, retry) => {
            assert!(
                status != 200 || !expected.is_some_and(|answer| contract.admits(&answer, account)),
                "a good answer"
            );
            failed::<E>(contract, status, &error, retry, &key);
        }
    }
}

fn failed<E: Endpoint>(contract: &Contract, status: u16, error: &Error, retry: Retry, key: &str) {
    assert!(contract.codes(status).contains(&error.code), "{status} {error:?}");
    assert_eq!((error.status, error.vendor, error.attempts, &error.option), (Some(status), Some(E::VENDOR), 0, &None));
    let expected = match error.code {
        ErrorCode::RateLimited => Retry::WhenStated,
        ErrorCode::ProviderFailed => Retry::Backoff,
        ErrorCode::ServerError if status != 501 && status != 505 => Retry::Backoff,
        _ => Retry::Never,
    };
    assert_eq!(retry, expected);
    assert_eq!(error.retryable, retry != Retry::Never);
    if let Some(ms) = error.retry_after_ms {
        assert!((0.0..=MAX_WAIT_MS).contains(&ms), "{ms}");
        assert!(status != 200);
    }
    if let Some(text) = error.vendor_message.as_deref() {
        assert!(text.chars().count() <= 1_000);
        assert!(!text.contains(key), "{text}");
        // A key of asterisks takes its own mask away.
        if !key.contains('*') {
            assert!(!text.is_empty() && !text.starts_with('<') && !text.contains("</"), "{text}");
        }
    }
    if let Some(id) = error.request_id.as_deref() {
        assert!(id.chars().count() <= 200 && !id.contains(key), "{id}");
    }
    assert!(error.message.ends_with('.') && error.message.chars().count() < 700, "{}", error.message);
    // A key of a few characters stands in our own words, too.
    assert!(key.len() < 8 || !error.message.contains(key), "{error:?}");
}

/// The body as text, by the rules of the contract.
fn text_of(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// What the fixtures say, read independently of the crate.
struct Contract(Value);

impl Contract {
    fn of(endpoint: &str) -> Self {
        Self(fixture(endpoint, "endpoint"))
    }

    fn admits(&self, answer: &Value, account: Option<f64>) -> bool {
        let fields = self.0["fields"].as_object().unwrap();
        let typed = fields.iter().all(|(path, kind)| {
            let value = match path.split_once('.') {
                // A plan that is missing or null has no fields to be wrong.
                Some((outer, inner)) if answer[outer].is_object() => answer[outer].get(inner),
                Some(_) => return true,
                None => answer.get(path),
            };
            let Some(value) = value.filter(|value| !value.is_null()) else {
                return !self.0["required"].as_array().unwrap().contains(&json!(path));
            };
            match kind.as_str().unwrap() {
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.as_f64().is_some_and(|n| n.fract() == 0.0 && n.abs() < 9_007_199_254_740_992.0),
                _ => value.is_object(),
            }
        });
        let succeeded = fields.get("success").is_none() || answer["success"] == true;
        let asked = account.is_none_or(|id| answer["checked_with_account_id"].as_f64() == Some(id));
        answer.is_object() && typed && succeeded && asked
    }

    fn codes(&self, status: u16) -> Vec<ErrorCode> {
        let own = self.0["ownStatuses"].get(status.to_string()).map(|own| own["code"].clone());
        if let Some(own) = own {
            return ErrorCode::ALL.into_iter().filter(|code| json!(code) == own).collect();
        }
        match status {
            200 => vec![ErrorCode::InvalidResponse],
            400 if self.0["baseUrl"] == "https://api.seleqt.ai" => vec![
                ErrorCode::BadRequest,
                ErrorCode::ProspectHasNoProfileUrl,
                ErrorCode::NoActiveAccount,
                ErrorCode::AccountNotActive,
            ],
            400 | 422 => vec![ErrorCode::BadRequest],
            401 => vec![ErrorCode::Unauthorized],
            403 => vec![ErrorCode::Forbidden],
            429 => vec![ErrorCode::RateLimited],
            408 | 500..=599 => vec![ErrorCode::ServerError],
            // The loop does not let a 3xx come this far.
            _ => vec![ErrorCode::UnexpectedStatus],
        }
    }
}
