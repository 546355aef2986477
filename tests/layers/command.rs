//! `catmap layer`: what is said on the screen, and that nothing is public that does not say whose it is.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::makers;

fn catmap(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catmap"));
    command.current_dir(folder).env("USER", "ann").args(["--database", "layers.db", "layer"]).args(arguments);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.success(), String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap())
}

#[test]
fn a_layer_is_taken_in_listed_taken_away_and_brought_back_on_the_command_line() {
    let folder = TempDir::new().unwrap();
    let file = makers::geojson(folder.path());
    let (folder, file) = (folder.path(), file.display().to_string());
    let import = ["import", "schools", &file, "--publisher", "Aldermere Council", "--licence", "OGL v3.0"];
    let (fine, told) = catmap(folder, &import);
    assert!(fine && told.contains("schools (edition 1): 3 features (points) with 5 columns, 0 left out"), "{told}");
    assert!(catmap(folder, &import).1.contains("(nothing changed)"));
    assert!(catmap(folder, &["remove", "schools"]).1.contains("catmap layer undo 2 brings it back"));
    let (fine, told) = catmap(folder, &["remove", "schools"]);
    assert!(!fine && told.contains("There is no layer \"schools\""), "{told}");
    assert!(catmap(folder, &["undo", "2"]).1.contains("edition 2 of schools is undone"));
    let list = catmap(folder, &["list"]).1;
    assert!(
        list.contains("1  schools  taken in on") && list.contains("taken away on") && list.contains("undone since"),
        "{list}"
    );
    for wrong in [&import[..3], &["import", "Schools", &file, "--publisher", "x", "--licence", "y"], &["undo", "9"]] {
        assert!(!catmap(folder, wrong).0, "{wrong:?}");
    }
}
