//! Which room stands on which floor.

/// A room and its floor.
pub(super) struct Room {
    pub(super) name: &'static str,
    pub(super) floor: u32,
    pub(super) tower: Tower,
}

/// The two towers, and what they share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tower {
    /// The cellar and the bridge, which both towers may enter.
    Shared,
    /// From text to plan.
    Compiler,
    /// From plan and event to what happens.
    Runtime,
    /// Above both.
    Adapter,
}

const fn room(name: &'static str, floor: u32, tower: Tower) -> Room {
    Room { name, floor, tower }
}

/// Every room of the house.
pub(super) const ROOMS: [Room; 24] = [
    room("base", 0, Tower::Shared),
    room("report", 1, Tower::Compiler),
    room("vocabulary", 2, Tower::Compiler),
    room("syntax", 3, Tower::Compiler),
    room("format", 4, Tower::Compiler),
    room("program", 4, Tower::Compiler),
    room("graph", 5, Tower::Compiler),
    room("solve", 5, Tower::Compiler),
    room("lint", 6, Tower::Compiler),
    room("plan", 6, Tower::Shared),
    room("compare", 7, Tower::Compiler),
    room("compile", 7, Tower::Compiler),
    room("runtime", 7, Tower::Runtime),
    room("routing", 7, Tower::Runtime),
    room("project", 8, Tower::Compiler),
    room("ide", 8, Tower::Compiler),
    room("store", 8, Tower::Runtime),
    room("world", 8, Tower::Runtime),
    room("engine", 9, Tower::Runtime),
    room("scenario", 10, Tower::Adapter),
    room("simulate", 10, Tower::Adapter),
    room("serve", 11, Tower::Adapter),
    room("lsp", 11, Tower::Adapter),
    room("cli", 12, Tower::Adapter),
];

/// The floor below which nothing touches the world.
pub(super) const EDGE: u32 = 8;

/// The room of a name.
pub(super) fn find(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// The room that a source file belongs to: `src/graph/build.rs` to `graph`.
pub(super) fn of_file(path: &str) -> Option<&'static Room> {
    let below = path.strip_prefix("src/")?;
    let name = below.split('/').next()?;
    find(name.strip_suffix(".rs").unwrap_or(name))
}

/// Whether a room may import another: a lower floor, and not across the towers.
pub(super) fn may_import(from: &Room, to: &Room) -> Result<(), &'static str> {
    if to.floor >= from.floor {
        return Err("an upward import");
    }
    let crossing = matches!(
        (from.tower, to.tower),
        (Tower::Runtime, Tower::Compiler) | (Tower::Compiler, Tower::Runtime)
    );
    if crossing { Err("a crossing between the towers") } else { Ok(()) }
}
