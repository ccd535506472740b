//! What is still to be done, in order.

use std::collections::VecDeque;

/// A queue that rarely holds more than one thing at a time: only then it takes memory of its own.
pub(super) struct Queue<T> {
    first: Option<T>,
    /// Behind the first.
    others: VecDeque<T>,
}

impl<T> Queue<T> {
    /// One that holds nothing.
    pub(super) const fn new() -> Self {
        Self { first: None, others: VecDeque::new() }
    }

    /// What is to be done next.
    pub(super) fn pop_front(&mut self) -> Option<T> {
        self.first.take().or_else(|| self.others.pop_front())
    }

    /// Before everything else.
    pub(super) fn push_front(&mut self, one: T) {
        if let Some(second) = self.first.replace(one) {
            self.others.push_front(second);
        }
    }

    /// Behind everything else.
    pub(super) fn push_back(&mut self, one: T) {
        if self.first.is_none() && self.others.is_empty() {
            self.first = Some(one);
        } else {
            self.others.push_back(one);
        }
    }

    /// Behind so many others, or at the end.
    pub(super) fn insert(&mut self, behind: usize, one: T) {
        match (behind, &self.first) {
            (0, _) => self.push_front(one),
            (_, Some(_)) => self.others.insert((behind - 1).min(self.others.len()), one),
            (_, None) => self.others.insert(behind.min(self.others.len()), one),
        }
    }

    /// How many there are up to the last one that is meant.
    pub(super) fn until_last(&self, is_meant: impl Fn(&T) -> bool) -> usize {
        let counted = self.first.iter().chain(&self.others).zip(1..);
        counted.filter(|(one, _)| is_meant(one)).map(|(_, count)| count).last().unwrap_or(0)
    }
}

impl<T> Extend<T> for Queue<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, more: I) {
        for one in more {
            self.push_back(one);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::Queue;

    /// A queue that is as long as a list says.
    fn drained(mut queue: Queue<u32>) -> Vec<u32> {
        std::iter::from_fn(|| queue.pop_front()).collect()
    }

    #[test]
    fn keeps_the_order_that_a_plain_queue_keeps() {
        // Every sequence of six changes, of which there are five kinds.
        for sequence in 0..5_u32.pow(6) {
            let (mut queue, mut plain) = (Queue::new(), VecDeque::new());
            for step in 0..6 {
                match sequence / 5_u32.pow(step) % 5 {
                    0 => {
                        queue.push_front(step);
                        plain.push_front(step);
                    }
                    1 => {
                        queue.push_back(step);
                        plain.push_back(step);
                    }
                    2 => assert_eq!(queue.pop_front(), plain.pop_front()),
                    behind => {
                        let behind = behind as usize - 2;
                        queue.insert(behind, step);
                        plain.insert(behind.min(plain.len()), step);
                    }
                }
                let last = plain.iter().rposition(|one| one % 2 == 0).map_or(0, |last| last + 1);
                assert_eq!(queue.until_last(|one| one % 2 == 0), last);
            }
            assert_eq!(drained(queue), Vec::from(plain));
        }
    }
}
