//! The limits and option names of the public contract, for both languages: `pkg/src/limits.js` is written from this file by the
//! test `tests/contract/generated.rs`.

/// JavaScript's `Number.MAX_SAFE_INTEGER`.
pub const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// Longest body of an answer, in bytes, after decompression.
pub const MAX_BODY: usize = 1_048_576;
/// Deepest nesting of an answer's JSON.
pub const MAX_DEPTH: usize = 512;
/// Longest text of any option, in UTF-16 code units; longer strings are refused without being copied.
pub const MAX_TEXT: usize = 16_384;
/// Longest `apiKey` or `jwt`, in characters.
pub const MAX_KEY: usize = 4_096;
/// Longest `accountId` of ConnectSafely, in characters.
pub const MAX_ACCOUNT_ID: usize = 256;

/// Deadline of a call where `timeoutMs` is left out, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: f64 = 25_000.0;
/// Longest delay of a platform timer, in milliseconds: 2^31 - 1.
pub const MAX_TIMEOUT_MS: f64 = 2_147_483_647.0;
/// Further attempts after the first where `maxRetries` is left out.
pub const DEFAULT_MAX_RETRIES: u32 = 2;
/// Most further attempts.
pub const MAX_RETRIES: u32 = 100;
/// Starts in any minute where `perMinute` is left out: the published limit of one Seleqt key.
pub const DEFAULT_PER_MINUTE: u64 = 50;
/// Starts in any 24 hours where `perDay` is left out: ConnectSafely advises 80 to 100 profiles a day for one LinkedIn account.
pub const DEFAULT_PER_DAY: u64 = 80;
/// Longest `pauseBetweenMs`, in milliseconds: a day.
pub const MAX_PAUSE_MS: usize = 86_400_000;
/// How long a run pauses after a 429 that states no time, in milliseconds.
pub const UNSTATED_PAUSE_MS: f64 = 60_000.0;
/// Milliseconds after which `checkInvites` asks about the account again.
pub const MAX_ACCOUNT_AGE_MS: usize = 300_000;
/// Requests open at once where `concurrency` is left out.
pub const DEFAULT_CONCURRENCY: u32 = 1;
/// Most requests open at once.
pub const MAX_CONCURRENCY: u32 = 100;

/// Headers that name a request, in the order in which they are asked for.
pub const REQUEST_ID_HEADERS: &[&str] =
    &["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];
/// Headers that say when the service may be asked again, and the service's own time.
pub const TIME_HEADERS: &[&str] = &["retry-after", "x-ratelimit-reset", "date"];

/// Headers that tell how much of the service's own limit is left.
pub const RATE_LIMIT_HEADERS: &[&str] = &["x-ratelimit-limit", "x-ratelimit-used", "x-ratelimit-remaining"];

/// The options of every call.
pub const CALL_OPTIONS: &[&str] =
    &["baseUrl", "timeoutMs", "maxRetries", "signal", "fetch", "allowInsecureHttp", "onRetry", "onResponse"];
/// The options of `getAccountStatus` besides.
pub const ACCOUNT_OPTIONS: &[&str] = &["apiKey", "accountId"];
/// The options of `getConnectionStatus` besides.
pub const CONNECTION_OPTIONS: &[&str] = &["prospectId", "accountId", "apiKey", "jwt"];
/// The options of `getConnectionStatus` that a list has as well: all but the prospect.
pub const VIEW_OPTIONS: &[&str] = &["accountId", "apiKey", "jwt"];
/// The options of every list.
pub const PACE_OPTIONS: &[&str] =
    &["prospectIds", "concurrency", "perMinute", "perDay", "pauseBetweenMs", "earlierChecks", "onProgress"];
