//! `GET {base}/api/v1/public/prospects/{prospect_id}/connection-status/`: are we connected already?
//!
//! Seleqt's reference: header `X-API-Key`, optional query `account_id`; left out, the service looks from the first active
//! account of the workspace. The same check lives at `/api/v1/prospects/{prospect_id}/connection-status/` behind a JWT, for
//! signed-in application code. Every call is a live call to LinkedIn's provider and counts against its limits.

use crate::answer::{Field, Kind, check, optional, required};
use crate::base_url::BaseUrl;
use crate::endpoint::{Endpoint, Request};
use crate::error::ErrorCode;
use crate::json::Json;
use crate::limits::CONNECTION_OPTIONS;
use crate::options::OptionReader;
use crate::text::{decimal, joined, trimmed};
use crate::vendor::Vendor;
use std::rc::Rc;

/// What `getConnectionStatus` asks.
pub struct ConnectionStatusOptions {
    prospect_id: u64,
    view: Rc<View>,
}

/// From where a prospect is looked at: what a list asks about every prospect.
pub struct View {
    account_id: Option<u64>,
    auth: Auth,
}

enum Auth {
    ApiKey(String),
    Jwt(String),
}

impl View {
    /// Reads the options that name the account and the key.
    pub fn read(options: &mut OptionReader) -> Self {
        let auth = match (options.key("apiKey"), options.key("jwt")) {
            (Some(key), None) => Auth::ApiKey(key),
            (None, Some(jwt)) => Auth::Jwt(jwt),
            (Some(key), Some(_)) => {
                options.wrong("apiKey", "is given together with jwt; give one of the two");
                Auth::ApiKey(key)
            }
            (None, None) => {
                options.wrong("apiKey", "is required, or jwt in its place, to sign in to Seleqt");
                Auth::ApiKey(String::new())
            }
        };
        Self { account_id: options.positive("accountId"), auth }
    }

    /// The key or the token.
    pub fn secret(&self) -> &str {
        let (Auth::ApiKey(secret) | Auth::Jwt(secret)) = &self.auth;
        secret
    }
}

/// Reads the option that names the prospect.
pub fn prospect_id(options: &mut OptionReader) -> u64 {
    options.positive("prospectId").unwrap_or_else(|| {
        options.wrong("prospectId", "is required: the prospect's number in Seleqt");
        0
    })
}

impl ConnectionStatusOptions {
    /// About one prospect of a list.
    pub fn new(view: Rc<View>, prospect_id: u64) -> Self {
        Self { prospect_id, view }
    }
}

/// The documented answer.
pub const ANSWER: &[Field] = &[
    required("success", Kind::Flag),
    required("is_connected", Kind::Flag),
    optional("connection_level", Kind::Integer),
    optional("network_distance", Kind::Text),
    required("checked_with_account_id", Kind::Integer),
];

/// What a verdict needs of an answer.
#[derive(Debug)]
pub struct ConnectionStatus {
    /// What the service concluded.
    pub is_connected: bool,
    /// 1, 2 or 3; nothing when unknown or out of network.
    pub level: Option<i64>,
    /// The provider's own word, if any.
    pub distance: Option<String>,
}

impl ConnectionStatus {
    /// Checks an answer and reads it.
    ///
    /// # Errors
    /// What breaks the contract, as a clause.
    pub fn read<J: Json>(answer: &J) -> Result<Self, String> {
        check(answer, ANSWER)?;
        succeeded(answer)?;
        Ok(Self {
            is_connected: answer.flag("is_connected") == Some(true),
            level: answer.field("connection_level").integer(),
            distance: answer.field("network_distance").text(),
        })
    }
}

/// A 200 that says otherwise is no answer.
fn succeeded<J: Json>(answer: &J) -> Result<(), String> {
    match answer.flag("success") {
        Some(true) => Ok(()),
        _ => Err("success must be true, but it is false".into()),
    }
}

impl Endpoint for ConnectionStatusOptions {
    const VENDOR: Vendor = Vendor::Seleqt;
    const BASE_URL: &'static str = "https://api.seleqt.ai";
    const OPTIONS: &'static [&'static str] = CONNECTION_OPTIONS;
    const ANSWER: &'static [Field] = ANSWER;

    fn read(options: &mut OptionReader) -> Self {
        let view = Rc::new(View::read(options));
        Self { prospect_id: prospect_id(options), view }
    }

    fn secret(&self) -> &str {
        self.view.secret()
    }

    fn request(&self, base_url: &BaseUrl) -> Request {
        let (path, auth_header, auth_value) = match &self.view.auth {
            Auth::ApiKey(key) => ("/api/v1/public/prospects/", "X-API-Key", key.clone()),
            Auth::Jwt(jwt) => ("/api/v1/prospects/", "Authorization", joined(&["Bearer ", jwt])),
        };
        let mut url = joined(&[base_url.as_str(), path, &decimal(self.prospect_id), "/connection-status/"]);
        if let Some(id) = self.view.account_id {
            url = joined(&[&url, "?account_id=", &decimal(id)]);
        }
        Request { url, auth_header, auth_value }
    }

    fn check<J: Json>(&self, answer: &J) -> Result<(), String> {
        succeeded(answer)?;
        let Some(asked) = self.view.account_id else { return Ok(()) };
        let checked = answer.field("checked_with_account_id").integer();
        if checked.and_then(|id| u64::try_from(id).ok()) != Some(asked) {
            return Err("checked_with_account_id is not the accountId that was asked for".into());
        }
        Ok(())
    }

    fn documented_error(status: u16, text: Option<&str>) -> Option<ErrorCode> {
        match status {
            404 => Some(ErrorCode::ProspectNotFound),
            502 => Some(ErrorCode::ProviderFailed),
            400 => bad_request(text?),
            _ => None,
        }
    }
}

/// Tells the three documented 400s apart; they differ in their text alone.
fn bad_request(text: &str) -> Option<ErrorCode> {
    let text = trimmed(text).as_bytes();
    let text = text.strip_suffix(b".").unwrap_or(text);
    let is = |known: &str| text.eq_ignore_ascii_case(known.as_bytes());
    if is("Prospect has no LinkedIn profile URL to check against") {
        Some(ErrorCode::ProspectHasNoProfileUrl)
    } else if is("No active LinkedIn account is connected to this workspace") {
        Some(ErrorCode::NoActiveAccount)
    } else if is("Requested LinkedIn account not found or not active in this workspace") {
        Some(ErrorCode::AccountNotActive)
    } else {
        None
    }
}
