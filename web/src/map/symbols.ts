/** The signs on the map, drawn once as SVG: the map and its key show the same picture. */
import type { Map as Canvas } from "maplibre-gl";
import type { Design } from "./design";

const INK = "#0b0c0c";
const EMPTY = "#d4511e";
const NEED = "#6b2c91";
const USED = "#3b4245";
const UNKNOWN = "#c9cfd3";
const PRIVATE = "#4c2c92";

export const OCCUPANCY_SIGNS = ["vacant", "part-vacant", "vacant-temporarily", "occupied", "unknown"] as const;
export type OccupancySign = (typeof OCCUPANCY_SIGNS)[number];

/** Around a sign: nothing, a dashed ring for a coarse place, a square for an exact one that the public does not see. */
export const FRAMES = ["none", "coarse", "private"] as const;
export type Frame = (typeof FRAMES)[number];

const svg = (size: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${body}</svg>`;

/** A sign of radius `r` at the middle of a square of side `s`. Told apart by fill pattern as well as colour. */
function occupancy(sign: OccupancySign, s: number, r: number): string {
  const c = s / 2;
  const disc = (fill: string): string =>
    `<circle cx="${c}" cy="${c}" r="${r + 1.5}" fill="#fff"/><circle cx="${c}" cy="${c}" r="${r}" fill="${fill}" stroke="${INK}" stroke-width="1.2"/>`;
  switch (sign) {
    case "vacant":
      return disc(EMPTY);
    case "part-vacant":
      return `${disc("#fff")}<path d="M${c} ${c - r}a${r} ${r} 0 0 1 0 ${2 * r}z" fill="${EMPTY}" stroke="${INK}" stroke-width="1.2"/>`;
    case "vacant-temporarily":
      return `${disc("#fff")}<circle cx="${c}" cy="${c}" r="${r * 0.5}" fill="${EMPTY}"/>`;
    case "occupied":
      return disc(USED);
    case "unknown":
      return `${disc("#fff")}<path d="M${c - r * 0.5} ${c}h${r}" stroke="${INK}" stroke-width="2"/>`;
  }
}

/** The sign of an asset in its frame. */
export function assetSign(sign: OccupancySign, frame: Frame): string {
  if (frame === "none") return svg(20, occupancy(sign, 20, 6));
  if (frame === "private") {
    const square = `<rect x="3" y="3" width="24" height="24" fill="#fff" stroke="#fff" stroke-width="3"/><rect x="3" y="3" width="24" height="24" fill="#fff" stroke="${PRIVATE}" stroke-width="2.6"/>`;
    return svg(30, square + occupancy(sign, 30, 6));
  }
  const ring = `<circle cx="15" cy="15" r="11" fill="#fff" fill-opacity=".35" stroke="#fff" stroke-opacity=".7" stroke-width="2.6"/><circle cx="15" cy="15" r="11" fill="none" stroke="${INK}" stroke-width="1.4" stroke-dasharray="3.6 2.8"/>`;
  return svg(30, ring + occupancy(sign, 30, 5));
}

/** The frame alone, with nothing in its middle: the map shines through, so its colour is that of the design. */
export function frameSign(frame: Frame, design: Design): string {
  const [edge, dashes] = design === "dark" ? ["#cbbaf7", "#fff"] : [PRIVATE, INK];
  if (frame === "none") return svg(20, "");
  if (frame === "private") return svg(30, `<rect x="3" y="3" width="24" height="24" fill="none" stroke="${edge}" stroke-width="2.6"/>`);
  return svg(30, `<circle cx="15" cy="15" r="12" fill="none" stroke="${dashes}" stroke-width="1.4" stroke-dasharray="3.6 2.8"/>`);
}

/** An asset of a score, for the key of the map. */
export const scoreSign = (colour: string, radius: number, edge: string): string =>
  svg(20, `<circle cx="10" cy="10" r="${radius}" fill="${colour}" stroke="${edge}"/>`);

export const needSign = (): string =>
  svg(24, `<path d="M12 2.500 21.500 12 12 21.500 2.500 12z" fill="#fff"/><path d="M12 5 19 12l-7 7-7-7z" fill="${NEED}" stroke="${INK}" stroke-width="1"/>`);

/** A pin with the place in the list in it: "3", or "3=" when it is shared. */
export function pinSign(place: string, coarse: boolean): string {
  const text = `<text x="16" y="20" text-anchor="middle" font-family="Arial, sans-serif" font-weight="700" font-size="${place.length > 2 ? 10 : 13}" fill="#fff">${place}</text>`;
  const dashes = coarse ? ' stroke-dasharray="3 2.500"' : "";
  return svg(
    40,
    `<g transform="translate(4 1)"><path d="M16 37C16 37 2.500 24 2.500 14.500a13.500 13.500 0 0 1 27 0C29.500 24 16 37 16 37z" fill="#12343b" stroke="#fff" stroke-width="2"/>${coarse ? `<circle cx="16" cy="15" r="10.500" fill="none" stroke="#fff" stroke-width="1.200"${dashes}/>` : ""}${text}</g>`,
  );
}

export const leftOutSign = (): string =>
  svg(20, `<circle cx="10" cy="10" r="8" fill="#fff" stroke="#505a5f" stroke-width="1.5"/><path d="M7 7l6 6M13 7l-6 6" stroke="#505a5f" stroke-width="1.8"/>`);

export const soughtSign = (): string =>
  svg(34, `<circle cx="17" cy="17" r="13" fill="none" stroke="#fff" stroke-width="6"/><circle cx="17" cy="17" r="13" fill="none" stroke="${INK}" stroke-width="2.500"/><circle cx="17" cy="17" r="4.500" fill="#ffdd00" stroke="${INK}" stroke-width="2"/>`);

/** How many stand at one point, beside their sign. */
export function stackSign(number: number): string {
  const label = number > 99 ? "99+" : String(number);
  const width = 8 + 7 * label.length;
  return svg(
    48,
    `<rect x="${30 - width / 2 + 6}" y="3" width="${width}" height="15" rx="7.500" fill="${INK}" stroke="#fff" stroke-width="1.500"/><text x="36" y="14.500" text-anchor="middle" font-family="Arial, sans-serif" font-weight="700" font-size="11" fill="#fff">${label}</text>`,
  );
}

/** How many things a sign stands for, and how many of them hold empty space, are in use, or are needs; of the rest nothing is known. */
export interface Together {
  all: number;
  empty: number;
  occupied: number;
  needs: number;
}

/** Several drawn as one: their number, in a ring that is shared out in the colours of single signs; larger in steps, so that more look more. */
export function togetherSign({ all, empty, occupied, needs }: Together): string {
  const label = all.toLocaleString("en-GB");
  const r = all < 10 ? 12 : all < 100 ? 15 : 18;
  const size = label.length > 3 ? 12 : 14;
  const c = r + 5;
  const circle = (radius: number, paint: string): string => `<circle cx="${c}" cy="${c}" r="${radius}" ${paint}/>`;
  const arc = (from: number, share: number, colour: string): string =>
    circle(r, `fill="none" stroke="${colour}" stroke-width="5" pathLength="${all}" stroke-dasharray="${share} ${all}" stroke-dashoffset="${-from}" transform="rotate(-90 ${c} ${c})"`);
  return svg(
    2 * c,
    [
      circle(r + 4, 'fill="#fff"'),
      arc(0, all, UNKNOWN),
      arc(0, empty, EMPTY),
      arc(empty, occupied, USED),
      arc(empty + occupied, needs, NEED),
      circle(r + 2.5, `fill="none" stroke="${INK}"`),
      circle(r - 2.5, `fill="#fff" stroke="${INK}" stroke-width=".8"`),
      `<text x="${c}" y="${c + size * 0.36}" text-anchor="middle" font-family="Arial, sans-serif" font-weight="700" font-size="${size}" fill="${INK}">${label}</text>`,
    ].join(""),
  );
}

/** The signs that carry a number are made when the map first asks for them by name. */
export function numberedSign(name: string): string | null {
  const [, kind, rest = ""] = /^(pin|stack|together)-(.+)$/.exec(name) ?? [];
  const [all = 0, empty = 0, occupied = 0, needs = 0] = rest.split("-").map(Number);
  switch (kind) {
    case "pin":
      return pinSign(rest.replace(/-coarse$/, ""), rest.endsWith("-coarse"));
    case "stack":
      return stackSign(all);
    case "together":
      return togetherSign({ all, empty, occupied, needs });
    default:
      return null;
  }
}

export const ringSign = (): string =>
  svg(44, `<circle cx="22" cy="22" r="18" fill="none" stroke="${INK}" stroke-width="6"/><circle cx="22" cy="22" r="18" fill="none" stroke="#ffdd00" stroke-width="3.500"/>`);

/** A sign as an address an `img` can show. */
export const pictureAddress = (sign: string): string => `data:image/svg+xml,${encodeURIComponent(sign)}`;

const SHARP = 2;

async function pictureOf(sign: string): Promise<HTMLImageElement> {
  const size = Number(/width="(\d+)"/.exec(sign)?.[1] ?? 20);
  const picture = new Image(size * SHARP, size * SHARP);
  picture.src = pictureAddress(sign);
  await picture.decode();
  return picture;
}

/** Puts a sign on the map under a name, once. */
export async function addSign(canvas: Canvas, name: string, sign: string): Promise<void> {
  if (canvas.hasImage(name)) return;
  const picture = await pictureOf(sign);
  if (!canvas.hasImage(name)) canvas.addImage(name, picture, { pixelRatio: SHARP });
}

/** Puts another picture of the same size in the place of a sign that is on the map. */
export async function changeSign(canvas: Canvas, name: string, sign: string): Promise<void> {
  canvas.updateImage(name, await pictureOf(sign));
}

/** Slanted lines on nothing, for areas without a clear gap. */
export function hatch(design: Design): { width: number; height: number; data: Uint8Array } {
  const side = 16;
  const data = new Uint8Array(side * side * 4);
  const line = design === "dark" ? [240, 244, 245] : [60, 64, 67];
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const onLine = (x + y) % side < 2;
      data.set([...line, onLine ? 120 : 0], (y * side + x) * 4);
    }
  }
  return { width: side, height: side, data };
}
