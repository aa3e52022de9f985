//! What is refused. Every test here asks as if the program obeyed, and so runs in a cage: see `support/cage.rs`.

use super::*;

/// Asks for an output inside the cage's folder, and expects a refusal that changes nothing.
#[track_caller]
fn expect_refusal(folder: &Path, output: &Path, expected: fn(&Refusal) -> bool) {
    let mut project = Project::in_folder(folder);
    project.output = output.to_owned();
    let before = tree(folder);
    let asked = check_output(&project.site()).expect_err("`check_output` should refuse");
    assert!(expected(&asked), "another refusal than expected: {asked}");
    assert_eq!(project.refused(&small()), asked);
    assert_eq!(tree(folder), before, "something has changed");
}

#[test]
fn the_root_of_the_file_system_is_refused() {
    cage::run("refuses::the_root_of_the_file_system_is_refused", |folder| {
        for output in ["/", "//", "/usr/..", "/tmp/../.", "/../.."] {
            expect_refusal(folder, Path::new(output), |refusal| matches!(refusal, Refusal::FilesystemRoot));
        }
    });
}

#[test]
fn the_home_folder_and_what_is_around_it_is_refused() {
    cage::run("refuses::the_home_folder_and_what_is_around_it_is_refused", |folder| {
        let expect = |home: PathBuf, output: PathBuf| {
            let mut project = Project::in_folder(&folder.join("elsewhere"));
            (project.home, project.output) = (home, output);
            let before = tree(folder);
            assert!(matches!(project.refused(&small()), Refusal::HoldsHome { .. }));
            assert_eq!(tree(folder), before);
        };
        fs::create_dir_all(folder.join("users/me")).unwrap();
        symlink(folder.join("users"), folder.join("link")).unwrap();
        for home in ["users/me", "link/me"] {
            for output in ["users/me", "users", "link/me", "users/me/../me/", "link/me/no/../.."] {
                expect(folder.join(home), folder.join(output));
            }
        }
    });
}

#[test]
fn the_project_and_what_is_around_it_is_refused() {
    cage::run("refuses::the_project_and_what_is_around_it_is_refused", |folder| {
        Project::in_folder(folder);
        symlink(folder.join("home"), folder.join("link")).unwrap();
        let outputs =
            ["home/project", "home/project/", "home/project/.", "home/project/content/..", "home", "", "link/project", "link/.."];
        for output in outputs {
            expect_refusal(folder, &folder.join(output), |refusal| matches!(refusal, Refusal::HoldsProject { .. }));
        }
    });
}

#[test]
fn what_the_site_is_built_from_is_refused() {
    cage::run("refuses::what_the_site_is_built_from_is_refused", |folder| {
        let project = Project::in_folder(folder);
        fs::create_dir(project.root.join("content/empty")).unwrap();
        symlink(project.root.join("content"), project.root.join("link")).unwrap();
        let outputs =
            ["content", "themes", "static", "content/empty", "content/new/deep", "themes/mine", "link/new", "content/no/../x"];
        for output in outputs {
            expect_refusal(folder, &project.root.join(output), |refusal| matches!(refusal, Refusal::TouchesInput { .. }));
        }
        // A file is refused as a file, even before it is refused as an input.
        expect_refusal(folder, &project.root.join("site.yaml"), |refusal| matches!(refusal, Refusal::NotAFolder { .. }));
    });
}

#[test]
fn what_is_around_an_input_is_refused() {
    cage::run("refuses::what_is_around_an_input_is_refused", |folder| {
        let mut project = Project::in_folder(folder);
        for input in ["shared/content", "shared/site.yaml"] {
            project.inputs = vec![folder.join(input)];
            for exists in [false, true] {
                if exists {
                    write(&folder.join(input).join("a.md"), "words");
                }
                project.output = folder.join("shared");
                let before = tree(folder);
                assert!(matches!(project.refused(&small()), Refusal::TouchesInput { .. }));
                assert_eq!(tree(folder), before);
            }
        }
    });
}

#[test]
fn a_link_as_the_output_is_refused() {
    cage::run("refuses::a_link_as_the_output_is_refused", |folder| {
        fs::create_dir_all(folder.join("elsewhere")).unwrap();
        for (name, target) in [("out", "elsewhere"), ("dangling", "nowhere"), ("loop", "loop"), ("usr", "/usr")] {
            symlink(folder.join(target), folder.join(name)).unwrap();
            for written in [name.to_owned(), format!("{name}/"), format!("{name}/.")] {
                expect_refusal(folder, &folder.join(written), |refusal| matches!(refusal, Refusal::SymbolicLink { .. }));
            }
        }
        expect_refusal(folder, &folder.join("dangling/site"), |refusal| matches!(refusal, Refusal::Unseen { .. }));
    });
}

#[test]
fn a_folder_of_somebody_elses_files_is_refused() {
    cage::run("refuses::a_folder_of_somebody_elses_files_is_refused", |folder| {
        for (number, path) in
            ["photo.jpg", "deep/er/photo.jpg", ".hidden", ".whowhen-stage/x", "a/.gitkeep"].into_iter().enumerate()
        {
            let output = folder.join(format!("pictures-{number}"));
            write(&output.join(path), "mine");
            write(&output.join(".gitkeep"), "");
            expect_refusal(folder, &output, |refusal| matches!(refusal, Refusal::NotOurs { .. }));
        }
        let output = folder.join("folder");
        fs::create_dir_all(output.join("empty")).unwrap();
        expect_refusal(folder, &output, |refusal| matches!(refusal, Refusal::NotOurs { .. }));
        expect_refusal(folder, Path::new("/usr"), |refusal| matches!(refusal, Refusal::NotOurs { .. }));
        expect_refusal(folder, Path::new("/etc"), |refusal| matches!(refusal, Refusal::NotOurs { .. }));
    });
}

#[test]
fn what_is_neither_a_folder_nor_nothing_is_refused() {
    cage::run("refuses::what_is_neither_a_folder_nor_nothing_is_refused", |folder| {
        write(&folder.join("file"), "mine");
        let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
        for name in ["file", "socket"] {
            expect_refusal(folder, &folder.join(name), |refusal| matches!(refusal, Refusal::NotAFolder { .. }));
        }
        expect_refusal(folder, &folder.join("file/site"), |_| true);
        expect_refusal(folder, Path::new(""), |refusal| matches!(refusal, Refusal::Unseen { .. }));
    });
}

#[test]
fn a_bind_mount_of_an_input_is_refused() {
    let mounts = |folder: &Path| {
        let project = Project::in_folder(folder);
        fs::create_dir(folder.join("mount")).unwrap();
        vec!["--bind".into(), project.root.join("content").into(), folder.join("mount").into()]
    };
    cage::run_with("refuses::a_bind_mount_of_an_input_is_refused", mounts, |folder| {
        expect_refusal(folder, &folder.join("mount"), |refusal| matches!(refusal, Refusal::TouchesInput { .. }));
        expect_refusal(folder, &folder.join("mount/new"), |refusal| matches!(refusal, Refusal::TouchesInput { .. }));
    });
}

#[test]
fn links_under_our_own_names_are_not_followed() {
    cage::run("refuses::links_under_our_own_names_are_not_followed", |folder| {
        let project = Project::in_folder(folder);
        write(&folder.join("victim"), "mine");
        write(&folder.join("victims/whowhen-staging"), "mine");
        symlink(folder.join("victim"), project.root.join(".output.whowhen-lock")).unwrap();
        assert!(matches!(project.publish(&small()), Err(PublishError::Disk(_))));
        fs::remove_file(project.root.join(".output.whowhen-lock")).unwrap();
        symlink(folder.join("victims"), project.root.join(".output.whowhen-stage-1-0")).unwrap();
        project.published(&small());
        symlink(folder.join("victims"), project.output.join(".whowhen-stage")).unwrap();
        assert!(matches!(project.publish(&small()), Err(PublishError::Disk(_))));
        assert_eq!(fs::read_to_string(folder.join("victim")).unwrap(), "mine");
        assert_eq!(names(&folder.join("victims")), ["whowhen-staging"]);
    });
}
