//! Addresses that open a file in the editor at a line: a browser follows them, and no program is started by us.

use std::path::Path;

use crate::site::view::prose::encoded;

/// Stand for the file, from the site's folder, and the place in it.
const PLACE: [&str; 3] = ["{file}", "{line}", "{column}"];

/// The form of an editor's addresses for the files of a site; `None` for editors that have no addresses, as those in a terminal.
///
/// `command` is what starts the editor, as `EDITOR` has it: `code --wait`, `/usr/bin/zed`.
pub fn address(command: &str, root: &Path) -> Option<String> {
    let program = command.split_whitespace().next()?;
    let name = program.rsplit(['/', '\\']).next()?;
    let name = name.strip_suffix(".exe").or_else(|| name.strip_suffix(".cmd")).unwrap_or(name);
    // The prefix is Windows' own form of a real path.
    let root = root.to_str()?.trim_start_matches(r"\\?\").replace('\\', "/");
    let root = encoded(root.trim_matches('/'));
    let [file, line, column] = PLACE;
    let scheme = match name {
        "code" => "vscode",
        "code-insiders" => "vscode-insiders",
        "codium" | "vscodium" => "vscodium",
        "cursor" | "windsurf" | "zed" => name,
        "zeditor" => "zed",
        "idea" | "pycharm" | "webstorm" | "phpstorm" | "goland" | "rubymine" | "clion" => {
            return Some(format!("{name}://open?file=/{root}/{file}&line={line}&column={column}"));
        }
        "mate" => return Some(format!("txmt://open?url=file:///{root}/{file}&line={line}&column={column}")),
        _ => return None,
    };
    Some(format!("{scheme}://file/{root}/{file}:{line}:{column}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_have_their_own_addresses() {
        let of = |command: &str| address(command, Path::new("/srv/ada/a record"));
        let file = "/srv/ada/a%20record/{file}";
        for (command, wanted) in [
            ("code", format!("vscode://file{file}:{{line}}:{{column}}")),
            ("/usr/bin/code --wait", format!("vscode://file{file}:{{line}}:{{column}}")),
            ("codium -w", format!("vscodium://file{file}:{{line}}:{{column}}")),
            (r"C:\bin\Code.exe", String::new()),
            ("zeditor", format!("zed://file{file}:{{line}}:{{column}}")),
            ("idea --wait", format!("idea://open?file={file}&line={{line}}&column={{column}}")),
            ("vim", String::new()),
            ("", String::new()),
        ] {
            assert_eq!(of(command).unwrap_or_default(), wanted, "{command}");
        }
    }

    #[test]
    fn windows_paths_become_addresses() {
        assert_eq!(
            address(r"C:\bin\code.cmd", Path::new(r"\\?\C:\record")).as_deref(),
            Some("vscode://file/C%3A/record/{file}:{line}:{column}")
        );
    }
}
