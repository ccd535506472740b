//! Who is at work, and who is probably given the next contact.

use crate::words::CREW;

/// An agent, as the day guesses them to be.
struct Agent {
    name: &'static str,
    team: &'static str,
    speaks: &'static str,
    shift: &'static str,
    limit: u32,
    status: &'static str,
    open: u32,
    turn: u32,
}

/// Everybody, in the order of the workspace. An agent is meant by their place in it.
pub(crate) struct Crew {
    agents: Vec<Agent>,
    turns: u32,
}

impl Default for Crew {
    fn default() -> Self {
        let agent = |line: &'static str| {
            let mut words = line.split_whitespace();
            let mut word = || words.next().unwrap_or_default();
            Agent {
                name: word(),
                team: word(),
                speaks: word(),
                shift: word(),
                limit: word().parse().unwrap_or(u32::MAX),
                status: "offline",
                open: 0,
                turn: 0,
            }
        };
        let lines = CREW.lines().filter(|line| !line.is_empty());
        Self { agents: lines.map(agent).collect(), turns: 0 }
    }
}

impl Crew {
    /// When each of them works.
    pub(crate) fn shifts(&self) -> Vec<(usize, &'static str)> {
        self.agents.iter().map(|agent| agent.shift).enumerate().collect()
    }

    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.agents.iter().position(|agent| agent.name == name)
    }

    /// Somebody comes, goes or is busy. Gives who.
    pub(crate) fn change(&mut self, agent: usize, status: &'static str) -> &'static str {
        let Some(found) = self.agents.get_mut(agent) else { return "" };
        found.status = status;
        found.name
    }

    /// Name and status; those of nobody where there is nobody.
    pub(crate) fn look(&self, agent: Option<usize>) -> (&'static str, &'static str) {
        let agent = agent.and_then(|agent| self.agents.get(agent));
        agent.map_or(("", "offline"), |agent| (agent.name, agent.status))
    }

    /// Whether somebody is online and not drowned in work; then they have one more.
    pub(crate) fn takes(&mut self, agent: Option<usize>) -> bool {
        let agent = agent.and_then(|agent| self.agents.get_mut(agent));
        let Some(agent) = agent.filter(|one| one.status == "online" && one.open < 10) else {
            return false;
        };
        agent.open += 1;
        true
    }

    pub(crate) fn let_go(&mut self, agent: Option<usize>) {
        if let Some(agent) = agent.and_then(|agent| self.agents.get_mut(agent)) {
            agent.open = agent.open.saturating_sub(1);
        }
    }

    /// Whom the program will probably choose: whoever is online, has room and the language, and is
    /// next in turn or has fewest open. The guess is remembered as if it were true.
    pub(crate) fn likely(&mut self, team: &str, code: &str, passed: &[usize]) -> Option<usize> {
        let least_open = team == "orders" || team == "personal";
        let all = self.agents.iter_mut().enumerate();
        let fits = all.filter(|(place, agent)| {
            agent.team == team
                && agent.status == "online"
                && agent.open < agent.limit
                && agent.speaks.contains(code)
                && !passed.contains(place)
        });
        let order = |agent: &Agent| (if least_open { agent.open } else { 0 }, agent.turn);
        let (place, agent) = fits.min_by_key(|(_, agent)| order(agent))?;
        self.turns += 1;
        agent.turn = self.turns;
        agent.open += 1;
        Some(place)
    }

    /// Somebody of the team who is at work, for what people arrange among themselves.
    pub(crate) fn colleague(&mut self, team: &str) -> Option<usize> {
        let all = self.agents.iter_mut().enumerate();
        let there = all.filter(|(_, agent)| agent.team == team && agent.status != "offline");
        let (place, agent) = there.min_by_key(|(_, agent)| (agent.status == "busy", agent.open))?;
        agent.open += 1;
        Some(place)
    }
}
