//! `GET {base}/api/v1/public/prospects/{prospect_id}/connection-status/`: are we connected already?
//!
//! Seleqt's reference: header `X-API-Key`, optional query `account_id`; left out, the service looks from the first active
//! account of the workspace. The same check lives at `/api/v1/prospects/{prospect_id}/connection-status/` behind a JWT, for
//! signed-in application code. Every call is a live call to LinkedIn's provider and counts against its limits.

use crate::answer::{Checked, Field, Kind, check, optional, required};
use crate::body::{Json, Look};
use crate::endpoint::{Endpoint, Request, Vendor};
use crate::error::ErrorCode;
use crate::reader::Reader;
use crate::text::{decimal, joined, trimmed};

/// What `getConnectionStatus` asks.
pub struct ConnectionStatusOptions {
    prospect_id: u64,
    account_id: Option<u64>,
    auth: Auth,
}

enum Auth {
    ApiKey(String),
    Jwt(String),
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
        let checked = check(answer, ANSWER)?;
        succeeded(&checked)?;
        let distance = checked.get("network_distance") == Look::Text;
        Ok(Self {
            is_connected: checked.flag("is_connected") == Some(true),
            level: checked.integer("connection_level"),
            distance: distance.then(|| answer.text("network_distance")).flatten(),
        })
    }
}

/// A 200 that says otherwise is no answer.
fn succeeded(answer: &Checked) -> Result<(), String> {
    if answer.flag("success") == Some(true) { Ok(()) } else { Err("success must be true, but it is false".into()) }
}

impl Endpoint for ConnectionStatusOptions {
    const VENDOR: Vendor = Vendor::Seleqt;
    const BASE_URL: &'static str = "https://api.seleqt.ai";
    const OPTIONS: &'static [&'static str] = &["prospectId", "accountId", "apiKey", "jwt"];
    const ANSWER: &'static [Field] = ANSWER;

    fn parse(options: &mut Reader) -> Self {
        let (key, jwt) = (options.key("apiKey"), options.key("jwt"));
        if key.is_empty() && jwt.is_empty() {
            options.missing("apiKey", "or jwt is required: one of the two, to sign in to Seleqt");
        }
        if !key.is_empty() && !jwt.is_empty() {
            options.wrong("apiKey", "and jwt are both given; give one of the two");
        }
        let auth = if jwt.is_empty() { Auth::ApiKey(key) } else { Auth::Jwt(jwt) };
        let prospect_id = options.positive("prospectId").unwrap_or_else(|| {
            // A list asks about no prospect in particular.
            options.missing("prospectId", "is required: the prospect's number in Seleqt");
            0
        });
        Self { prospect_id, account_id: options.positive("accountId"), auth }
    }

    fn secret(&self) -> &str {
        let (Auth::ApiKey(secret) | Auth::Jwt(secret)) = &self.auth;
        secret
    }

    fn request(&self, base_url: &str, prospect: Option<u64>) -> Request {
        let (path, auth_header, auth_value) = match &self.auth {
            Auth::ApiKey(key) => ("/api/v1/public/prospects/", "X-API-Key", key.clone()),
            Auth::Jwt(jwt) => ("/api/v1/prospects/", "Authorization", joined(&["Bearer ", jwt])),
        };
        let mut url = joined(&[base_url, path, &decimal(prospect.unwrap_or(self.prospect_id)), "/connection-status/"]);
        if let Some(id) = self.account_id {
            url.push_str("?account_id=");
            url.push_str(&decimal(id));
        }
        Request { url, auth_header, auth_value }
    }

    fn check_further(&self, answer: &Checked) -> Result<(), String> {
        succeeded(answer)?;
        let checked = answer.integer("checked_with_account_id").and_then(|id| u64::try_from(id).ok());
        if self.account_id.is_some() && checked != self.account_id {
            return Err("checked_with_account_id is not the accountId that was asked for".into());
        }
        Ok(())
    }

    fn documented_error(status: u16, vendor_message: Option<&str>) -> Option<ErrorCode> {
        match status {
            404 => Some(ErrorCode::ProspectNotFound),
            502 => Some(ErrorCode::ProviderFailed),
            400 => bad_request(vendor_message?),
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
