//! `GET {base}/account/status`: is the sending account fit to send?
//!
//! ConnectSafely's reference: header `Authorization: Bearer <api key>`, optional query `accountId`; left out, the service
//! answers for the most recently used account of the key's owner.

use crate::answer::{Field, Kind, check, optional, required};
use crate::body::Json;
use crate::endpoint::{Endpoint, Request, Vendor};
use crate::error::ErrorCode;
use crate::percent::encode;
use crate::reader::Reader;
use crate::text::{cut, joined};

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
    optional("linkedinPlan", Kind::Object),
    optional("linkedinPlan.premiumType", Kind::Text),
    optional("linkedinPlan.isPremium", Kind::Flag),
    optional("linkedinPlan.hasSalesNavigator", Kind::Flag),
    optional("linkedinPlan.hasRecruiter", Kind::Flag),
    optional("linkedinPlan.hasAwayMessages", Kind::Flag),
    optional("linkedinPlan.hasAdvertiseBadge", Kind::Flag),
    optional("linkedinPlan.hasHiringManager", Kind::Flag),
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
        let checked = check(answer, ANSWER)?;
        Ok(Self {
            status: answer.text("status").unwrap_or_default(),
            enabled: checked.flag("enabled"),
            has_tokens: checked.flag("hasTokens"),
        })
    }
}

impl Endpoint for AccountStatusOptions {
    const VENDOR: Vendor = Vendor::ConnectSafely;
    const BASE_URL: &'static str = "https://api.connectsafely.ai/linkedin";
    const OPTIONS: &'static [&'static str] = &["apiKey", "accountId"];
    const ANSWER: &'static [Field] = ANSWER;

    fn parse(options: &mut Reader) -> Self {
        let api_key = options.key("apiKey");
        if api_key.is_empty() {
            options.missing("apiKey", "is required: the key of your ConnectSafely account");
        }
        let account_id = options.text("accountId");
        if let Some(id) = &account_id {
            if id.is_empty() {
                options.wrong("accountId", "is empty; leave it out for the most recently used account");
            }
            if cut(id, 256).len() < id.len() {
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

    fn request(&self, base_url: &str, _: Option<u64>) -> Request {
        let mut url = joined(&[base_url, "/account/status"]);
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
