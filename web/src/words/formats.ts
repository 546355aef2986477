/** How numbers, money, dates and lists are written. */

const counts = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const pounds = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP", maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const moments = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/London" });
const daysInBritain = new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeZone: "Europe/London" });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Europe/London" });
const twoDecimals = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" });
const ordinalEnding = new Intl.PluralRules("en-GB", { type: "ordinal" });

export const notKnown = "Not known";

/** 12345 -> "12,345" */
export const count = (value: number): string => counts.format(value);
/** 12345 -> "£12,345" */
export const money = (gbp: number): string => pounds.format(gbp);
/** 280 -> "280 m²" */
export const squareMetres = (m2: number): string => `${counts.format(m2)} m²`;
/** 0.567 -> "57%", -0.01 -> "−1%" */
export const percent = (share: number): string => `${counts.format(share * 100)}%`.replace("-", "−");
/** 650 -> "650 m"; 2340 -> "2.3 km" */
export const distance = (metres: number): string =>
  metres < 995 ? `${counts.format(Math.round(metres / 10) * 10)} m` : `${oneDecimal.format(metres / 1000)} km`;
/** "2026-11-21" -> "21 November 2026"; what is not a day comes back as it was. */
export function day(iso: string): string {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? iso : days.format(time);
}
/** "2026-11-21T14:05:09Z" -> "21 November 2026 at 14:05", by the clock in Britain; what is no moment comes back as it was. */
export function moment(rfc3339: string): string {
  const time = Date.parse(rfc3339);
  return Number.isNaN(time) ? rfc3339 : moments.format(time);
}
/** The clock in Britain alone, "14:05", when a moment is of the same day there as another; `null` when it is not. */
export function clockOn(rfc3339: string, other: string): string | null {
  const [time, now] = [Date.parse(rfc3339), Date.parse(other)];
  if (Number.isNaN(time) || Number.isNaN(now) || daysInBritain.format(time) !== daysInBritain.format(now)) return null;
  return clock.format(time);
}
/** A correlation: 0.1289 -> "+0.13", -0.35 -> "−0.35", nothing at all -> "0.00" */
export const signed = (value: number): string => twoDecimals.format(value).replace("-", "−");
/** Pounds that are not known to the pound: 3291 -> "£3,300", -39084 -> "−£39,100", 384000 -> "£384,000" */
export function roughMoney(gbp: number): string {
  const size = Math.abs(gbp);
  const step = size >= 100_000 ? 1000 : size >= 1000 ? 100 : 10;
  const rounded = Math.round(size / step) * step;
  return `${gbp < 0 && rounded > 0 ? "−" : ""}${pounds.format(rounded)}`;
}
/** 1 -> "1st", 12 -> "12th", 23 -> "23rd" */
export function ordinal(value: number): string {
  const endings: Record<string, string> = { one: "st", two: "nd", few: "rd" };
  return `${count(value)}${endings[ordinalEnding.select(value)] ?? "th"}`;
}
/** [2005, 2010] -> "2005 to 2010"; [2014, 2014] -> "2014" */
export const yearRun = ([first, last]: readonly [number, number]): string => (first === last ? `${first}` : `${first} to ${last}`);
/** "1 building", "2 buildings" */
export const plural = (value: number, one: string, many: string): string => `${count(value)} ${value === 1 ? one : many}`;
/** Points out of 100, to one decimal. */
export const points = (value: number): string => oneDecimal.format(value);
/** Points lost: 7.64 -> "−7.6", and nothing lost is a plain "0". */
export const lost = (value: number): string => (value < 0.05 ? "0" : `−${points(value)}`);
/** A log gap in price as people say it: 0.35 -> "42% dearer" */
export function gap(headroomLog: number): string {
  const share = Math.exp(headroomLog) - 1;
  if (Math.abs(share) < 0.005) return "about the same";
  return share > 0 ? `${percent(share)} dearer` : `${percent(-share)} cheaper`;
}
/** 1 -> "1st tenth"... as used for deprivation deciles. */
export function decile(value: number): string {
  return value === 1
    ? "Among England’s most deprived 10% of neighbourhoods"
    : value === 10
      ? "Among England’s least deprived 10% of neighbourhoods"
      : value <= 5
        ? `Among England’s most deprived ${value * 10}% of neighbourhoods`
        : `Among England’s least deprived ${(11 - value) * 10}% of neighbourhoods`;
}
/** The same in a cell of a table: 3 -> "Most deprived 30%" */
export const shortDecile = (value: number): string => (value <= 5 ? `Most deprived ${value * 10}%` : `Least deprived ${(11 - value) * 10}%`);

/** The service writes "m2" and "2026-11-21" in its sentences; people read "m²" and "21 November 2026". */
export const tidy = (text: string): string =>
  text.replaceAll(/\bm2\b/g, "m²").replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (iso) => day(iso));

/** A sentence of the service that begins in small letters: "not a number" -> "Not a number" */
export const sentence = (text: string): string => tidy(text.slice(0, 1).toUpperCase() + text.slice(1));

/** "One thing. Another." -> "One thing." */
export const firstSentence = (text: string): string => /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;

/** From where to where a score may still move, in whole points. */
export const couldBe = (low: number, high: number): string =>
  Math.round(low) === Math.round(high)
    ? "What is not known would hardly change it"
    : `Could be ${count(Math.round(low))} to ${count(Math.round(high))} once the gaps are filled`;

/** Where something stands, each part once: "Aldermere", "XL1", "Aldermere" -> "Aldermere, XL1" */
export function addressLine(address: string | null, postcode: string | null, borough: string | null): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/\s/g, "");
  const parts: string[] = [];
  for (const part of [...(address ?? "").split(","), postcode ?? "", borough ?? ""].map((part) => part.trim())) {
    const isSaid = parts.some((said) => plain(said) === plain(part) || (part === postcode && plain(said).endsWith(plain(part))));
    if (part !== "" && !isSaid) parts.push(part);
  }
  return parts.join(", ");
}

export const list = (items: string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
