//! Between two rows: which level stretch lies above which, so that few lines cross and none share
//! a stretch.

use super::grid::{Grid, Hop};
use super::pins::Pins;

/// Upright stretches nearer to each other than this look like one.
const SAME: i32 = 4;
/// How far a pin is moved where two lines would have to lie above each other both ways.
const ASIDE: i32 = 5;
/// Level stretches of one track keep this distance.
const APART: i32 = 12;
/// What it costs when two lines share a stretch, in crossings.
const SHARED: i64 = 1_000;
/// Most times that pins of a channel are moved.
const TRIES: usize = 8;

/// Everything between the rows.
pub(super) struct Channels {
    /// The pins of every hop of every line, as they are in the end.
    pub(super) pins: Vec<Vec<Pins>>,
    /// The track of every hop of every line, from above; none where it goes straight down.
    pub(super) tracks: Vec<Vec<Option<usize>>>,
    /// How many tracks there are below each row.
    pub(super) counts: Vec<usize>,
}

/// A hop in its channel.
#[derive(Clone, Copy)]
struct Net {
    line: usize,
    hop: usize,
    pins: Pins,
    /// Whether it begins and ends at the row above the channel; else at the one below.
    begins_above: bool,
    ends_above: bool,
}

/// Gives every hop its track.
pub(super) fn tracks(grid: &Grid, pins: Vec<Vec<Pins>>) -> Channels {
    let mut nets: Vec<Vec<Net>> = vec![Vec::new(); grid.rows.len()];
    let mut tracks: Vec<Vec<Option<usize>>> = Vec::with_capacity(pins.len());
    for (line, (path, own)) in grid.paths.iter().zip(&pins).enumerate() {
        tracks.push(vec![None; own.len()]);
        for (hop, ((kind, pins), from)) in path.hops.iter().zip(own).zip(&path.cells).enumerate() {
            let row = grid.row(*from);
            let (channel, begins_above, ends_above) = match kind {
                Hop::Down => (row, true, false),
                Hop::Below => (row, true, true),
                Hop::Up => (row.saturating_sub(1), false, true),
                Hop::Above => (row.saturating_sub(1), false, false),
            };
            if let Some(nets) = nets.get_mut(channel) {
                nets.push(Net { line, hop, pins: *pins, begins_above, ends_above });
            }
        }
    }
    let mut channels = Channels { pins, tracks, counts: Vec::with_capacity(nets.len()) };
    for mut nets in nets {
        let tracks = share(&mut nets);
        channels.counts.push(tracks.iter().flatten().map(|track| track + 1).max().unwrap_or(0));
        for (net, track) in nets.iter().zip(tracks) {
            put(&mut channels.pins, net, net.pins);
            put(&mut channels.tracks, net, track);
        }
    }
    channels
}

fn put<T>(lists: &mut [Vec<T>], net: &Net, value: T) {
    if let Some(slot) = lists.get_mut(net.line).and_then(|list| list.get_mut(net.hop)) {
        *slot = value;
    }
}

/// Shares the tracks of a channel out; pins are moved where there is no other way.
fn share(nets: &mut [Net]) -> Vec<Option<usize>> {
    for _ in 0..TRIES {
        let order = in_order(nets);
        let Some((upper, lower)) = clash(nets, &order) else { return pack(nets, &order) };
        move_aside(nets, upper, lower);
    }
    pack(nets, &in_order(nets))
}

impl Net {
    const fn is_straight(&self) -> bool {
        self.pins.from == self.pins.to && self.begins_above != self.ends_above
    }

    fn left(&self) -> i32 {
        self.pins.from.min(self.pins.to)
    }

    fn right(&self) -> i32 {
        self.pins.from.max(self.pins.to)
    }

    /// Its pins at the row above the channel, or at the one below.
    fn at(&self, above: bool) -> impl Iterator<Item = i32> + use<> {
        let begin = (self.begins_above == above).then_some(self.pins.from);
        let end = (self.ends_above == above).then_some(self.pins.to);
        begin.into_iter().chain(end)
    }

    fn meets(&self, other: &Self) -> bool {
        self.left() < other.right() + APART && other.left() < self.right() + APART
    }

    /// How often it crosses another one that has a track below its own.
    fn cost_above(&self, other: &Self) -> i64 {
        let mut cost = 0;
        for pin in self.at(false) {
            cost += i64::from(other.left() < pin && pin < other.right());
        }
        for pin in other.at(true) {
            cost += i64::from(self.left() < pin && pin < self.right());
        }
        if self.shares_above(other) { cost + SHARED } else { cost }
    }

    /// Whether they would share an upright stretch if the other one had a track below its own.
    fn shares_above(&self, other: &Self) -> bool {
        self.at(false).any(|pin| other.at(true).any(|other| (pin - other).abs() < SAME))
    }
}

/// The nets that need a track, from above: again and again the one that it costs least to put
/// above all that are left.
fn in_order(nets: &[Net]) -> Vec<usize> {
    let mut left: Vec<usize> =
        nets.iter().enumerate().filter(|(_, net)| !net.is_straight()).map(|(at, _)| at).collect();
    left.sort_by_key(|at| nets.get(*at).map(|net| (net.left(), net.right(), *at)));
    // What it costs one more to stand above another than below it. It is worked out twice rather than
    // kept, since thousands of lines may come to one box.
    let net = |at: usize| left.get(at).and_then(|at| nets.get(*at));
    let more = |one: usize, other: usize| match (net(one), net(other)) {
        (Some(one), Some(other)) if one.meets(other) => {
            one.cost_above(other) - other.cost_above(one)
        }
        _ => 0,
    };
    let mut costs = vec![0_i64; left.len()];
    for one in 0..left.len() {
        let mut own = 0;
        for (other, cost) in costs.iter_mut().enumerate().skip(one + 1) {
            let more = more(one, other);
            own += more.max(0);
            *cost += (-more).max(0);
        }
        if let Some(cost) = costs.get_mut(one) {
            *cost += own;
        }
    }
    let mut taken = vec![false; left.len()];
    let mut order = Vec::with_capacity(left.len());
    for _ in 0..left.len() {
        let free = costs.iter().zip(&taken).enumerate().filter(|(_, (_, taken))| !**taken);
        let Some((next, _)) = free.min_by_key(|(_, (cost, _))| **cost) else { break };
        if let (Some(taken), Some(at)) = (taken.get_mut(next), left.get(next)) {
            *taken = true;
            order.push(*at);
        }
        let left = taken.iter().enumerate().filter(|(_, taken)| !**taken);
        for (one, _) in left {
            if let Some(cost) = costs.get_mut(one) {
                *cost -= more(one, next).max(0);
            }
        }
    }
    order
}

/// The first two nets of an order that share a stretch.
fn clash(nets: &[Net], order: &[usize]) -> Option<(usize, usize)> {
    for (at, upper) in order.iter().enumerate() {
        for lower in order.get(at + 1..).unwrap_or_default() {
            if let (Some(one), Some(other)) = (nets.get(*upper), nets.get(*lower))
                && one.shares_above(other)
            {
                return Some((*upper, *lower));
            }
        }
    }
    None
}

/// Moves the pin of the lower net that lies on one of the upper a little aside, towards its other
/// end.
fn move_aside(nets: &mut [Net], upper: usize, lower: usize) {
    let Some(theirs) = nets.get(upper).map(|net| net.at(false).collect::<Vec<_>>()) else { return };
    let Some(net) = nets.get_mut(lower) else { return };
    let lies_on = |pin: i32| theirs.iter().any(|other| (pin - other).abs() < SAME);
    let (from, to) = (net.pins.from, net.pins.to);
    if net.begins_above && lies_on(from) {
        net.pins.from += if to >= from { ASIDE } else { -ASIDE };
    } else if net.ends_above && lies_on(to) {
        net.pins.to += if from >= to { ASIDE } else { -ASIDE };
    }
}

/// The first track for every net that lies below all before it that it would touch.
fn pack(nets: &[Net], order: &[usize]) -> Vec<Option<usize>> {
    let mut tracks: Vec<Option<usize>> = vec![None; nets.len()];
    for (at, own) in order.iter().enumerate() {
        let Some(net) = nets.get(*own) else { continue };
        let mut track = 0;
        for before in order.get(..at).unwrap_or_default() {
            if let (Some(other), Some(Some(taken))) = (nets.get(*before), tracks.get(*before))
                && net.meets(other)
            {
                track = track.max(taken + 1);
            }
        }
        if let Some(slot) = tracks.get_mut(*own) {
            *slot = Some(track);
        }
    }
    tracks
}
