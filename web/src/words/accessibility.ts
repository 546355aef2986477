/** The accessibility statement. */
export const accessibility = {
  lead: "We want everybody to be able to use catmap. This page says what works, what does not, and how it was tested.",
  parts: [
    {
      title: "How you can use it",
      text: [
        "Everything on the map is also in the list beside it, as text, in the same order.",
        "You can do everything with the keyboard alone. On the map the arrow keys move, + and − zoom, and Enter opens what is under the cross in the middle.",
        "It can be used on a phone, and at a width of 320 pixels, which is what a zoom of 400% leaves of a screen. Wide tables then scroll inside their own frame.",
        "Each chart has a table with the same numbers beside it, and what can be dragged on a chart can be chosen in its table.",
        "Signs on the map differ in shape or size, and classes in lightness, not in colour alone. Each has its words in the map key.",
        "If your device asks for less motion, nothing moves by itself.",
        "If your device asks for a dark design, the page and the map are dark. If it asks for more contrast, or has colours of its own, borders and chosen buttons stay easy to see.",
      ],
    },
    {
      title: "How it meets the rules",
      text: [
        "It is made to meet the Web Content Accessibility Guidelines, version 2.2, level AA. The checks below find nothing that fails. Such checks find only some of what can be wrong, and nobody outside the makers has checked it yet.",
      ],
    },
    {
      title: "What is not as good as it should be",
      text: [
        "A background map that the people who run the service have added stays light in the dark design. Paper is always light, and so is the map in a brief. Nobody has looked at the high-contrast mode of Windows on a real device yet.",
        "The shapes of areas on the map cannot be reached one by one with the Tab key. Move the map until an area is under the cross, then press Enter.",
        "Files to download, such as GeoPackage, follow the rules of their own formats.",
      ],
    },
    {
      title: "How it was tested",
      text: [
        "Each page and state is checked by a program (axe) at a width of 1,280 and of 390 pixels, in Chromium, each time the program is changed. It must find nothing. The main pages are checked in the dark design too.",
        "The contrast of text, borders, charts and map colours is worked out for each design by another test.",
        "Whole tasks are done with the keyboard alone each time too: finding premises, drawing an area, loading a file and undoing it. While a file is loaded, what has the focus must always be in sight.",
        "It has not been tested by people who use screen readers every day. If you do, please tell us what we missed.",
      ],
    },
    {
      title: "If something does not work for you",
      text: [
        "Tell the council or body that runs this service: what you tried, and what you use. Ask them for the same in another form, such as a printed list. They must answer.",
        "If you are not happy with the answer, contact the Equality Advisory and Support Service. The Equality and Human Rights Commission enforces the rules for public bodies.",
      ],
    },
  ],
} as const;
