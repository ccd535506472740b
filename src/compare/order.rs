//! Which of several things have kept their order.

/// Which of the pairs, in order of the newer places, stand where they did among each other: the
/// most that can, so that one thing that was moved is one thing that is told.
pub(super) fn kept(old_places: &[usize]) -> Vec<bool> {
    // The last of the shortest row that ends lowest, for every length; and who came before.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(old_places.len());
    let place = |at: usize| old_places.get(at).copied().unwrap_or_default();
    for (at, old) in old_places.iter().enumerate() {
        let length = ends.partition_point(|end| place(*end) < *old);
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; old_places.len()];
    let mut at = ends.last().copied();
    while let Some(here) = at {
        if let Some(kept) = kept.get_mut(here) {
            *kept = true;
        }
        at = before.get(here).copied().flatten();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn one_thing_that_was_moved_is_one() {
        assert_eq!(kept(&[]), Vec::<bool>::new());
        assert_eq!(kept(&[0, 1, 2]), [true, true, true]);
        assert_eq!(kept(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(kept(&[1, 2, 3, 0]), [true, true, true, false]);
        assert_eq!(kept(&[1, 0]).iter().filter(|kept| **kept).count(), 1);
    }
}
