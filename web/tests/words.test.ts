/** Numbers, money and dates as people in Britain write them. */
import { describe, expect, it } from "vitest";
import { count, day, decile, distance, gap, list, lost, money, percent, plural, points, squareMetres, tidy } from "../src/words";

describe("formats", () => {
  it.each([
    [count(12345), "12,345"],
    [money(18400), "£18,400"],
    [money(18400.6), "£18,401"],
    [squareMetres(1280.4), "1,280 m²"],
    [percent(0.567), "57%"],
    [percent(0), "0%"],
    [distance(654), "650 m"],
    [distance(994), "990 m"],
    [distance(996), "1 km"],
    [distance(2340), "2.3 km"],
    [day("2026-11-21"), "21 November 2026"],
    [day("about 2019"), "about 2019"],
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
