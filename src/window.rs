//! A sliding window: how many starts lie in the latest minute, or day.

/// Windows are this much longer: what started a minute apart may arrive closer together.
const SLACK_MS: f64 = 250.0;
/// Starts that lie within this part of their window share an entry, so that a window of any size takes little memory.
const GRAINS: f64 = 1_200.0;

/// The starts in the latest minute, or day. `u64::MAX` stands for no limit.
#[derive(Debug)]
pub struct Window {
    length_ms: f64,
    most: u64,
    /// Time of the last start of an entry, and its number of starts.
    starts: Vec<(f64, u64)>,
}

impl Window {
    /// Of this length, with so many starts at most.
    pub const fn new(length_ms: f64, most: u64) -> Self {
        Self { length_ms: length_ms + SLACK_MS, most, starts: Vec::new() }
    }

    /// Whether there is no limit.
    pub const fn is_unlimited(&self) -> bool {
        self.most == u64::MAX
    }

    fn count(&mut self, now: f64) -> u64 {
        self.starts.retain(|(last, _)| now - last < self.length_ms);
        self.starts.iter().map(|(_, count)| count).sum()
    }

    /// How many more may start now.
    pub fn left(&mut self, now: f64) -> u64 {
        self.most.saturating_sub(self.count(now))
    }

    /// Milliseconds until another may start; nothing where it may now.
    pub fn wait(&mut self, now: f64) -> Option<f64> {
        // Those told from before may be more than the limit allows: so many have to leave the window besides the one that makes room.
        let mut over = self.count(now).checked_sub(self.most)?;
        for (last, count) in &self.starts {
            if over < *count {
                return Some((last + self.length_ms - now).max(1.0));
            }
            over -= count;
        }
        None
    }

    /// One starts now. To be told in their order.
    pub fn start(&mut self, now: f64) {
        if self.is_unlimited() {
            return;
        }
        let grain_ms = self.length_ms / GRAINS;
        match self.starts.last_mut() {
            // Only a window that is far from full is kept coarsely: the entries of a small one all count.
            Some((last, count)) if self.most > 1_000 && now - *last < grain_ms && *count < self.most / 100 => {
                *last = now;
                *count += 1;
            }
            _ => self.starts.push((now, 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_window_takes_little_memory_and_still_holds() {
        for (length_ms, entries) in [(60_000.0, 1_300), (86_400_000.0, 200)] {
            let mut window = Window::new(length_ms, 100_000);
            let mut now = 0.0;
            let mut started = 0;
            while window.wait(now).is_none() {
                window.start(now);
                started += 1;
                now += 0.1;
            }
            assert_eq!(started, 100_000);
            assert!(window.starts.len() < entries, "{}", window.starts.len());
            assert!(window.wait(length_ms).is_some());
        }
    }

    #[test]
    fn what_came_before_may_be_more_than_the_limit() {
        for (most, ages, hours) in [
            (1, &[23.0, 1.0][..], 23.0),
            (2, &[23.0, 22.0, 1.0], 2.0),
            (3, &[20.0, 10.0, 5.0, 4.0, 3.0], 19.0),
            (2, &[23.0, 1.0], 1.0),
        ] {
            let mut window = Window::new(24.0 * 3_600_000.0, most);
            ages.iter().for_each(|age| window.start(-age * 3_600_000.0));
            let wait = window.wait(0.0).unwrap() - SLACK_MS;
            assert_eq!(wait, hours * 3_600_000.0, "{most} of {ages:?}");
            assert_eq!(window.wait(wait + SLACK_MS), None);
        }
    }

    #[test]
    fn without_a_limit_nothing_is_kept() {
        let mut window = Window::new(60_000.0, u64::MAX);
        for now in 0..100_000 {
            assert_eq!(window.wait(f64::from(now)), None);
            window.start(f64::from(now));
        }
        assert!(window.starts.is_empty());
    }
}
