/** Who may sign in to the service the stories are told to. */
export const OFFICER = { name: "Asha Khan", email: "asha.khan@testbury.example", password: "three quiet badgers", council: "Testbury Council" };
export const ADMINISTRATOR = { name: "Olu Adams", email: "olu.adams@region.example", password: "purple ladder seventeen" };
/** Another officer of the same council: an account takes only so many sign-ins in a row from browsers it does not know. */
export const COLLEAGUE = { name: "Bea Lund", email: "bea.lund@testbury.example", password: "seven copper kettles", council: OFFICER.council };
