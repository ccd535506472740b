//! Hosts of web addresses: where they stand in the text, and which of them lie inside of a network.

use core::net::{Ipv4Addr, Ipv6Addr};

/// Stands for a value that is not known yet, in an address that is made of parts.
pub const GAP: char = '\u{fffc}';

/// Where a host lies that not everybody can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    /// The machine itself.
    Machine,
    /// A network of its own.
    Network,
    /// The service that tells machines of a cloud who they are, keys and all.
    Metadata,
    /// Nobody: addresses that are set aside.
    Nowhere,
}

/// Names that mean something inside of a network only, with everything below them.
///
/// *Source*: RFC 6761, RFC 6762, RFC 8375, and the registry's reservation of `internal`.
const NAMES: &[(&str, Inside)] = &[
    ("localhost", Inside::Machine),
    ("localdomain", Inside::Machine),
    ("localtest.me", Inside::Machine),
    ("lvh.me", Inside::Machine),
    ("metadata.google.internal", Inside::Metadata),
    ("internal", Inside::Network),
    ("local", Inside::Network),
    ("home.arpa", Inside::Network),
    ("lan", Inside::Network),
    ("intranet", Inside::Network),
    ("svc", Inside::Network),
];

/// The part of a web address behind the scheme that says who is asked: `user:word@host:port`.
#[must_use]
pub fn authority(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    // A backslash is a slash to whoever opens the address.
    rest.split(['/', '\\', '?', '#']).next()
}

/// The host of a web address, as it is written.
#[must_use]
pub fn host(url: &str) -> Option<&str> {
    let authority = authority(url)?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        None => host.split(':').next()?,
    };
    (!host.is_empty()).then_some(host)
}

/// Where a host lies, if it lies inside: a number in any spelling, or a name.
///
/// A [`GAP`] may stand for part of it; what cannot be told then is taken to lie outside.
#[must_use]
pub fn inside(host: &str) -> Option<Inside> {
    let host = plain(host);
    if host.contains(':') {
        let address = host.split('%').next().unwrap_or_default();
        return address.parse().ok().and_then(of_v6);
    }
    let host = host.strip_suffix('.').unwrap_or(&host);
    if let Some(address) = v4(host) {
        return of_v4(address);
    }
    let below = |name: &str| {
        host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if let Some((_, inside)) = NAMES.iter().find(|(name, _)| below(name)) {
        return Some(*inside);
    }
    let lone = !host.contains(['.', GAP]) && !host.is_empty();
    lone.then_some(if host == "metadata" { Inside::Metadata } else { Inside::Network })
}

/// A host as it is looked up: without percent signs, in small letters, and with the digits and
/// dots that other scripts write.
///
/// *Source*: UTS 46, section 4, for the letters that people use to hide a number.
fn plain(host: &str) -> String {
    let mut bytes = Vec::with_capacity(host.len());
    let mut rest = host.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (ahead.next(), ahead.next());
        match (byte, digits) {
            (b'%', (Some(high), Some(low))) => match (digit(high, 16), digit(low, 16)) {
                (Some(high), Some(low)) => {
                    bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                    rest = ahead;
                }
                (_, _) => bytes.push(byte),
            },
            (_, _) => bytes.push(byte),
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    text.chars().map(letter).flat_map(char::to_lowercase).collect()
}

fn letter(letter: char) -> char {
    let code = u32::from(letter);
    let ascii = match code {
        0x3002 | 0xff0e | 0xff61 => u32::from('.'),
        0xff01..=0xff5e => code - 0xfee0,
        0x2460..=0x2468 => code - 0x2460 + u32::from('1'),
        0x24ea => u32::from('0'),
        _ => code,
    };
    char::from_u32(ascii).unwrap_or(letter)
}

fn digit(byte: u8, base: u32) -> Option<u32> {
    char::from(byte).to_digit(base)
}

/// An IPv4 address of up to four parts, each decimal, octal or hexadecimal; the last one fills what
/// is left. A gap counts as a nought behind a first part that is known.
///
/// *Source*: the URL standard, section 3.5.
fn v4(host: &str) -> Option<Ipv4Addr> {
    let parts: Vec<&str> = host.split('.').collect();
    let (last, before) = parts.split_last()?;
    if before.len() > 3 || parts.first()?.contains(GAP) {
        return None;
    }
    let mut address: u64 = 0;
    for part in before {
        address = address << 8 | number(part).filter(|part| *part <= 255)?;
    }
    let bits = 8 * (4 - u32::try_from(before.len()).ok()?);
    let last = number(last).filter(|last| *last < 1 << bits)?;
    u32::try_from(address << bits | last).ok().map(Ipv4Addr::from)
}

fn number(part: &str) -> Option<u64> {
    let part = part.replace(GAP, "0");
    if let Some(hex) = part.strip_prefix("0x") {
        return if hex.is_empty() { Some(0) } else { u64::from_str_radix(hex, 16).ok() };
    }
    let signed = part.starts_with(['+', '-']);
    let octal = part.len() > 1 && part.starts_with('0') && part.bytes().all(|byte| byte < b'8');
    if signed { None } else { u64::from_str_radix(&part, if octal { 8 } else { 10 }).ok() }
}

/// *Source*: the registry of special-purpose IPv4 addresses (RFC 6890).
fn of_v4(address: Ipv4Addr) -> Option<Inside> {
    match address.octets() {
        [169, 254, 169, 254] | [100, 100, 100, 200] => Some(Inside::Metadata),
        [0 | 127, ..] => Some(Inside::Machine),
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [169, 254, ..] | [100, 64..=127, ..] => {
            Some(Inside::Network)
        }
        [192, 0, 0, _] | [198, 18..=19, ..] | [224..=255, ..] => Some(Inside::Nowhere),
        [_, ..] => None,
    }
}

/// *Source*: the registry of special-purpose IPv6 addresses (RFC 6890), and the forms that hold an
/// IPv4 address (RFC 4291, RFC 6052, RFC 3056).
fn of_v6(address: Ipv6Addr) -> Option<Inside> {
    let inner = |high: u16, low: u16| of_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => Some(Inside::Machine),
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            inner(high, low)
        }
        [0x2002, high, low, ..] => inner(high, low),
        [0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x254] => Some(Inside::Metadata),
        [0xfc00..=0xfdff, ..] | [0xfe80..=0xfeff, ..] => Some(Inside::Network),
        [0xff00..=0xffff, ..] => Some(Inside::Nowhere),
        [_, ..] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Inside, host, inside};

    fn of(url: &str) -> Option<Inside> {
        host(url).and_then(inside)
    }

    #[test]
    fn every_spelling_of_an_inner_number_is_known() {
        let machine = [
            "http://127.0.0.1/",
            "http://127.1",
            "http://2130706433",
            "http://0x7f000001",
            "http://0177.0.0.1",
            "http://0x7f.1",
            "http://0.0.0.0:8080",
            "http://0",
            "http://[::1]/",
            "http://[::]",
            "http://[::ffff:127.0.0.1]",
            "http://[::ffff:7f00:1]:80",
            "http://[64:ff9b::7f00:1]",
            "http://127.0.0.1.",
            "http://%31%32%37.0.0.1",
            "http://①②⑦.⓪.⓪.①/",
            "http://１２７。０。０。１",
        ];
        for url in machine {
            assert_eq!(of(url), Some(Inside::Machine), "{url}");
        }
        let network = [
            "https://10.1.2.3",
            "https://172.16.0.1",
            "https://172.31.255.255/x",
            "https://192.168.1.1:8443",
            "https://169.254.0.1",
            "https://100.64.0.1",
            "https://[fd12:3456::1]",
            "https://[fe80::1%25eth0]/",
            "https://[fc00::]",
            "https://012.1.2.3",
            "https://167837955",
        ];
        for url in network {
            assert_eq!(of(url), Some(Inside::Network), "{url}");
        }
        let metadata =
            ["http://169.254.169.254/latest", "http://0xa9fea9fe", "http://[fd00:ec2::254]"];
        for url in metadata {
            assert_eq!(of(url), Some(Inside::Metadata), "{url}");
        }
        assert_eq!(of("http://224.0.0.1"), Some(Inside::Nowhere));
        assert_eq!(of("http://[ff02::1]"), Some(Inside::Nowhere));
    }

    #[test]
    fn numbers_and_names_of_the_world_lie_outside() {
        let outside = [
            "https://example.com",
            "https://172.32.0.1",
            "https://172.15.0.1",
            "https://11.0.0.1",
            "https://192.169.0.1",
            "https://8.8.8.8",
            "https://[2606:4700::1111]",
            "https://localhost.example.com",
            "https://internal.example.com",
            "https://mylocalhost.com",
            "https://127.0.0.1.example.com",
            "https://256.1.1.1",
            "https://rumahkayu.example",
            "https://notlocal.dev",
        ];
        for url in outside {
            assert_eq!(of(url), None, "{url}");
        }
    }

    #[test]
    fn inner_names_are_known_with_everything_below_them() {
        for url in [
            "http://localhost",
            "http://LOCALHOST:3000/x",
            "http://api.localhost",
            "http://localhost.",
        ] {
            assert_eq!(of(url), Some(Inside::Machine), "{url}");
        }
        for url in
            ["https://crm.internal", "https://printer.local/", "http://crm:8080", "http://crm.svc"]
        {
            assert_eq!(of(url), Some(Inside::Network), "{url}");
        }
        assert_eq!(of("http://metadata.google.internal/x"), Some(Inside::Metadata));
        assert_eq!(of("http://metadata/x"), Some(Inside::Metadata));
    }

    #[test]
    fn what_stands_before_an_at_sign_is_no_host() {
        assert_eq!(of("https://example.com@127.0.0.1/"), Some(Inside::Machine));
        assert_eq!(of("https://127.0.0.1@example.com/"), None);
        assert_eq!(of("https://example.com\\@127.0.0.1/"), None);
        assert_eq!(of("https://a:b@c@localhost/"), Some(Inside::Machine));
        assert_eq!(of("https://example.com/?u=https://127.0.0.1/"), None);
        assert_eq!(of("https://example.com#@127.0.0.1"), None);
    }

    #[test]
    fn gaps_hide_only_what_they_stand_for() {
        assert_eq!(of("https://10.0.0.\u{fffc}/"), Some(Inside::Network));
        assert_eq!(of("https://\u{fffc}.internal/"), Some(Inside::Network));
        assert_eq!(of("http://localhost:\u{fffc}/"), Some(Inside::Machine));
        assert_eq!(of("https://\u{fffc}/"), None);
        assert_eq!(of("https://\u{fffc}.0.0.1/"), None);
        assert_eq!(of("https://crm\u{fffc}"), None);
        assert_eq!(of("https://\u{fffc}@localhost/"), Some(Inside::Machine));
    }
}
