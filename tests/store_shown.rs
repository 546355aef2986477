//! Since when the public is shown what it is shown, told to both databases.

use catmap::store::ShownSince;
use time::macros::datetime;

use crate::store_contract::Database;

#[tokio::test]
async fn of_two_servers_that_read_the_same_change_the_first_names_it() {
    for database in Database::both().await {
        let (one, other) = (database.open().await, database.open().await);
        assert_eq!(one.shown().await.unwrap(), None);
        let first = ShownSince { change: 7, since: datetime!(2026-11-22 12:00:00.123 UTC) };
        let second = ShownSince { change: 7, since: datetime!(2026-11-22 12:00:01 UTC) };
        assert_eq!(one.keep_shown(first).await.unwrap(), first);
        assert_eq!(other.keep_shown(second).await.unwrap(), first);
        assert_eq!(other.shown().await.unwrap(), Some(first));

        let later = ShownSince { change: 9, ..second };
        assert_eq!(other.keep_shown(later).await.unwrap(), later);
        assert_eq!(one.keep_shown(first).await.unwrap(), later, "what is newer stays");
        assert_eq!(database.open().await.shown().await.unwrap(), Some(later), "after a restart too");
    }
}
