//! A back-test as a plot: score and headroom by base year about the zero line, a panel for each horizon, black on white.

use plotters::prelude::*;

use crate::domain::backtest::{Backtest, BacktestHorizon, BaseYear};

/// Size in pixels: a page wide when printed at 96 to the inch.
const SIZE: (u32, u32) = (900, 1000);

const SCORE: RGBColor = RGBColor(20, 60, 120);
const HEADROOM: RGBColor = RGBColor(190, 80, 0);

/// The plot as an SVG document.
///
/// # Errors
/// A sentence when it cannot be drawn.
pub fn plot(backtest: &Backtest) -> Result<String, String> {
    let mut svg = String::new();
    draw(backtest, &mut svg).map_err(|error| format!("The plot cannot be drawn: {error}"))?;
    Ok(svg)
}

type Drawn<T> = Result<T, Box<dyn std::error::Error>>;

fn draw(backtest: &Backtest, svg: &mut String) -> Drawn<()> {
    let page = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    page.fill(&WHITE)?;
    let page = page.titled(
        &format!(
            "Would the uplift score have helped? {} {}, prices of {} to {}",
            backtest.units,
            backtest.basis.label(),
            backtest.first_year,
            backtest.last_year
        ),
        ("sans-serif", 22),
    )?;
    let panels = page.split_evenly((backtest.horizons.len().max(1), 1));
    for (horizon, panel) in backtest.horizons.iter().zip(&panels) {
        draw_horizon(horizon, panel)?;
    }
    page.present()?;
    Ok(())
}

fn draw_horizon(horizon: &BacktestHorizon, panel: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>) -> Drawn<()> {
    let years = |of: fn(&[BaseYear]) -> Option<&BaseYear>| of(&horizon.base_years).map_or(0, |year| year.year);
    let (first, last) = (years(<[BaseYear]>::first), years(<[BaseYear]>::last));
    let mut chart = ChartBuilder::on(panel)
        .caption(format!("{} years ahead", horizon.years), ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(62)
        .build_cartesian_2d(f64::from(first) - 0.5..f64::from(last) + 0.5, -0.6..1.0)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(BLACK.mix(0.12))
        .x_desc("Base year: the last year of prices that the score saw")
        .y_desc("Rank correlation with the later change of prices (-1 to 1)")
        .x_labels(horizon.base_years.len().min(12))
        .y_labels(9)
        .x_label_formatter(&|year| format!("{year:.0}"))
        .y_label_formatter(&|value: &f64| if value.abs() < 0.05 { "0".to_owned() } else { format!("{value:+.1}") })
        .label_style(("sans-serif", 14))
        .axis_desc_style(("sans-serif", 14))
        .draw()?;
    chart.draw_series(LineSeries::new(
        [(f64::from(first) - 0.5, 0.0), (f64::from(last) + 0.5, 0.0)],
        BLACK.stroke_width(2),
    ))?;
    let points = |of: fn(&BaseYear) -> f64| -> Vec<(f64, f64)> {
        horizon.base_years.iter().map(|year| (f64::from(year.year), of(year))).collect()
    };
    let score = points(|year| year.score);
    chart
        .draw_series(LineSeries::new(score.iter().copied(), SCORE.stroke_width(2)))?
        .label("Score: low value and headroom (activity not known)")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 24, y)], SCORE.stroke_width(2)));
    chart.draw_series(score.iter().map(|point| Circle::new(*point, 4, SCORE.filled())))?;
    let headroom = points(|year| year.headroom_given_price);
    chart
        .draw_series(LineSeries::new(headroom.iter().copied(), HEADROOM.stroke_width(2)))?
        .label("Headroom alone, places of one price level compared")
        .legend(|(x, y)| TriangleMarker::new((x + 12, y), 6, HEADROOM.filled()));
    chart.draw_series(headroom.iter().map(|point| TriangleMarker::new(*point, 6, HEADROOM.filled())))?;
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE)
        .border_style(BLACK.mix(0.4))
        .label_font(("sans-serif", 14))
        .draw()?;
    Ok(())
}
