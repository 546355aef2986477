//! A release of the Indices of Deprivation for all of a made-up England, and the smallest changes that must be noticed.

use std::fmt::Write as _;

use catmap::domain::imported::Rows;
use catmap::domain::indices::{Edition, score_of};

use super::read_bytes;

/// One line of a release: code, score, rank, decile, ranks in the seven domains.
type Line = (String, f64, u32, u32, [u32; 7]);

/// A release in which each area has one rank in everything, so that all of it fits together.
fn england(edition: Edition) -> Vec<Line> {
    (1..=edition.areas_in_england())
        .map(|rank| {
            let ranks = [rank; 7];
            (format!("E010{rank:05}"), score_of(ranks, edition), rank, edition.decile(rank), ranks)
        })
        .collect()
}

/// The release as the table of all of England.
fn table(lines: &[Line]) -> String {
    let mut text = "lsoa21_code,IMD_score,IMD_rank,IMD_decile,Income_rank,Employment_rank,Education_rank,Health_rank,\
                    Crime_rank,Housing_and_Services_rank,Environment_rank\n"
        .to_owned();
    for (code, score, rank, decile, ranks) in lines {
        let ranks = ranks.map(|rank| rank.to_string()).join(",");
        let _ = writeln!(text, "{code},{score:.3},{rank},{decile},{ranks}");
    }
    text
}

/// File 2 of 2019: ranks and deciles, numbers with commas.
fn file_2(lines: &[Line]) -> String {
    const DOMAINS: [&str; 7] = [
        "Income",
        "Employment",
        "\"Education, Skills and Training",
        "Health Deprivation and Disability",
        "Crime",
        "Barriers to Housing and Services",
        "Living Environment",
    ];
    let mut text =
        "LSOA code (2011),LSOA name (2011),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),\
                    Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
            .to_owned();
    for domain in DOMAINS {
        let close = if domain.starts_with('"') { "\"" } else { "" };
        let _ = write!(text, ",{domain} Rank (where 1 is most deprived){close}");
    }
    text.push('\n');
    for (code, _, rank, decile, ranks) in lines {
        let ranks = ranks.map(|rank| rank.to_string()).join(",");
        let _ = writeln!(text, "{code},Somewhere 001A,\"{},{:03}\",{decile},{ranks}", rank / 1_000, rank % 1_000);
    }
    text
}

fn refusal(lines: &[Line]) -> String {
    read_bytes(table(lines).as_bytes(), None).map(|file| file.rows_read).unwrap_err().to_string()
}

#[test]
fn a_release_of_all_of_england_that_fits_together_is_taken_in() {
    let file = read_bytes(table(&england(Edition::Of2025)).as_bytes(), None).unwrap();
    assert_eq!((file.rows_read, file.refused.len()), (33_755, 0));
}

#[test]
fn one_change_in_a_release_of_all_of_england_refuses_it_and_names_the_area() {
    let sound = england(Edition::Of2025);
    let with = |change: fn(&mut Vec<Line>)| {
        let mut lines = sound.clone();
        change(&mut lines);
        refusal(&lines)
    };
    let cases: [(String, &str); 9] = [
        (with(|lines| lines[9_999].1 += 0.002), "E01010000: the published score 27."),
        (with(|lines| lines[9_999].3 = 5), "E01010000: decile 5 does not fit rank 10000, which is in decile 3"),
        (with(|lines| drop(lines.pop())), "33754 rows, where England has 33755 areas"),
        (with(|lines| drop(lines.remove(17_000))), "33754 rows, where England has 33755 areas"),
        // The overall rank of one area, up and down by one.
        (with(|lines| lines[9_999].2 += 1), "E01010000 and E01010001 both rank 10001, with scores"),
        (with(|lines| lines[9_999].2 -= 1), "both rank 9999, with scores"),
        // A domain rank of one area, so far down that the score does not show it.
        (
            with(|lines| lines[29_999].4[4] += 1),
            "E01030000: its crime rank is 30001, yet 29999 areas of England rank before it",
        ),
        // A domain rank of one area near the top, where the score does.
        (with(|lines| lines[99].4[4] += 1), "E01000100: the published score"),
        (with(|lines| lines[5].0 = "E01000007".to_owned()), "E01000007 stands in row"),
    ];
    for (message, expected) in cases {
        assert!(message.contains(expected) && message.contains("Nothing was taken in"), "{expected}: {message}");
    }
}

#[test]
fn the_sentence_about_a_changed_score_gives_the_published_and_the_recomputed_figure() {
    let mut lines = england(Edition::Of2025);
    let sound = lines[9_999].1;
    lines[9_999].1 += 1.0;
    let message = refusal(&lines);
    let expected = format!(
        "row 10001: E01010000: the published score {:.3} does not come out of its domain ranks, which give {sound:.3}",
        sound + 1.0
    );
    assert!(message.contains(&expected), "{message}");
}

#[test]
fn two_areas_that_are_level_in_a_domain_share_its_rank() {
    let mut lines = england(Edition::Of2025);
    lines[29_999].4[4] -= 1;
    assert!(read_bytes(table(&lines).as_bytes(), None).is_ok(), "ranks 29999, 29999 and 30001");
}

#[test]
fn the_2019_ranks_of_all_of_england_give_its_scores_and_are_held_to_the_same_checks() {
    let sound = england(Edition::Of2019);
    let file = read_bytes(file_2(&sound).as_bytes(), None).unwrap();
    let Rows::Deprivation(rows) = &file.rows else { panic!("deprivation") };
    assert_eq!((rows.len(), rows[0].value.edition), (32_844, 2019));
    assert!((rows[0].value.score - 99.9).abs() < 1e-9, "{}", rows[0].value.score);
    let refused = |change: fn(&mut Vec<Line>)| {
        let mut lines = sound.clone();
        change(&mut lines);
        read_bytes(file_2(&lines).as_bytes(), None).map(|file| file.rows_read).unwrap_err().to_string()
    };
    for (message, expected) in [
        (refused(|lines| drop(lines.pop())), "32843 rows, where England has 32844 areas"),
        (refused(|lines| lines[9_999].2 = 32_844), "E01010000: decile 4 does not fit rank 32844"),
        (refused(|lines| lines[9_999].4 = [10_500; 7]), "above the"),
        (refused(|lines| lines[9_999].4[2] = 32_845), "\"32845\" is no domain rank from 1 to 32844"),
        (
            refused(|lines| lines[29_999].4[4] += 1),
            "its crime rank is 30001, yet 29999 areas of England rank before it",
        ),
    ] {
        assert!(message.contains(expected), "{expected}: {message}");
    }
}

#[test]
fn a_release_of_2019_on_its_own_is_checked_with_its_own_number_of_areas() {
    let sound = std::fs::read_to_string(super::fixture("deprivation_file7_2019.csv")).unwrap();
    assert!(read_bytes(sound.as_bytes(), None).is_ok());
    let score: f64 =
        sound.lines().nth(1).and_then(|line| line.split(',').nth(4)).and_then(|cell| cell.parse().ok()).unwrap();
    let wrong = sound.replace(&format!("{score:.3}"), &format!("{:.3}", score + 0.003));
    let message = read_bytes(wrong.as_bytes(), None).map(|file| file.rows_read).unwrap_err().to_string();
    assert!(
        message.contains("E01090001: the published score") && message.contains("Nothing was taken in"),
        "{message}"
    );
    let knowsley =
        sound.replace("E01090001,Aldermere 001A,E08099001,Aldermere", "E01006412,Knowsley 006A,E08000011,Knowsley");
    let knowsley = knowsley.replace("E01090002", "E01006413");
    let message = read_bytes(knowsley.as_bytes(), None).map(|file| file.rows_read).unwrap_err().to_string();
    assert!(message.contains("Knowsley has 98 areas; 1 are here"), "{message}");
}
