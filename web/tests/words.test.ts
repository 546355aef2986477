/** Numbers, money and dates as people in Britain write them. */
import { describe, expect, it } from "vitest";
import {
  addressLine,
  couldBe,
  count,
  day,
  decile,
  distance,
  gap,
  list,
  lost,
  moment,
  money,
  ordinal,
  percent,
  plural,
  points,
  roughMoney,
  sentence,
  signed,
  squareMetres,
  tidy,
  words,
  yearRun,
} from "../src/words";
import { brief } from "../src/words/brief";
import { backtest } from "../src/words/method";

describe("where something stands", () => {
  it.each([
    ["Aldermere", "XL1", "Aldermere", "Aldermere, XL1"],
    ["12 High Street, Aldermere, XL1 2AB", "XL1 2AB", "Aldermere", "12 High Street, Aldermere, XL1 2AB"],
    ["12 High Street, aldermere xl12ab", "XL1 2AB", "Dunmere", "12 High Street, aldermere xl12ab, Dunmere"],
    ["12 Aldermere Road", "XL1 2AB", "Aldermere", "12 Aldermere Road, XL1 2AB, Aldermere"],
    [null, null, "Aldermere", "Aldermere"],
    [null, null, null, ""],
  ])("of %j, %j and %j says each part once", (address, postcode, borough, said) => {
    expect(addressLine(address, postcode, borough)).toBe(said);
  });
});

describe("who entered a fact", () => {
  const said = words.asset.entered;
  it("and what they took it from is told as far as it is known", () => {
    expect(said("Aldermere Council", "2026-11-22", null, false)).toBe("Entered by an officer of Aldermere Council, as on 22 November 2026, with no source given");
    expect(said("Aldermere Council", "2026-11-22", null, true)).toBe("Entered by an officer of Aldermere Council, as on 22 November 2026");
    expect(said("Aldermere Council", "2026-03-31", "Site visit", false)).toBe("Site visit, as on 31 March 2026. Entered by an officer of Aldermere Council");
    expect(brief.entered(null, false)).toBe("entered by an officer of the owner, no source given");
    expect(brief.entered(null, true)).not.toContain("source");
  });
});

describe("what a score could be", () => {
  it("names both ends, and no range where there is none to speak of", () => {
    expect(couldBe(71.6, 78.4)).toBe("Could be 72 to 78 once the gaps are filled");
    expect(couldBe(76.6, 77.4)).toBe("What is not known would hardly change it");
  });
});

describe("formats", () => {
  it.each([
    [count(12345), "12,345"],
    [money(18400), "£18,400"],
    [money(18400.6), "£18,401"],
    [squareMetres(1280.4), "1,280 m²"],
    [percent(0.567), "57%"],
    [percent(0), "0%"],
    [percent(-0.012), "−1%"],
    [distance(654), "650 m"],
    [distance(994), "990 m"],
    [distance(996), "1 km"],
    [distance(2340), "2.3 km"],
    [day("2026-11-21"), "21 November 2026"],
    [day("about 2019"), "about 2019"],
    [moment("2026-11-22T02:50:11Z"), "22 November 2026 at 02:50"],
    [moment("2026-06-22T12:50:11+00:00"), "22 June 2026 at 13:50"],
    [moment("some time"), "some time"],
    [signed(0.1289), "+0.13"],
    [signed(-0.35), "−0.35"],
    [signed(0.001), "0.00"],
    [roughMoney(3291), "£3,300"],
    [roughMoney(-39084), "−£39,100"],
    [roughMoney(384_499), "£384,000"],
    [roughMoney(0), "£0"],
    [roughMoney(-3), "£0"],
    [ordinal(1), "1st"],
    [ordinal(2), "2nd"],
    [ordinal(3), "3rd"],
    [ordinal(12), "12th"],
    [ordinal(23), "23rd"],
    [yearRun([2005, 2010]), "2005 to 2010"],
    [yearRun([2014, 2014]), "2014"],
    [points(9.14), "9.1"],
    [points(9), "9"],
    [lost(7.64), "−7.6"],
    [lost(0.001), "0"],
    [plural(1, "asset", "assets"), "1 asset"],
    [plural(0, "asset", "assets"), "0 assets"],
    [plural(1200, "asset", "assets"), "1,200 assets"],
    [gap(0.349), "42% dearer"],
    [gap(-0.2231), "20% cheaper"],
    [gap(0.001), "about the same"],
    [list(["one"]), "one"],
    [list(["one", "two", "three"]), "one, two and three"],
    [list([]), ""],
    [sentence("not understood; expected m2"), "Not understood; expected m²"],
    [tidy("150 m2 is below the 168 m2 wanted by 2027-06-01."), "150 m² is below the 168 m² wanted by 1 June 2027."],
  ])("writes %s", (written, expected) => {
    expect(written).toBe(expected);
  });

  it("says of a decile what it means and no more", () => {
    expect(decile(1)).toBe("Among England’s most deprived 10% of neighbourhoods");
    expect(decile(3)).toBe("Among England’s most deprived 30% of neighbourhoods");
    expect(decile(6)).toBe("Among England’s least deprived 50% of neighbourhoods");
    expect(decile(10)).toBe("Among England’s least deprived 10% of neighbourhoods");
  });
});

describe("sentences", () => {
  it("tell a shared place from one that is not", () => {
    expect(words.matches.rank("3")).toBe("Number 3");
    expect(words.matches.rank("2=")).toBe("Number 2, shared");
    expect(words.standing.level(["Old Library", "Mill Lane Hall"])).toBe("Too close to call with Old Library and Mill Lane Hall.");
  });

  it("never give pounds without their range", () => {
    expect(words.worth.spanMiddle(0, 3291, 16893)).toBe("£0 to £16,900, £3,300 in the middle");
    expect(words.worth.span(-39084, 46326)).toBe("−£39,100 to £46,300");
  });

  it("name the bad years of a test, and say nothing where there are none", () => {
    expect(backtest.bad([[2005, 2010], [2014, 2014]])).toBe("It pointed the wrong way from 2005 to 2010 and 2014.");
    expect(backtest.bad([])).toBe("");
  });
});
