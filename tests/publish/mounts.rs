//! Where folders can't be exchanged. In a cage, for its mounts.

use super::*;

fn expect_updates_in_place(project: &Project) {
    let mut pages = small();
    assert!(!project.published(&pages).at_once);
    pages.pages.insert("index.html".to_owned(), "new home".to_owned());
    pages.pages.remove("actors/blinken.html");
    let kept = inode(&project.output.join("assets/site.css"));
    let report = project.published(&pages);
    assert_eq!((report.written, report.unchanged, report.removed, report.at_once), (1, 1, 1, false));
    assert_eq!(texts(&project.output), pages.pages);
    assert_eq!(inode(&project.output.join("assets/site.css")), kept);
    assert_eq!(names(&project.output), [MANIFEST, "assets", "index.html"]);
    assert_eq!(project.litter(), [""; 0]);
}

fn output_in(folder: &Path) -> PathBuf {
    let project = Project::in_folder(folder);
    fs::create_dir_all(&project.output).unwrap();
    project.output
}

#[test]
fn a_mount_point_is_updated_in_place() {
    let mounts = |folder: &Path| {
        let output = output_in(folder);
        vec!["--bind".into(), output.clone().into(), output.into()]
    };
    cage::run_with("mounts::a_mount_point_is_updated_in_place", mounts, |folder| {
        expect_updates_in_place(&Project::in_folder(folder))
    });
}

#[test]
fn another_disk_is_updated_in_place() {
    let mounts = |folder: &Path| vec!["--tmpfs".into(), output_in(folder).into()];
    cage::run_with("mounts::another_disk_is_updated_in_place", mounts, |folder| {
        expect_updates_in_place(&Project::in_folder(folder))
    });
}

#[test]
fn a_project_that_can_only_be_read_is_published_to_an_output_that_can_be_written() {
    let mounts = |folder: &Path| {
        let output = output_in(folder);
        let root = output.parent().unwrap();
        vec!["--ro-bind".into(), root.into(), root.into(), "--bind".into(), output.clone().into(), output.into()]
    };
    let name = "mounts::a_project_that_can_only_be_read_is_published_to_an_output_that_can_be_written";
    cage::run_with(name, mounts, |folder| {
        let root = folder.join("home/project");
        let inputs = ["content", "themes", "static", "site.yaml"].map(|name| root.join(name)).to_vec();
        expect_updates_in_place(&Project { output: root.join("output"), root, inputs, home: folder.join("home") });
    });
}

/// What would be done is what a probe says, and the probe leaves nothing.
#[test]
fn a_probe_knows_what_will_be() {
    let mounts = |folder: &Path| {
        let mut mounts: Vec<OsString> = Vec::new();
        for (name, kind) in [("bound", "--bind"), ("disk", "--tmpfs"), ("locked", "--ro-bind")] {
            let output = output_in(&folder.join(name));
            match kind {
                "--tmpfs" => mounts.extend([kind.into(), output.into()]),
                "--bind" => mounts.extend([kind.into(), output.clone().into(), output.into()]),
                _ => {
                    let root = output.parent().unwrap();
                    mounts.extend([kind.into(), root.into(), root.into()]);
                }
            }
        }
        mounts
    };
    cage::run_with("mounts::a_probe_knows_what_will_be", mounts, |folder| {
        let tried = |name: &str| {
            let project = Project::in_folder(&folder.join(name));
            let tried = one_step(&project.output);
            assert_eq!(project.litter(), [""; 0]);
            (project, tried)
        };
        let (project, plain) = tried("plain");
        assert_eq!(plain.unwrap(), OneStep::Yes);
        let mut pages = small();
        assert!(project.published(&pages).at_once);
        pages.pages.values_mut().for_each(|text| text.push('!'));
        assert!(project.published(&pages).at_once);
        for name in ["bound", "disk"] {
            let (project, mounted) = tried(name);
            assert_eq!(mounted.unwrap(), OneStep::MountPoint, "{name}");
            assert!(!project.published(&small()).at_once);
        }
        let output = folder.join("locked/home/project/output");
        let error = one_step(&output).unwrap_err();
        assert_eq!(error.cause.kind(), std::io::ErrorKind::ReadOnlyFilesystem, "{error}");
    });
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let mounts = |folder: &Path| {
        let output = output_in(folder);
        fs::create_dir(folder.join("disk")).unwrap();
        let disk = |at: PathBuf| ["--size".into(), "2097152".into(), "--tmpfs".into(), at.into_os_string()];
        disk(output).into_iter().chain(disk(folder.join("disk"))).collect()
    };
    cage::run_with("mounts::a_full_disk_leaves_the_old_site", mounts, |folder| {
        let mut project = Project::in_folder(folder);
        for output in [project.output.clone(), folder.join("disk/output")] {
            project.output = output;
            project.published(&small());
            let before = tree(&project.output);
            let mut pages = small();
            pages.pages.insert("index.html".to_owned(), "new home".to_owned());
            for number in 0..40 {
                pages.pages.insert(format!("{number}.html"), "x".repeat(100_000));
            }
            match project.publish(&pages) {
                Err(PublishError::Disk(error)) => {
                    assert!(!error.half_done);
                    let text = error.to_string();
                    assert!(text.contains("free some space") && text.contains(error.path.to_str().unwrap()), "{text}");
                }
                other => panic!("{other:?}"),
            }
            assert_eq!(tree(&project.output), before);
            assert_eq!(names(project.output.parent().unwrap()).iter().filter(|name| name.contains("whowhen")).count(), 0);
        }
    });
}
