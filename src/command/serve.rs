//! `catmap serve`: open the store, load the map, answer until told to stop.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{say, warn};
use crate::api::admission::Limits;
use crate::api::connections::{Patient, Peer};
use crate::api::{self, ApiOptions, ApiState};
use crate::app::catalogue::{self, Catalogue};
use crate::app::enquiries::Enquiries;
use crate::app::people::{MailOptions, People};
use crate::settings::Settings;

/// How long answers already begun may take after the signal to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// How often enquiries are looked through for those whose time has come.
const EVERY_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Where and how to serve.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Address and port; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// The address people use, when it differs.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// A MapLibre style to draw under the layers.
    #[arg(long, value_name = "URL")]
    pub basemap_style_url: Option<String>,
    /// The largest file that can be sent, MiB.
    #[arg(long, value_name = "MIB")]
    pub upload_limit_mib: Option<String>,
    /// Memory for features that are written and ready to be sent, MiB.
    #[arg(long, value_name = "MIB")]
    pub feature_cache_mib: Option<String>,
    /// Proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed, separated by commas.
    #[arg(long, value_name = "ADDRESSES")]
    pub trusted_proxies: Option<String>,
    /// What people wrote in an enquiry is cleared so many months after it was last worked on.
    #[arg(long, value_name = "MONTHS")]
    pub enquiry_months: Option<String>,
}

/// Serves until SIGINT or SIGTERM, then lets answers already begun finish.
pub async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let catalogue = Arc::new(Catalogue::new(catalogue::open(&settings.database).await?));
    let snapshot = catalogue.snapshot().await?;
    if snapshot.atlas.areas().is_empty() && snapshot.atlas.assets().is_empty() {
        warn(
            "The database is empty. Load files with: catmap import FILE...   or an invented region: catmap generate --out region",
        );
    }
    drop(snapshot);
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}; choose another with --listen 127.0.0.1:0", settings.listen))?;
    let address = listener.local_addr()?;
    let mail = MailOptions {
        smtp_url: settings.smtp_url,
        from: settings.mail_from,
        outbox: settings.outbox,
        base: settings.public_url.clone().unwrap_or_else(|| format!("http://{address}")),
    };
    let people = Arc::new(People::new(catalogue.store().clone(), mail)?);
    let state = ApiState::new(
        catalogue,
        Arc::clone(&people),
        ApiOptions {
            public_url: settings.public_url.clone(),
            basemap_style_url: settings.basemap_style_url,
            most_upload_bytes: settings.upload_limit_mib << 20,
            most_fragment_bytes: settings.feature_cache_mib << 20,
            trusted_proxies: settings.trusted_proxies,
            limits: Limits::default(),
            enquiry_months: settings.enquiry_months,
        },
    );
    tokio::spawn(clear_old_enquiries(state.enquiries()));
    let router = api::router(state).into_make_service_with_connect_info::<Peer>();
    say(&format!("catmap is at {}/", settings.public_url.unwrap_or_else(|| format!("http://{address}"))));

    let (stop, stopped) = tokio::sync::watch::channel(false);
    let server = axum::serve(Patient(listener), router).with_graceful_shutdown(until(stopped.clone()));
    let deadline = async {
        until(stopped).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::spawn(async move {
        told_to_stop().await;
        let _ = stop.send(true);
    });
    tokio::select! {
        served = server => served?,
        () = deadline => warn("Some answers took too long and were cut off."),
    }
    // Mail that was promised is sent before the end.
    let _ = tokio::time::timeout(DRAIN, people.settled()).await;
    Ok(ExitCode::SUCCESS)
}

/// Clears what was written in enquiries once their time has come: now, and then every day.
async fn clear_old_enquiries(enquiries: Arc<Enquiries>) {
    let mut every_day = tokio::time::interval(EVERY_DAY);
    loop {
        every_day.tick().await;
        if let Err(error) = enquiries.clear_old().await {
            tracing::warn!(?error, "old enquiries could not be cleared; it is tried again in a day");
        }
    }
}

async fn until(mut stopped: tokio::sync::watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn told_to_stop() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
