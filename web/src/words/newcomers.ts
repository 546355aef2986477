/** For newcomers: what the words mean, and the tour. */

export const glossary: readonly (readonly [string, string])[] = [
  ["Asset", "Land or a building on a public list that might change hands."],
  ["Completeness", "How much of what a score needs is known."],
  ["Deprivation", "How hard life is in the area around a building, from England’s official figures. It says nothing about any one person."],
  ["Displacement risk", "Signs that people who rent nearby could be pushed out if prices rose."],
  ["Fit", "How well the building itself suits what is needed: kind of space, size, cost, access, lease, distance."],
  ["Headroom", "How much dearer homes nearby are. It is a gap, not a forecast."],
  ["Need", "The space an organisation is looking for."],
  ["Need gap", "Floor space that published needs ask for, less what may be on offer within 2 km."],
  ["Near misses", "Buildings that almost fit, with the one thing that stands in the way."],
  ["Not known", "Nobody has told us. It counts as half, and it widens the range; it never counts as nothing."],
  ["Too close to call", "Small changes in what matters most would swap the two."],
  ["Transferability", "How near one of your own buildings is to changing hands, out of 100. It says where to begin; it is not the score of a match."],
  ["Undervalue", "What a price gives up: the value without any limits on use, less what would be paid."],
];

export const meaningOf = (word: string): string => `${word}: what this means`;

/** The tour for newcomers: a sentence above each view. */
export const tour = {
  label: "Tour",
  open: "Take the two-minute tour",
  step: (at: number, of: number, title: string): string => `${at} of ${of}: ${title}.`,
  steps: {
    vacant: { title: "See what stands empty", text: "The list and the map show the same buildings. A dashed ring means: somewhere near here." },
    gap: { title: "See where space is short", text: "Strongly coloured areas ask for more space than is on offer nearby." },
    score: { title: "See what could suit whom", text: "The stronger and larger the dot, the better the building suits a published need." },
    find: { title: "Look for a hall", text: "One place is enough to get matches. Each says why it could suit, and how sure its place is." },
    weights: { title: "Say what matters most", text: "Open “What matters most?” above the matches and move a slider. The list follows." },
    method: { title: "Ask how it is worked out", text: "Every score opens to its parts. Here the method is written out in plain words." },
  },
  back: "Step back",
  next: "Next step",
  end: "End the tour",
  finish: "Finish",
} as const;
