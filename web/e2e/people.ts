/** Who may sign in to the service the stories are told to. */
export const OFFICER = { name: "Asha Khan", email: "asha.khan@testbury.example", password: "three quiet badgers", council: "Testbury Council" };
export const ADMINISTRATOR = { name: "Olu Adams", email: "olu.adams@region.example", password: "purple ladder seventeen" };
