//! The `url` crate in the place of the platform's `URL`.

use linkedin_status::base_url::PlatformUrl;

/// What `new URL(text)` gives.
pub fn platform_url(text: &str) -> Option<PlatformUrl> {
    let url = url::Url::parse(text).ok()?;
    Some(PlatformUrl { href: url.as_str().to_owned(), hostname: url.host_str().unwrap_or_default().to_owned() })
}
