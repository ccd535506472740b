//! Texts that are credentials: by a shape that one service gives them, or by looking like chance.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::Bytes;

/// A credential in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credential {
    /// Its bytes.
    pub(super) at: Range<usize>,
    /// What it is.
    pub(super) what: &'static str,
}

/// Which letters stand behind the beginning of a credential.
#[derive(Clone, Copy)]
enum Letters {
    Capital,
    Hex,
    Alphanumeric,
    Any,
}

/// How the credentials of a service begin, what follows, how much of it, and what they are.
///
/// *Source*: what each service documents of its own, for those who look for what leaked.
const SHAPES: &[(&str, Letters, usize, usize, &str)] = &[
    ("AKIA", Letters::Capital, 16, 16, "an access key of AWS"),
    ("ASIA", Letters::Capital, 16, 16, "an access key of AWS"),
    ("AIza", Letters::Any, 35, 35, "a key of Google"),
    ("GOCSPX-", Letters::Any, 28, 28, "a client secret of Google"),
    ("ghp_", Letters::Alphanumeric, 36, 255, "a token of GitHub"),
    ("gho_", Letters::Alphanumeric, 36, 255, "a token of GitHub"),
    ("ghu_", Letters::Alphanumeric, 36, 255, "a token of GitHub"),
    ("ghs_", Letters::Alphanumeric, 36, 255, "a token of GitHub"),
    ("ghr_", Letters::Alphanumeric, 36, 255, "a token of GitHub"),
    ("github_pat_", Letters::Any, 50, 255, "a token of GitHub"),
    ("glpat-", Letters::Any, 20, 255, "a token of GitLab"),
    ("xoxa-", Letters::Any, 20, 255, "a token of Slack"),
    ("xoxb-", Letters::Any, 20, 255, "a token of Slack"),
    ("xoxe-", Letters::Any, 20, 255, "a token of Slack"),
    ("xoxp-", Letters::Any, 20, 255, "a token of Slack"),
    ("xoxr-", Letters::Any, 20, 255, "a token of Slack"),
    ("xoxs-", Letters::Any, 20, 255, "a token of Slack"),
    ("xapp-", Letters::Any, 20, 255, "a token of Slack"),
    ("sk_live_", Letters::Alphanumeric, 16, 255, "a key of Stripe"),
    ("rk_live_", Letters::Alphanumeric, 16, 255, "a key of Stripe"),
    ("whsec_", Letters::Alphanumeric, 24, 255, "a secret of Stripe"),
    ("EAA", Letters::Alphanumeric, 80, 400, "an access token of Meta"),
    ("sk-ant-", Letters::Any, 20, 255, "a key of Anthropic"),
    ("sk-proj-", Letters::Any, 20, 255, "a key of OpenAI"),
    ("sk-", Letters::Alphanumeric, 40, 64, "a key of OpenAI"),
    ("shpat_", Letters::Hex, 32, 32, "a token of Shopify"),
    ("shpss_", Letters::Hex, 32, 32, "a secret of Shopify"),
    ("pat-eu1-", Letters::Any, 36, 36, "a token of HubSpot"),
    ("pat-na1-", Letters::Any, 36, 36, "a token of HubSpot"),
    ("key-", Letters::Hex, 32, 32, "a key of Mailgun"),
    ("npm_", Letters::Alphanumeric, 36, 36, "a token of npm"),
    ("hf_", Letters::Alphanumeric, 34, 40, "a token of Hugging Face"),
    ("dop_v1_", Letters::Hex, 64, 64, "a token of DigitalOcean"),
];

/// The shortest stretch of letters that is looked at.
const SHORTEST: usize = 10;

/// Every credential in a text that a known shape gives away, in order.
///
/// A stretch as long as the shortest holds one byte of every so many: only those are looked at, and
/// what stands around the few among them that belong to a stretch at all.
pub(super) fn credentials(text: &str) -> Vec<Credential> {
    let mut found: Vec<Credential> = Vec::new();
    let bytes = text.as_bytes();
    let mut probe = SHORTEST - 1;
    while let Some(byte) = bytes.get(probe) {
        if !is_token(byte) {
            probe += SHORTEST;
            continue;
        }
        let (before, behind) = bytes.split_at(probe);
        let from = probe - before.iter().rev().take_while(|byte| is_token(byte)).count();
        let to = probe + behind.iter().take_while(|byte| is_token(byte)).count();
        if to - from >= SHORTEST && found.last().is_none_or(|last| last.at.end <= from) {
            found.extend(shape(text, from..to));
        }
        probe = to + SHORTEST;
    }
    found
}

/// Whether a byte can stand in a credential.
fn is_token(byte: &u8) -> bool {
    static TOKEN: Bytes = Bytes::of_words_and(b"_-");
    TOKEN.has(*byte)
}

/// What the stretch is, by its shape and what stands around it.
fn shape(text: &str, at: Range<usize>) -> Option<Credential> {
    let token = text.get(at.clone())?;
    let before = text.get(..at.start)?;
    let behind = text.get(at.end..)?;
    if let Some(what) = by_beginning(token) {
        return Some(Credential { at, what });
    }
    if token.starts_with("-----BEGIN") {
        let line = behind.split('\n').next()?;
        let end = line.find("PRIVATE KEY-----")? + "PRIVATE KEY-----".len();
        return Some(Credential { at: at.start..at.end + end, what: "a private key" });
    }
    if token.starts_with("eyJ") {
        let rest = behind.strip_prefix('.').filter(|rest| rest.starts_with("eyJ"))?;
        let claims = length(rest);
        let signature = rest.get(claims..)?.strip_prefix('.').map(length)?;
        let end = at.end + 1 + claims + 1 + signature;
        return (signature >= SHORTEST)
            .then_some(Credential { at: at.start..end, what: "a JSON Web Token" });
    }
    if token.len() == 22 && before.ends_with("SG.") {
        let secret = behind.strip_prefix('.').map(length)?;
        let at = at.start - 3..at.end + 1 + secret;
        return (secret == 43).then_some(Credential { at, what: "a key of SendGrid" });
    }
    if token.len() == 35 && token.starts_with("AA") {
        let id = before.strip_suffix(':')?;
        let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
        let at = at.start - 1 - digits..at.end;
        return (8..=11)
            .contains(&digits)
            .then_some(Credential { at, what: "the token of a Telegram bot" });
    }
    None
}

fn by_beginning(token: &str) -> Option<&'static str> {
    // The first byte alone tells most words from all of them.
    let first = token.as_bytes().first();
    let mut near = SHAPES.iter().filter(|(beginning, ..)| beginning.as_bytes().first() == first);
    near.find_map(|(beginning, letters, least, most, what)| {
        let body = token.strip_prefix(beginning)?;
        let fits = |byte: u8| match letters {
            Letters::Capital => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Letters::Hex => byte.is_ascii_hexdigit(),
            Letters::Alphanumeric => byte.is_ascii_alphanumeric(),
            Letters::Any => true,
        };
        let whole = (*least..=*most).contains(&body.len()) && body.bytes().all(fits);
        (whole && !is_filler(body)).then_some(*what)
    })
}

/// How many bytes of a text belong to the stretch it begins with.
fn length(text: &str) -> usize {
    text.bytes().take_while(is_token).count()
}

/// Whether a text only keeps the place of a credential: `xxxxxxxx`, `your_token_here`.
fn is_filler(text: &str) -> bool {
    let letters: BTreeSet<u8> = text.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
    letters.len() < 6
        || !text.bytes().any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// Whether a name says that its value is a credential: `X-Api-Key`, `client_secret`, `token`.
pub(super) fn names_credential(name: &str) -> bool {
    const ENDS: [&str; 8] =
        ["token", "secret", "password", "passwd", "apikey", "accesskey", "authkey", "privatekey"];
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    plain == "key" || plain == "auth" || ENDS.iter().any(|end| plain.ends_with(end))
}

/// Whether a name is that of the header that says who asks.
pub(super) fn is_authorization(name: &str) -> bool {
    ["authorization", "proxy-authorization"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// What of the value of such a header is a credential: what stands behind the scheme.
pub(super) fn authorized(value: &str) -> Option<&str> {
    let (scheme, rest) = value.trim().split_once(' ').unwrap_or(("", value.trim()));
    let rest = rest.trim();
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=:".contains(&byte);
    let whole = rest.len() >= 8 && rest.bytes().all(known) && !is_filler(rest);
    let mixed = rest.bytes().any(|byte| byte.is_ascii_digit())
        || (rest.bytes().any(|byte| byte.is_ascii_lowercase())
            && rest.bytes().any(|byte| byte.is_ascii_uppercase()));
    let worded = scheme.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    (whole && mixed && worded).then_some(rest)
}

/// Whether a text looks like chance and not like words: long, without blanks, and its small
/// letters, capitals and digits change all the time.
pub(super) fn looks_random(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+/=.".contains(&byte);
    if text.len() < 16 || !text.bytes().all(known) {
        return false;
    }
    let kinds: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).map(kind).collect();
    let turns = kinds.iter().zip(kinds.iter().skip(1)).filter(|(one, other)| one != other).count();
    let digits = kinds.iter().filter(|kind| **kind == 0).count();
    digits >= 2 && turns * 10 >= kinds.len() * 3
}

const fn kind(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => 0,
        b'a'..=b'z' => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::{authorized, credentials, looks_random, names_credential};

    /// Letters that look like chance; the whole never stands in the source.
    fn chance(length: usize) -> String {
        "q7Zr2Lx9Tb4Wk8Nd3Vm6Hs1Pf5Jc0Gy".chars().cycle().take(length).collect()
    }

    fn found(text: &str) -> Vec<&'static str> {
        credentials(text).into_iter().map(|one| one.what).collect()
    }

    #[test]
    fn known_shapes_are_found_wherever_they_stand() {
        assert_eq!(found("key AKIAIOSFODNN7EXAMPLE!"), ["an access key of AWS"]);
        assert_eq!(found(&format!("ghp_{}", chance(36))), ["a token of GitHub"]);
        assert_eq!(found(&format!("?k=AIza{}&x", chance(35))), ["a key of Google"]);
        assert_eq!(found(&format!("xoxb-123-{}", chance(24))), ["a token of Slack"]);
        assert_eq!(found(&format!("{}_live_{}", "sk", chance(24))), ["a key of Stripe"]);
        assert_eq!(found(&format!("12345678:AA{}", chance(33))), ["the token of a Telegram bot"]);
        assert_eq!(found(&format!("SG.{}.{}", chance(22), chance(43))), ["a key of SendGrid"]);
        let jwt = format!("eyJhbGciOiJI.eyJzdWIi{}.{}", chance(8), chance(20));
        assert_eq!(found(&jwt), ["a JSON Web Token"]);
        assert_eq!(found("-----BEGIN RSA PRIVATE KEY-----\nx"), ["a private key"]);
        assert_eq!(found("-----BEGIN PUBLIC KEY-----"), Vec::<&str>::new());
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        let nothing: Vec<&str> = Vec::new();
        assert_eq!(found("AKIAIOSFODNN7"), nothing);
        assert_eq!(found("MAKIAIOSFODNN7EXAMPLE"), nothing);
        assert_eq!(found(&format!("ghp_{}", "x".repeat(36))), nothing);
        assert_eq!(found("sk-or-maybe-not-this-one-because-it-is-a-sentence"), nothing);
        assert_eq!(found(&format!("eyJhbGciOiJIUzI1NiJ9{}", chance(4))), nothing);
        assert_eq!(found("assign_to_the_team_of_the_customer_by_round_robin"), nothing);
    }

    #[test]
    fn headers_give_their_credential_away() {
        assert_eq!(authorized("Bearer s3cretvalue"), Some("s3cretvalue"));
        assert_eq!(authorized("Basic YWRtaW46aHVudGVyMg=="), Some("YWRtaW46aHVudGVyMg=="));
        assert_eq!(authorized("Bearer "), None);
        assert_eq!(authorized("Bearer YOUR_TOKEN_HERE"), None);
        assert_eq!(authorized("Bearer <token>"), None);
        assert_eq!(authorized("Bearer \u{fffc}"), None);
    }

    #[test]
    fn chance_is_told_from_words() {
        assert!(looks_random(&chance(20)) && looks_random("9f86d081884c7d659a2feaa0c55ad015"));
        assert!(!looks_random("order-2026-summary-of-march") && !looks_random("Summer2026Special"));
        assert!(!looks_random("a1B2c3") && !looks_random("a text of several words 1 2 3"));
        assert!(!looks_random("https://crm.example.com/a1b2c3d4"));
    }

    #[test]
    fn names_of_credentials_are_known_in_every_spelling() {
        for name in ["X-Api-Key", "api_key", "token", "Access-Token", "client_secret", "key"] {
            assert!(names_credential(name), "{name}");
        }
        for name in ["Idempotency-Key", "email", "monkey", "tokens_left", "Content-Type"] {
            assert!(!names_credential(name), "{name}");
        }
    }
}
