//! Headings in every dress, alone.

use proptest::prelude::*;

use super::{How, candidates, is_one_slip_away, normalised, words};
use crate::domain::imported::FileKind;
use crate::domain::register::RegisterField as Field;
use crate::import::mapping::spellings;

fn best(heading: &str) -> Option<Field> {
    candidates(heading, spellings::of(FileKind::AssetRegister)).first().and_then(|candidate| candidate.field)
}

#[test]
fn a_heading_is_known_in_any_dress() {
    let cases = [
        ("Post Code", Some(Field::Postcode)),
        ("POST_CODE ", Some(Field::Postcode)),
        ("Post\ncode", Some(Field::Postcode)),
        ("Area (ha)", Some(Field::Hectares)),
        ("Total Land Area (Hectares)", Some(Field::Hectares)),
        ("Plot size m2", Some(Field::LandAreaM2)),
        ("Gross Floor Area (Sq M)", Some(Field::BuildingSize)),
        ("Easting (m)", Some(Field::X)),
        ("GeoY (Northing or latitude)", Some(Field::Y)),
        ("Tenure:", Some(Field::Title)),
        ("CoordinateReferenceSytem", Some(Field::ReferenceSystem)),
        ("PropetryName", Some(Field::Name)),
        ("COORDINATE", Some(Field::XAndY)),
        ("TenureDeta", Some(Field::TenureDetail)),
        ("Location Easting", Some(Field::X)),
        ("Address Postcode", Some(Field::Postcode)),
        ("Map Y", Some(Field::Y)),
        ("Address 7", Some(Field::AddressLine)),
        ("#", Some(Field::Reference)),
        ("Land Area (acres)", None),
        ("Contact Name", None),
        ("Tenant Address", None),
        ("lsoa21_name", None),
        ("Bananas", None),
        ("", None),
    ];
    for (heading, field) in cases {
        assert_eq!(best(heading), field, "{heading:?}");
    }
}

#[test]
fn a_heading_cut_by_dbase_may_mean_two_things() {
    let found = candidates("ORGANISATI", spellings::of(FileKind::BrownfieldRegister));
    let fields: Vec<_> = found.iter().map(|candidate| candidate.field).collect();
    assert_eq!(fields, [Some(Field::Organisation), Some(Field::OrganisationUri)]);
    assert!(found.iter().all(|candidate| candidate.how == How::CutShort));
}

#[test]
fn headings_that_ran_together_may_mean_either() {
    let found = candidates("SitePlanURL CoordinateReferenceSystem", spellings::of(FileKind::BrownfieldRegister));
    let fields: Vec<_> = found.iter().map(|candidate| candidate.field).collect();
    assert_eq!(fields, [Some(Field::ReferenceSystem), None]);
}

#[test]
fn words_begin_at_capitals_and_after_signs() {
    assert_eq!(words("SitePlanURL CoordinateRef_system2"), ["site", "plan", "url", "coordinate", "ref", "system2"]);
    assert_eq!(words("GeoX"), ["geo", "x"]);
}

#[test]
fn one_slip_is_a_letter_more_less_other_or_exchanged() {
    for (one, other, near) in [
        ("postcode", "postcode", true),
        ("postcde", "postcode", true),
        ("posttcode", "postcode", true),
        ("pastcode", "postcode", true),
        ("psotcode", "postcode", true),
        ("pstocode", "postcode", false),
        ("postco", "postcode", false),
    ] {
        assert_eq!(is_one_slip_away(one, other), near, "{one} {other}");
        assert_eq!(is_one_slip_away(other, one), near, "{other} {one}");
    }
}

proptest! {
    #[test]
    fn a_normalised_heading_stays_as_it_is(heading in "\\PC{0,40}") {
        let once = normalised(&heading);
        prop_assert_eq!(normalised(&once), once);
    }

    #[test]
    fn any_heading_is_looked_at_without_harm(heading in "\\PC{0,40}") {
        for candidate in candidates(&heading, spellings::of(FileKind::AssetRegister)) {
            prop_assert!((0.0..=1.0).contains(&candidate.prior));
        }
    }
}
