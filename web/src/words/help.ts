/** Help for each kind of visitor, a start in two minutes, and what the words mean. */
export const help = {
  heading: "Help",
  lead: "What you can do here, and how. No training is needed.",
  open: "How to use this page",
  contents: "On this page",
  start: "Start in two minutes",
  startLead: "The tour leads through these views. You can end it at any step.",
  parts: [
    {
      id: "looking",
      title: "Looking around",
      items: [
        "Type a place, a postcode or the name of a building. Choose a place that comes up to go there, or press Search to look in the list. Or open “Filters”. Each filter in use is a tag: press it to take it off.",
        "“Draw an area on the map” keeps what lies inside it. Click its corners, or move the map with the arrow keys and press Enter for each corner.",
        "Move the map, and the list holds what you see. “Whole region” brings everything back.",
        "“What is shown, in sum” adds up the list. “Download or share what is shown” gives a spreadsheet of exactly that list, and a link that brings back the view.",
      ],
    },
    {
      id: "finding",
      title: "Finding premises for your organisation",
      items: [
        "Answer one question at a time. Only the place must be answered; what you skip does not count against a building.",
        "Your answers stay in this browser. The service stores none of them.",
        "Beside each match you read how sure its place is: “Clear first”, “Could be 2nd to 5th”, or a tie, which is too close to call. The bar shows how far the score could move once gaps are filled.",
        "Tick “Compare” on up to four matches to see them side by side. Print the list or the comparison, or save it as a PDF from the print window.",
        "“Near misses” tells what rules a building out, and what would change that.",
        "Ask about any building: open it and choose “Ask about this building”. Below the list you can ask about one that is not on the map. Its officers answer by e-mail.",
      ],
    },
    {
      id: "officers",
      title: "For council officers",
      items: [
        "Sign in, then open “Worklist”: your own stock, what stands empty first. Each says why it stands there, who it could suit, and what is worth finding out. What is blocked stands at the end, with the reason.",
        "Choose “Load a file” to bring in your list of buildings. You see each change before it is made, and you can undo the load.",
        "Tick several of your buildings in the list or on the worklist to change all of them at once. You can take it back in one step.",
        "Open a building to change a fact, to see its history, or to let everybody see its exact place.",
        "“Enquiries” holds what people ask about your buildings. Answer from your own mail program, then mark it as answered.",
        "“Brief to print” puts one building on one or two sheets for a committee: map, facts, gaps, best matches, sources, and rules to look at with their dates. Yours is not for publication; “Public copy” above it makes the one that everybody may read. Type in what would be paid to see what a low price gives up. These are flags, not legal advice.",
      ],
    },
    {
      id: "strategists",
      title: "For those who look at the whole region",
      items: [
        "“Region” shows stock, needs and areas in charts, each with a table. Areas you pick on the chart stand out on the map.",
        "There you can also try other weights, and save a view under a name.",
        "Colour the areas by deprivation, price level, headroom, activity or need gap.",
        "“Who comes out on top” shows whom the lists serve. “How scores are made” tests the method on past prices.",
        "“Use it in GIS” gives one address for QGIS and other programs, and every layer as a file.",
      ],
    },
  ],
  words: "What the words mean",
  meaningOf: (word: string): string => `${word}: what this means`,
  glossary: [
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
  ] as readonly (readonly [string, string])[],
} as const;

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
