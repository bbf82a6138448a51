//! Options: any value in any place. Unknown names and longer texts are refused before, in pkg/src/options.js.

use crate::generate::Source;
use crate::platform_url::platform_url;
use crate::run::fuzz;
use linkedin_status::base_url::PlatformUrl;
use linkedin_status::connectsafely::AccountStatusOptions;
use linkedin_status::endpoint::{self, Endpoint};
use linkedin_status::error::ErrorCode;
use linkedin_status::limits::{CALL_OPTIONS, MAX_TEXT, MAX_TIMEOUT_MS};
use linkedin_status::options::{self, Value};
use linkedin_status::seleqt::ConnectionStatusOptions;

/// Options that were made here.
pub struct Given(Vec<(String, Value)>);

impl Given {
    pub fn of(given: &[(&str, Value)]) -> Self {
        Self(given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }
}

impl options::Source for Given {
    fn get(&self, name: &str) -> Value {
        self.0.iter().find(|(known, _)| known == name).map_or(Value::Missing, |(_, value)| value.clone())
    }

    fn url(&self, text: &str) -> Option<PlatformUrl> {
        platform_url(text)
    }
}

#[test]
fn options_connectsafely() {
    fuzz("options_connectsafely", |source| {
        let given = given(source, AccountStatusOptions::OPTIONS);
        let Some((_, url)) = read::<AccountStatusOptions>(&given) else { return };
        let query = url.split_once("?accountId=").map(|(_, value)| decoded(value));
        match options::Source::get(&given, "accountId") {
            Value::Missing => assert_eq!(query, None),
            Value::Text(id) => assert_eq!(query, Some(id), "never silently dropped"),
            other => panic!("{other:?} is no accountId"),
        }
    });
}

#[test]
fn options_seleqt() {
    fuzz("options_seleqt", |source| {
        let given = given(source, ConnectionStatusOptions::OPTIONS);
        let Some((base, url)) = read::<ConnectionStatusOptions>(&given) else { return };
        let get = |name| options::Source::get(&given, name);
        let path = if get("jwt") == Value::Missing { "/api/v1/public/prospects/" } else { "/api/v1/prospects/" };
        let Value::Number(prospect) = get("prospectId") else { panic!("no prospect") };
        let query = match get("accountId") {
            Value::Missing => String::new(),
            Value::Number(id) => ["?account_id=", &(id as u64).to_string()].concat(),
            other => panic!("{other:?} is no accountId"),
        };
        assert_eq!(url, [&base, path, &(prospect as u64).to_string(), "/connection-status/", &query].concat());
    });
}

/// What must hold of every outcome; of a good one, its base URL and the URL of its request.
fn read<E: Endpoint>(given: &Given) -> Option<(String, String)> {
    let known = |name: &str| E::OPTIONS.contains(&name) || CALL_OPTIONS.contains(&name);
    match endpoint::parse::<E>(given) {
        Ok((endpoint, options)) => {
            assert!(options.timeout_ms > 0.0 && options.timeout_ms <= MAX_TIMEOUT_MS);
            assert!(options.max_retries <= 100);
            let secret = endpoint.secret();
            assert!((1..=4_096).contains(&secret.len()) && secret.bytes().all(|byte| byte.is_ascii_graphic()));
            let base = options.base_url.as_str().to_owned();
            let request = endpoint.request(&options.base_url);
            assert!(request.url.starts_with(&base));
            assert!(!request.url.chars().any(|c| c.is_whitespace() || c.is_control()), "{}", request.url);
            assert!(request.auth_value.ends_with(secret) && !request.auth_value.contains(['\n', '\r', '\0']));
            Some((base, request.url))
        }
        Err(error) => {
            assert_eq!((error.code, error.attempts, error.retryable), (ErrorCode::InvalidOptions, 0, false));
            assert_eq!((error.vendor, error.status), (Some(E::VENDOR), None));
            let option = error.option.as_deref().expect("an option is named");
            assert!(known(option), "{option}");
            assert!(
                error.message.starts_with(option) && error.message.ends_with("nothing was sent."),
                "{}",
                error.message
            );
            for (_, value) in &given.0 {
                // No value is quoted. What looks like words and numbers may stand in our own words, too.
                let odd = |c: char| !c.is_alphanumeric() && !" ,.".contains(c);
                if let Value::Text(text) = value
                    && text.len() >= 12
                    && text.chars().filter(|c| odd(*c)).count() >= 3
                {
                    assert!(!error.message.contains(text.as_str()), "{}", error.message);
                }
            }
            None
        }
    }
}

fn given(source: &mut Source, own: &[&str]) -> Given {
    let mut given: Vec<(String, Value)> = Vec::new();
    // Mostly good, so that what comes later is reached, too.
    for name in own.iter().copied().chain(CALL_OPTIONS.iter().copied()) {
        let value = if source.once_in(12) { any(source) } else { good(source, name) };
        given.push((name.to_owned(), value));
    }
    if own.contains(&"jwt") && !source.once_in(10) {
        // Not both.
        let dropped = *source.pick(&["jwt", "apiKey"]);
        given.retain(|(name, _)| name != dropped);
    }
    Given(given)
}

fn good(source: &mut Source, name: &str) -> Value {
    let needed = ["apiKey", "jwt", "prospectId"].contains(&name);
    if !needed && source.once_in(2) {
        return Value::Missing;
    }
    match name {
        "apiKey" | "jwt" => Value::Text(source.key()),
        "prospectId" => Value::Number(source.between(1, 9_007_199_254_740_991) as f64),
        // The two vendors' accounts differ.
        "accountId" if source.once_in(2) => Value::Number(source.between(1, 1_000) as f64),
        "accountId" => Value::Text(source.text()),
        "baseUrl" => {
            Value::Text((*source.pick(&["https://a.example/x/", "http://localhost:1", "http://h.example"])).to_owned())
        }
        "timeoutMs" => Value::Number(source.fraction() * 100_000.0),
        "maxRetries" => Value::Number(source.between(0, 100) as f64),
        "signal" => Value::Signal,
        "allowInsecureHttp" => Value::Flag(source.once_in(2)),
        _ => Value::Function,
    }
}

fn any(source: &mut Source) -> Value {
    match source.below(12) {
        0 => Value::Missing,
        1 => Value::Null,
        2 => Value::Flag(source.once_in(2)),
        3 | 4 => Value::Number(source.number()),
        5 | 6 => Value::Text(source.text()),
        7 => {
            let key = source.key();
            Value::Text(if source.once_in(2) { source.mutated(&key) } else { key })
        }
        8 | 9 => Value::Text("x".repeat(MAX_TEXT)),
        10 => Value::Function,
        _ => source.pick(&[Value::Signal, Value::Other]).clone(),
    }
}

/// Percent-decoding by the book.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next().unwrap()).to_digit(16).unwrap();
            bytes.push(u8::try_from(digit() * 16 + digit()).unwrap());
        } else {
            assert!(byte.is_ascii_alphanumeric() || b"-._~".contains(&byte), "{text}");
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
