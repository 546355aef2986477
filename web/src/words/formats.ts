/** How numbers, money, dates and lists are written. */

const counts = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const pounds = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP", maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const notKnown = "Not known";

/** 12345 -> "12,345" */
export const count = (value: number): string => counts.format(value);
/** 12345 -> "£12,345" */
export const money = (gbp: number): string => pounds.format(gbp);
/** 280 -> "280 m²" */
export const squareMetres = (m2: number): string => `${counts.format(m2)} m²`;
/** 0.567 -> "57%" */
export const percent = (share: number): string => `${counts.format(share * 100)}%`;
/** 650 -> "650 m"; 2340 -> "2.3 km" */
export const distance = (metres: number): string =>
  metres < 995 ? `${counts.format(Math.round(metres / 10) * 10)} m` : `${oneDecimal.format(metres / 1000)} km`;
/** "2026-11-21" -> "21 November 2026"; what is not a day comes back as it was. */
export function day(iso: string): string {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? iso : days.format(time);
}
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

/** The service writes "m2" and "2026-11-21" in its sentences; people read "m²" and "21 November 2026". */
export const tidy = (text: string): string =>
  text.replaceAll(/\bm2\b/g, "m²").replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (iso) => day(iso));

export const list = (items: string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
