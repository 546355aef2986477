/** Help for each kind of visitor, a start in two minutes, and what the words mean. */
export const help = {
  heading: "Help",
  lead: "What you can do here, and how. No training is needed.",
  open: "How to use this page",
  contents: "On this page",
  start: "Start in two minutes",
  startLead: "Each step opens the page it tells of. Use the back button of your browser to come back here.",
  steps: {
    vacant: { title: "See what stands empty", text: "The list and the map show the same buildings. The dashed ring means: somewhere near here.", link: "Show empty buildings" },
    gap: { title: "See where space is short", text: "Dark areas ask for more space than is on offer nearby.", link: "Colour areas by need gap" },
    score: { title: "See what could suit whom", text: "The darker and larger the dot, the better the building suits a published need.", link: "Show best match scores" },
    find: { title: "Look for a hall", text: "One place is enough to get matches. Each says why it could suit.", link: "Show matches for a hall" },
    weights: { title: "Say what matters most", text: "Open “What matters most?” above the matches and move a slider. The list follows your finger.", link: "Try it on the matches" },
    method: { title: "Ask how it is worked out", text: "Every score opens to its parts, and the method is written out in plain words.", link: "Read how scores are made" },
  },
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
        "A match that is “too close to call” with another shares its place. The bar shows how far the score could move once gaps are filled.",
        "Tick “Compare” on up to four matches to see them side by side. Print the list or the comparison, or save it as a PDF from the print window.",
        "“Near misses” tells what rules a building out, and what would change that.",
      ],
    },
    {
      id: "officers",
      title: "For council officers",
      items: [
        "Sign in, then choose “Load a file” to bring in your list of buildings. You see each change before it is made, and you can undo the load.",
        "Open a building to change a fact, to see its history, or to let everybody see its exact place.",
        "“Brief to print” puts one building on one or two sheets for a committee: facts, gaps, best matches and sources.",
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
  ] as readonly (readonly [string, string])[],
} as const;
