//! `GET {base}/account/status`: is the sending account fit to send?
//!
//! ConnectSafely's reference: header `Authorization: Bearer <api key>`, optional query `accountId`; left out, the service
//! answers for the most recently used account of the key's owner.

use crate::answer::{Field, Kind, check, optional, required};
use crate::base_url::BaseUrl;
use crate::endpoint::{Endpoint, Request};
use crate::error::ErrorCode;
use crate::json::Json;
use crate::limits::{ACCOUNT_OPTIONS, MAX_ACCOUNT_ID};
use crate::options::OptionReader;
use crate::percent::encode;
use crate::text::{cut, joined};
use crate::vendor::Vendor;

/// What `getAccountStatus` asks.
pub struct AccountStatusOptions {
    api_key: String,
    account_id: Option<String>,
}

/// The documented answer.
pub const ANSWER: &[Field] = &[
    required("id", Kind::Text),
    optional("firstName", Kind::Text),
    optional("lastName", Kind::Text),
    optional("publicId", Kind::Text),
    optional("platform", Kind::Text),
    required("status", Kind::Text),
    optional("enabled", Kind::Flag),
    optional("lastUsed", Kind::Text),
    optional("hasTokens", Kind::Flag),
    // Sent only for accounts that are `AVAILABLE` or `WARMUP`; the service caches it for 12 hours.
    optional("linkedinPlan", Kind::Object(PLAN)),
];

const PLAN: &[Field] = &[
    optional("premiumType", Kind::Text),
    optional("isPremium", Kind::Flag),
    optional("hasSalesNavigator", Kind::Flag),
    optional("hasRecruiter", Kind::Flag),
    optional("hasAwayMessages", Kind::Flag),
    optional("hasAdvertiseBadge", Kind::Flag),
    optional("hasHiringManager", Kind::Flag),
];

/// What a decision needs of an answer.
#[derive(Debug)]
pub struct AccountStatus {
    /// `AVAILABLE`, `IN_USE`, `ERROR`, `WARMUP`, or a word that nobody knew.
    pub status: String,
    /// Automation is switched on; nothing where the service did not say.
    pub enabled: Option<bool>,
    /// Valid LinkedIn session tokens exist; nothing where the service did not say.
    pub has_tokens: Option<bool>,
}

impl AccountStatus {
    /// Checks an answer and reads it.
    ///
    /// # Errors
    /// What breaks the contract, as a clause.
    pub fn read<J: Json>(answer: &J) -> Result<Self, String> {
        check(answer, ANSWER)?;
        Ok(Self {
            status: answer.field("status").text().unwrap_or_default(),
            enabled: answer.flag("enabled"),
            has_tokens: answer.flag("hasTokens"),
        })
    }
}

impl Endpoint for AccountStatusOptions {
    const VENDOR: Vendor = Vendor::ConnectSafely;
    const BASE_URL: &'static str = "https://api.connectsafely.ai/linkedin";
    const OPTIONS: &'static [&'static str] = ACCOUNT_OPTIONS;
    const ANSWER: &'static [Field] = ANSWER;

    fn read(options: &mut OptionReader) -> Self {
        let api_key = options.key("apiKey").unwrap_or_else(|| {
            options.wrong("apiKey", "is required: the key of your ConnectSafely account");
            String::new()
        });
        let account_id = options.text("accountId");
        if let Some(id) = &account_id {
            if id.is_empty() {
                options.wrong("accountId", "is empty; leave it out for the most recently used account");
            }
            if cut(id, MAX_ACCOUNT_ID).len() < id.len() {
                options.wrong("accountId", "is longer than 256 characters");
            }
            if id.chars().any(char::is_control) {
                options.wrong("accountId", "must not hold control characters");
            }
        }
        Self { api_key, account_id }
    }

    fn secret(&self) -> &str {
        &self.api_key
    }

    fn request(&self, base_url: &BaseUrl) -> Request {
        let mut url = joined(&[base_url.as_str(), "/account/status"]);
        if let Some(id) = &self.account_id {
            url.push_str("?accountId=");
            encode(id, &mut url);
        }
        Request { url, auth_header: "Authorization", auth_value: joined(&["Bearer ", &self.api_key]) }
    }

    fn documented_error(status: u16, _: Option<&str>) -> Option<ErrorCode> {
        (status == 404).then_some(ErrorCode::AccountNotFound)
    }
}
