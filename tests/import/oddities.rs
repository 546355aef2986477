//! The oddities of real registers, each on a made-up file: places of every kind, headings in the wrong place, rows of words.

use std::collections::BTreeMap;

use catmap::domain::asset::Asset;
use catmap::domain::imported::{FileKind, ReadFile, Rows};
use catmap::domain::place::Precision;
use catmap::domain::register::RegisterField;
use catmap::import::{self, IdKey, Options};

use super::{assert_accounted_for, quiet, read_bytes};

fn assets(file: &ReadFile) -> Vec<&Asset> {
    let Rows::Assets(rows) = &file.rows else { panic!("assets") };
    rows.iter().map(|row| &row.value).collect()
}

fn read(text: &str, kind: Option<FileKind>) -> ReadFile {
    read_bytes(text.as_bytes(), kind).unwrap_or_else(|error| panic!("{error}"))
}

/// Where an asset is, to the metre, and how exactly.
fn place(asset: &Asset) -> String {
    let at = asset.position.map(|at| format!("{:.0} {:.0} ", at.easting_m, at.northing_m)).unwrap_or_default();
    format!("{at}{}", asset.precision.slug())
}

#[test]
fn places_of_every_kind_are_read_in_one_file() {
    let file = read(
        "Organisation;Asset Code;Property Name;Tenure;GeoX;GeoY;Map reference\n\
         Aldermere Council (fictional);M1;Grid;Freehold;335500;0389800;\n\
         Aldermere Council (fictional);M2;Degrees;Freehold;-2.97;53.40;\n\
         Aldermere Council (fictional);M3;Swapped;Freehold;53.40;-2.97;\n\
         Aldermere Council (fictional);M4;Geocentric;Freehold;3804012.12;-199012.57;\n\
         Aldermere Council (fictional);M5;Pair in the first cell;Freehold;53.40, -2.97;;\n\
         Aldermere Council (fictional);M6;Words;Freehold;E335500 N389800;;\n\
         Aldermere Council (fictional);M7;Grid reference;Freehold;;;SJ 355 898\n\
         Aldermere Council (fictional);M8;To the metre;Freehold;;;SJ3550089800\n\
         Aldermere Council (fictional);M9;Ten kilometres;Freehold;;;SJ38\n\
         Aldermere Council (fictional);M10;Outline;Freehold;;;\"POLYGON ((335400 389700, 335600 389700, 335600 389900, 335400 389900, 335400 389700))\"\n\
         Aldermere Council (fictional);M11;Twice the same;Freehold;335500;335500;\n\
         Aldermere Council (fictional);M12;Half;Freehold;335500;;\n\
         Aldermere Council (fictional);M13;Nothing;Freehold;;;N/A\n",
        None,
    );
    let found: Vec<String> =
        assets(&file).into_iter().map(|asset| format!("{}: {}", asset.name, place(asset))).collect();
    insta::assert_snapshot!("places_of_every_kind", found.join("\n"));
    let notes: Vec<String> = file.notes.iter().map(|note| format!("row {}: {}", note.row, note.reason)).collect();
    insta::assert_snapshot!("places_of_every_kind_notes", notes.join("\n"));
}

#[test]
fn a_column_of_one_half_alone_places_nothing_and_says_so() {
    let file =
        read("Asset Code,Property Name,Tenure,Easting\nH1,Hall,Freehold,335500\nH2,Shed,Freehold,SJ 355 898\n", None);
    let found: Vec<String> = assets(&file).into_iter().map(place).collect();
    assert_eq!(found, ["unknown", "335550 389850 grid-square"]);
    assert!(file.notes.iter().any(|note| note.reason.contains("no column for the other half")), "{:?}", file.notes);
}

#[test]
fn a_register_without_headings_is_read_by_its_values_when_told_what_it_is() {
    let rows: String = (0..40)
        .map(|n| {
            format!(
                "Community hall number {n},\"{n} Mill Lane, Aldermere\",XL1 {}AA,335{n:03},390{n:03},Freehold\n",
                n % 10
            )
        })
        .collect();
    let file = read(&rows, Some(FileKind::AssetRegister));
    assert_eq!((file.rows_read, assets(&file).len()), (40, 40));
    let last = assets(&file)[39];
    assert_eq!(
        (last.address.as_deref(), place(last).as_str()),
        (Some("39 Mill Lane, Aldermere"), "335039 390039 point")
    );
    assert_eq!(last.facts.title.as_ref().map(|title| title.value.as_str()), Some("Freehold"));
    assert!(file.notes.iter().any(|note| note.reason.contains("no row of headings")), "{:?}", file.notes);
}

#[test]
fn a_brownfield_register_that_begins_with_data_is_known_by_the_words_of_the_standard() {
    let rows: String = (0..30)
        .map(|n| format!("BR{n},\"Land at {n} Dock Road\",0.{n:02},owned by a public authority,permissioned\n"))
        .collect();
    let file = read(&rows, None);
    assert_eq!((file.kind, file.rows_read), (FileKind::BrownfieldRegister, 30));
    assert_eq!(assets(&file)[3].address.as_deref(), Some("Land at 3 Dock Road"));
    assert!(assets(&file)[3].owner.name.starts_with("Public authority"));
}

#[test]
fn lines_of_an_address_are_joined_and_nothing_is_said_twice() {
    let file = read(
        "Asset Code,Tenure,Address 1,Address 2,Address 3,Post Town\n\
         L1,Freehold,Old Library,12 Mill Lane,,Aldermere\n\
         L2,Freehold,Depot,\"Dock Road, Aldermere\",Aldermere,Aldermere\n",
        None,
    );
    let found: Vec<_> = assets(&file).into_iter().map(|asset| asset.address.clone().unwrap()).collect();
    assert_eq!(found, ["Old Library, 12 Mill Lane, Aldermere", "Depot, Dock Road, Aldermere"]);
}

#[test]
fn a_row_that_tells_how_to_fill_the_columns_in_is_no_asset() {
    let file = read(
        "Asset Code,Property Name,Tenure,Post Code\nMandatory,Mandatory,Optional,Optional\nR1,Hall,Freehold,XL1 1AA\n",
        None,
    );
    assert_eq!((file.rows_read, file.refused.len()), (2, 1));
    assert!(file.refused[0].reason.contains("how the columns are to be filled in"), "{:?}", file.refused);
}

#[test]
fn what_a_person_says_of_columns_is_what_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("upload.csv");
    std::fs::write(&path, "Alpha,Beta,Gamma\n1,Hall,XL1 1AA\n2,Shed,XL1 1AB\n").unwrap();
    let options = Options {
        kind: Some(FileKind::AssetRegister),
        corrections: BTreeMap::from([(1, Some(RegisterField::Name)), (2, Some(RegisterField::Postcode))]),
        learnt: BTreeMap::from([("alpha".to_owned(), Some(RegisterField::Reference))]),
        ..Options::default()
    };
    let survey = import::survey(&path, &options, &quiet).unwrap();
    assert!(survey.columns.iter().all(|reading| reading.corrected));
    let file = import::read(&path, &options, &quiet).unwrap();
    assert_accounted_for(&file);
    let shed = assets(&file)[1];
    assert_eq!(
        (shed.name.as_str(), shed.reference.as_deref(), shed.precision),
        ("Shed", Some("2"), Precision::Postcode)
    );
    // Without that nothing tells which column says what an asset is.
    let told = Options { kind: Some(FileKind::AssetRegister), ..Options::default() };
    let survey = import::survey(&path, &told, &quiet).unwrap();
    assert_eq!(survey.columns.iter().map(|reading| reading.field).collect::<Vec<_>>(), [None; 3]);
    let error = import::read(&path, &told, &quiet).unwrap_err().to_string();
    assert!(error.contains("it has no column for a reference, a name, an address or a UPRN"), "{error}");
}

#[test]
fn registers_are_handed_on_in_parts_that_add_up_to_the_file() {
    let header = "Organisation,Asset Code,Property Name,Tenure,Post Code,GeoX,GeoY\n";
    let row = |n: usize| {
        let organisation = if n < 2_500 { "Small Council" } else { "Aldermere Council" };
        format!("{organisation},A{},Hall {n},Freehold,XL1 1AA,-2.9{:04},53.4\n", n % 6_000, n % 5_000)
    };
    let mut text = header.to_owned();
    text.extend((0..7_001).map(row));
    text.push_str(&row(17));
    text.push_str("too,many,cells,in,this,row,by,far\n");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("estate.csv");
    std::fs::write(&path, &text).unwrap();

    let told = std::cell::RefCell::new(Vec::new());
    let progress = |done, of| told.borrow_mut().push((done, of));
    let (mut kept, mut refused, mut notes, mut parts) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let last = import::read_in_parts(&path, &Options::default(), &progress, &mut |part| {
        let Rows::Assets(rows) = part.rows else { panic!("assets") };
        assert!(rows.len() + part.refused.len() <= 4_000 && !rows.is_empty());
        assert_eq!(
            part.source.to_string(),
            "aldermere-council-asset-register",
            "the whole file tells who publishes it"
        );
        kept.extend(rows);
        refused.extend(part.refused);
        notes.extend(part.notes);
        parts += 1;
        true
    });
    let last = last.unwrap();
    assert_eq!(parts, 1);
    assert_eq!(last.rows_read, 7_003);
    let whole = import::read(&path, &Options::default(), &quiet).unwrap();
    assert_accounted_for(&whole);
    let (Rows::Assets(rest), Rows::Assets(all)) = (last.rows, whole.rows) else { panic!("assets") };
    kept.extend(rest);
    refused.extend(last.refused);
    assert_eq!((&kept, &refused), (&all, &whole.refused));
    assert_eq!(refused.iter().map(|row| row.number).collect::<Vec<_>>(), [7_003, 7_004]);
    assert_eq!(refused[0].reason, "repeats row 19 word for word");
    // References that come again keep their rows apart, however far away the first of them is.
    assert_eq!(
        notes.iter().chain(&last.notes).filter(|note| note.reason.contains("is also that of row")).count(),
        1_001
    );
    assert!(kept.iter().all(|row| row.value.precision == Precision::Point));
    let told = told.into_inner();
    assert!(told.windows(2).all(|pair| pair[0].0 <= pair[1].0), "progress does not go back");
    assert_eq!(told.last(), Some(&(text.len() as u64, text.len() as u64)));
}

#[test]
fn of_an_endless_cell_an_asset_keeps_the_beginning_and_the_row_says_so() {
    let endless = |letter: &str| letter.repeat(9_000);
    let outline =
        "POLYGON ((".to_owned() + &"335400 389700, 335600 389900, 335600 389700, ".repeat(100) + "335400 389700))";
    let text = format!(
        "Organisation,Asset Code,Property Name,Address,Address Line 1,Tenure,Map reference\n\
         {},{},{},{},{},{},\"{outline}\"\n",
        endless("o"),
        endless("c"),
        endless("n"),
        endless("é"),
        endless("l"),
        endless("t")
    );
    let file = read(&text, Some(FileKind::AssetRegister));
    let asset = assets(&file)[0];
    let kept = [
        Some(asset.owner.name.as_ref()),
        asset.reference.as_deref(),
        Some(asset.name.as_str()),
        asset.address.as_deref(),
        asset.facts.title.as_ref().map(|fact| fact.value.as_str()),
    ];
    assert_eq!(kept.map(|text| text.map(|text| text.chars().count())), [Some(2_000); 5]);
    assert!(asset.position.is_some(), "an outline is read whole");
    let told: Vec<&str> = file
        .notes
        .iter()
        .filter(|note| note.reason.contains("longer than 2,000 characters"))
        .filter_map(|note| note.column.as_deref())
        .collect();
    assert_eq!(told, ["Organisation", "Asset Code", "Property Name", "Address", "Address Line 1", "Tenure"]);
    let Rows::Assets(rows) = &file.rows else { panic!("assets") };
    assert_eq!(
        rows[0].raw.iter().collect::<Vec<_>>().join(","),
        text.lines().nth(1).unwrap().replace('"', ""),
        "the row is kept as it stood"
    );
}

#[test]
fn no_account_of_a_rates_list_can_be_read_from_an_id() {
    let list = "Property Ref,Property Address,Ratepayer,Rateable Value,Exemption\n\
        N/12/7,\"1 Dock Road, Aldermere, XL1 1AB\",Aldermere City Council,500,VOID\n\
        N/12/8,\"2 Dock Road, Aldermere, XL1 1AB\",Aldermere City Council,500,\n";
    let ids = |key: Option<&str>| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rates.csv");
        std::fs::write(&path, list).unwrap();
        let options = Options { id_key: key.map(IdKey::new), ..Options::default() };
        let file = import::read(&path, &options, &quiet).unwrap();
        assets(&file).iter().map(|asset| asset.id.to_string()).collect::<Vec<_>>()
    };
    for id in ids(None) {
        let hash = id.strip_prefix("aldermere-city-council-rates-").unwrap();
        assert!(hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    }
    assert_eq!(ids(Some("5e")), ids(Some("5e")), "each time the same");
    assert_ne!(ids(Some("5e")), ids(Some("6f")), "and nobody can work it out");
}
