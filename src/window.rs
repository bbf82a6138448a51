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

    /// How many more may start now.
    pub fn left(&mut self, now: f64) -> u64 {
        self.starts.retain(|(last, _)| now - last < self.length_ms);
        self.most.saturating_sub(self.starts.iter().map(|(_, count)| count).sum())
    }

    /// Milliseconds until another may start; nothing where it may now.
    pub fn wait(&mut self, now: f64) -> Option<f64> {
        let full = self.left(now) == 0;
        let (first, _) = self.starts.first().filter(|_| full)?;
        Some((first + self.length_ms - now).max(1.0))
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
    fn without_a_limit_nothing_is_kept() {
        let mut window = Window::new(60_000.0, u64::MAX);
        for now in 0..100_000 {
            assert_eq!(window.wait(f64::from(now)), None);
            window.start(f64::from(now));
        }
        assert!(window.starts.is_empty());
    }
}
