/** Help for each kind of visitor. */
export const help = {
  lead: "What you can do here, and how. No training is needed.",
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
        "A building that others are in may still be on offer. “Leave out what others are in” keeps to empty space, and to buildings of which nobody has told.",
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
} as const;
