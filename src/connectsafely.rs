//! `GET {base}/account/status`: is the sending account fit to send?
//!
//! ConnectSafely's reference: header `Authorization: Bearer <api key>`, optional query `accountId`; left out, the service
//! answers for the most recently used account of the key's owner.

use crate::answer::{Field, Kind, Nested, optional, required};
use crate::endpoint::{Endpoint, Request, Vendor};
use crate::error::{Error, ErrorCode};
use crate::options::{Reader, Source};
use crate::percent::encode;
use serde::Deserialize;

/// What `getAccountStatus` asks.
pub struct AccountStatusOptions {
    api_key: String,
    account_id: Option<String>,
}

/// The documented answer.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AccountStatus {
    id: Field,
    first_name: Field,
    last_name: Field,
    public_id: Field,
    platform: Field,
    status: Field,
    enabled: Field,
    last_used: Field,
    has_tokens: Field,
    linkedin_plan: Field<LinkedinPlan>,
}

/// Sent only for accounts that are `AVAILABLE` or `WARMUP`; the service caches it for 12 hours.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LinkedinPlan {
    premium_type: Field,
    is_premium: Field,
    has_sales_navigator: Field,
    has_recruiter: Field,
    has_away_messages: Field,
    has_advertise_badge: Field,
    has_hiring_manager: Field,
}

impl Nested for LinkedinPlan {}

impl AccountStatus {
    /// Holds every documented field against its type.
    ///
    /// # Errors
    /// The first field that breaks the contract, as a clause.
    pub fn check(&self) -> Result<(), String> {
        required("id", &self.id, Kind::Text)?;
        required("status", &self.status, Kind::Text)?;
        optional("firstName", &self.first_name, Kind::Text)?;
        optional("lastName", &self.last_name, Kind::Text)?;
        optional("publicId", &self.public_id, Kind::Text)?;
        optional("platform", &self.platform, Kind::Text)?;
        optional("enabled", &self.enabled, Kind::Flag)?;
        optional("lastUsed", &self.last_used, Kind::Text)?;
        optional("hasTokens", &self.has_tokens, Kind::Flag)?;
        optional("linkedinPlan", &self.linkedin_plan, Kind::Object)?;
        let Field::Object(plan) = &self.linkedin_plan else { return Ok(()) };
        optional("linkedinPlan.premiumType", &plan.premium_type, Kind::Text)?;
        optional("linkedinPlan.isPremium", &plan.is_premium, Kind::Flag)?;
        optional("linkedinPlan.hasSalesNavigator", &plan.has_sales_navigator, Kind::Flag)?;
        optional("linkedinPlan.hasRecruiter", &plan.has_recruiter, Kind::Flag)?;
        optional("linkedinPlan.hasAwayMessages", &plan.has_away_messages, Kind::Flag)?;
        optional("linkedinPlan.hasAdvertiseBadge", &plan.has_advertise_badge, Kind::Flag)?;
        optional("linkedinPlan.hasHiringManager", &plan.has_hiring_manager, Kind::Flag)
    }

    /// `AVAILABLE`, `IN_USE`, `ERROR`, `WARMUP`, or a word that nobody knew.
    pub fn status(&self) -> &str {
        self.status.text().unwrap_or_default()
    }

    /// Automation is switched on; nothing where the service did not say.
    pub const fn enabled(&self) -> Option<bool> {
        self.enabled.flag()
    }

    /// Valid LinkedIn session tokens exist; nothing where the service did not say.
    pub const fn has_tokens(&self) -> Option<bool> {
        self.has_tokens.flag()
    }
}

impl Endpoint for AccountStatusOptions {
    const VENDOR: Vendor = Vendor::ConnectSafely;
    const BASE_URL: &'static str = "https://api.connectsafely.ai/linkedin";
    const OPTIONS: &'static [&'static str] = &["apiKey", "accountId"];
    type Answer = AccountStatus;

    fn parse(source: &impl Source) -> Result<Self, Error> {
        let reader = Reader { source, vendor: Self::VENDOR };
        let Some(api_key) = reader.key("apiKey")? else {
            return Err(reader.wrong("apiKey", "is required: the key of your ConnectSafely account"));
        };
        let account_id = reader.text("accountId")?;
        if let Some(id) = &account_id {
            if id.is_empty() {
                return Err(reader.wrong("accountId", "is empty; leave it out for the most recently used account"));
            }
            if id.chars().count() > 256 {
                return Err(reader.wrong("accountId", "is longer than 256 characters"));
            }
            if id.chars().any(char::is_control) {
                return Err(reader.wrong("accountId", "must not hold control characters"));
            }
        }
        Ok(Self { api_key, account_id })
    }

    fn secret(&self) -> &str {
        &self.api_key
    }

    fn request(&self, base_url: &str) -> Request {
        let mut url = [base_url, "/account/status"].concat();
        if let Some(id) = &self.account_id {
            url.push_str("?accountId=");
            encode(id, &mut url);
        }
        Request { url, auth_header: "Authorization", auth_value: ["Bearer ", &self.api_key].concat() }
    }

    fn check(&self, answer: &AccountStatus) -> Result<(), String> {
        answer.check()
    }

    fn documented_error(status: u16, _: Option<&str>) -> Option<ErrorCode> {
        (status == 404).then_some(ErrorCode::AccountNotFound)
    }
}
