//! Files that are laid out and written back.

use super::{BAD, Folder, GOOD, spoken_of};

const UGLY: &str = "workflow hello   \"Hello\"  {\n on manual\n    send \"Hi\"\n}\n";

#[test]
fn formatting_rewrites_what_needs_it_and_checks_leave_it() {
    let folder = Folder::new(&[("good.rondel", GOOD), ("ugly.rondel", UGLY)]);
    let read = || std::fs::read_to_string(folder.path("ugly.rondel")).unwrap();
    insta::assert_snapshot!(folder.rondel(&["fmt", "--check"]));
    insta::assert_snapshot!(folder.rondel(&["fmt", "--diff"]));
    assert_eq!(folder.rondel(&["fmt", "--check", "--diff"]).code, Some(1));
    assert_eq!(read(), UGLY);
    insta::assert_snapshot!(folder.rondel(&["fmt"]));
    assert_eq!(read(), GOOD);
    assert_eq!(folder.rondel(&["fmt", "--check"]).code, Some(0));
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let folder = Folder::new(&[("rondel.toml", ""), ("a.rondel", "as it was")]);
    let answer = folder.rondel_with(&["fmt", "-"], UGLY.as_bytes());
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (Some(0), GOOD, ""));
    let arguments = ["fmt", "-", "--stdin-filename", "a.rondel"];
    assert_eq!(folder.rondel_with(&arguments, UGLY.as_bytes()).out, GOOD);
    assert_eq!(std::fs::read_to_string(folder.path("a.rondel")).unwrap(), "as it was");
    insta::assert_snapshot!(
        folder.rondel_with(&["fmt", "-"], UGLY.replace("send", "send:").as_bytes())
    );
}

#[cfg(unix)]
#[test]
fn formatting_never_writes_through_a_link_out_of_the_project() {
    let folder = Folder::new(&[("root/good.rondel", GOOD), ("outside.rondel", UGLY)]);
    std::os::unix::fs::symlink("../outside.rondel", folder.path("root/link.rondel")).unwrap();
    let answer = folder.rondel(&["fmt", "root"]);
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("will not write through `root/link.rondel`"), "{answer}");
    assert_eq!(std::fs::read_to_string(folder.path("outside.rondel")).unwrap(), UGLY);
}

#[cfg(unix)]
#[test]
fn writing_back_is_safe() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("root/a.rondel", "old"), ("outside.rondel", "old")]);
    let (root, file) = (folder.path("root"), folder.path("root/a.rondel"));
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).unwrap();
    rondel::project::write(&root, &file, "new").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);

    symlink(folder.path("outside.rondel"), root.join("link.rondel")).unwrap();
    symlink(folder.dir.path(), root.join("up")).unwrap();
    for path in ["link.rondel", "up/outside.rondel", "up/new.rondel", "../outside.rondel"] {
        let problem = rondel::project::write(&root, &root.join(path), "new").unwrap_err();
        assert!(problem.message.contains("out of the project"), "{path}: {problem}");
    }
    assert_eq!(std::fs::read_to_string(folder.path("outside.rondel")).unwrap(), "old");
    assert!(!folder.path("new.rondel").exists());

    symlink("a.rondel", root.join("inside.rondel")).unwrap();
    rondel::project::write(&root, &root.join("inside.rondel"), "again").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "again");
    assert!(std::fs::symlink_metadata(root.join("inside.rondel")).unwrap().is_symlink());

    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o440)).unwrap();
    let problem = rondel::project::write(&root, &file, "new").unwrap_err();
    assert!(problem.message.ends_with("it is read-only"), "{problem}");
    let names = std::fs::read_dir(&root).unwrap().count();
    assert_eq!(names, 4, "no temporary file stays");
}

#[cfg(unix)]
#[test]
fn links_are_read_once_and_folders_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[("root/a.rondel", BAD), ("other/b.rondel", BAD)]);
    symlink("a.rondel", folder.path("root/same.rondel")).unwrap();
    symlink("../other/b.rondel", folder.path("root/linked.rondel")).unwrap();
    symlink("../other", folder.path("root/folder")).unwrap();
    let answer = folder.rondel(&["check", "root", "--format", "concise"]);
    assert_eq!(spoken_of(&answer), ["root/a.rondel", "root/linked.rondel"]);
}
