//! How far orders stand when weights move: worked out once more here, from the matches themselves.

use super::Service;

#[tokio::test]
async fn the_usual_weights_are_as_the_usual_order_and_others_are_further_from_it_the_more_they_differ() {
    let service = Service::usual().await;
    let usual = service.json("/sensitivity").await;
    for part in ["mean", "least", "same_first"] {
        assert_eq!(usual["beside_usual"][part].as_f64(), Some(1.0), "{usual}");
    }
    let mean = async |weights: &str| {
        let found = service.json(&format!("/sensitivity?weights={weights}")).await;
        found["beside_usual"]["mean"].as_f64().unwrap()
    };
    let (near, far) = (mean("0.55,0.27,0.18").await, mean("0.05,0.9,0.05").await);
    assert!(far < near && near <= 1.0, "{near} {far}");
    assert_eq!(service.json("/sensitivity?weights=0.5,0.3,0.2").await, usual);
}

#[tokio::test]
async fn each_choice_says_what_it_would_do_and_the_share_no_weights_can_turn_round_is_told() {
    let service = Service::usual().await;
    let found = service.json("/sensitivity").await;
    let choices = found["choices"].as_array().unwrap();
    let groups: std::collections::BTreeSet<&str> =
        choices.iter().map(|choice| choice["group"].as_str().unwrap()).collect();
    assert_eq!(groups.into_iter().collect::<Vec<_>>(), ["Floor", "Putting together", "Weights"]);
    for choice in choices {
        let part = |name: &str| choice[name].as_f64().unwrap();
        assert!(part("least") <= part("mean") && part("mean") <= 1.0, "{choice}");
        assert!((0.0..=1.0).contains(&part("same_first")), "{choice}");
    }
    assert!((0.0..=1.0).contains(&found["dominated"].as_f64().unwrap()), "{found}");
}

#[tokio::test]
async fn weights_that_the_data_do_not_allow_are_refused_by_name() {
    let service = Service::usual().await;
    for weights in ["0.1,0.1,0.8", "1,2", "nonsense"] {
        let reply = service.get(&format!("/sensitivity?weights={weights}")).await;
        assert_eq!((reply.status.as_u16(), reply.json()["parameter"].as_str()), (400, Some("weights")), "{weights}");
    }
}
