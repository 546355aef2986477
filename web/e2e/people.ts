/** Who may sign in to the service the stories are told to. */
export const OFFICER = { name: "Asha Khan", email: "asha.khan@testbury.example", password: "three quiet badgers", council: "Testbury Council" };
export const ADMINISTRATOR = { name: "Olu Adams", email: "olu.adams@region.example", password: "purple ladder seventeen" };
/** Another officer of the same council. */
export const COLLEAGUE = { name: "Bea Lund", email: "bea.lund@testbury.example", password: "seven copper kettles", council: OFFICER.council };
/** Somebody who changes their password, and somebody who has no mouse: neither is in the way of the other stories. */
export const CHANGER = { name: "Cy Dean", email: "cy.dean@testbury.example", password: "nine painted doors", council: OFFICER.council };
export const TYPIST = { name: "Dot Ames", email: "dot.ames@testbury.example", password: "eleven wooden spoons", council: OFFICER.council };
/** An officer of a council of the fictional region, whose register is loaded. */
export const RESIDENT = { name: "Eve Hart", email: "eve.hart@aldermere.example", password: "twelve quiet harbours", council: "Aldermere Council (fictional)" };
/** A colleague of theirs who answers enquiries and changes several assets at once. */
export const CLERK = { name: "Gus Lane", email: "gus.lane@aldermere.example", password: "fourteen green kites", council: RESIDENT.council };
/** Another, who works through the stock. */
export const WORKER = { name: "Hal Moss", email: "hal.moss@aldermere.example", password: "fifteen tin lanterns", council: RESIDENT.council };
/** A newcomer among them, who is asked to sign in. */
export const NEWCOMER = { name: "Ivy Reed", email: "ivy.reed@aldermere.example", password: "sixteen glass marbles", council: RESIDENT.council };
/** An officer of two councils. */
export const SHARED = { name: "Fay Idle", email: "fay.idle@testbury.example", password: "thirteen paper boats", councils: [OFFICER.council, "Dunmere Council"] };
