//! The curves as a plot: time above, memory below, both against the number of assets, on scales that grow tenfold.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::curves::Point;

const SIZE: (u32, u32) = (900, 900);
const OURS: RGBColor = RGBColor(20, 60, 120);
const SLOWEST: RGBColor = RGBColor(120, 150, 200);
const SCAN: RGBColor = RGBColor(190, 80, 0);
const NEAREST: RGBColor = RGBColor(120, 120, 120);
const POSTGIS: RGBColor = RGBColor(30, 130, 70);

type Drawn<T> = Result<T, Box<dyn std::error::Error>>;
/// Its name, its colour, and its points: assets and seconds.
type Curve<'a> = (&'a str, RGBColor, Vec<(f64, f64)>);
type Panel<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// An SVG document.
pub fn plot(points: &[Point]) -> Drawn<String> {
    let mut svg = String::new();
    {
        let page = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        page.fill(&WHITE)?;
        let (above, below) = page.split_vertically(560);
        times(&above, points)?;
        memory(&below, points)?;
        page.present()?;
    }
    Ok(svg)
}

fn sizes(points: &[Point]) -> (f64, f64) {
    let sizes = points.iter().map(|point| point.assets as f64);
    (sizes.clone().fold(f64::INFINITY, f64::min) / 1.3, sizes.fold(1.0, f64::max) * 1.3)
}

fn in_words(assets: &f64) -> String {
    match *assets {
        n if n >= 1e6 => format!("{:.0} million", n / 1e6),
        n if n >= 1e3 => format!("{:.0},000", n / 1e3),
        n => format!("{n:.0}"),
    }
}

fn times(panel: &Panel<'_>, points: &[Point]) -> Drawn<()> {
    let (least, most) = sizes(points);
    let curves: [Curve<'_>; 5] = [
        ("catmap, half of the answers are faster", OURS, of(points, |point| Some(point.ours_s[0]))),
        ("catmap, one answer in a hundred is slower", SLOWEST, of(points, |point| Some(point.ours_s[1]))),
        ("every asset scored, one thread", SCAN, of(points, |point| point.slow_s[0])),
        ("the R-tree's nearest, sorted", NEAREST, of(points, |point| point.slow_s[1])),
        ("PostGIS, one prepared statement", POSTGIS, of(points, |point| point.slow_s[2])),
    ];
    let mut chart = ChartBuilder::on(panel)
        .caption("Time of the twenty best for a need", ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(34)
        .y_label_area_size(76)
        .build_cartesian_2d((least..most).log_scale(), (1e-5..100.0).log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(BLACK.mix(0.12))
        .x_label_formatter(&in_words)
        .y_label_formatter(&|s: &f64| match *s {
            s if s >= 1.0 => format!("{s:.0} s"),
            s if s >= 0.9e-3 => format!("{:.0} ms", s * 1e3),
            s => format!("{:.2} ms", s * 1e3),
        })
        .label_style(("sans-serif", 14))
        .draw()?;
    for (label, colour, curve) in curves {
        chart
            .draw_series(LineSeries::new(curve.iter().copied(), colour.stroke_width(2)))?
            .label(label)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 24, y)], colour.stroke_width(2)));
        chart.draw_series(curve.iter().map(|at| Circle::new(*at, 4, colour.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .border_style(BLACK.mix(0.4))
        .label_font(("sans-serif", 14))
        .draw()?;
    Ok(())
}

fn memory(panel: &Panel<'_>, points: &[Point]) -> Drawn<()> {
    let (least, most) = sizes(points);
    let curve = of(points, |point| Some(point.bytes.max(1.0)));
    let top = curve.iter().map(|(_, bytes)| *bytes).fold(1.0, f64::max) * 2.0;
    let mut chart = ChartBuilder::on(panel)
        .caption("Memory of the assets, all in", ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(34)
        .y_label_area_size(76)
        .build_cartesian_2d((least..most).log_scale(), (1e5..top.max(1e7)).log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(BLACK.mix(0.12))
        .x_label_formatter(&in_words)
        .y_label_formatter(&|bytes: &f64| match *bytes {
            b if b >= 1e9 => format!("{:.0} GB", b / 1e9),
            b if b >= 1e6 => format!("{:.0} MB", b / 1e6),
            b => format!("{:.1} MB", b / 1e6),
        })
        .label_style(("sans-serif", 14))
        .draw()?;
    chart.draw_series(LineSeries::new(curve.iter().copied(), OURS.stroke_width(2)))?;
    chart.draw_series(curve.iter().map(|at| Circle::new(*at, 4, OURS.filled())))?;
    Ok(())
}

fn of(points: &[Point], seconds: impl Fn(&Point) -> Option<f64>) -> Vec<(f64, f64)> {
    points.iter().filter_map(|point| Some((point.assets as f64, seconds(point)?))).collect()
}
