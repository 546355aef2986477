/** Tiles the service was too busy for are asked for again, later each time; the map library by itself would leave holes. */
import { VectorTileSource, type ErrorEvent, type Map as Canvas } from "maplibre-gl";

const FIRST_PAUSE_MS = 1000;
const MOST_TIMES = 6;
const BUSY = 503;

/** What an error of a tile carries beside what the library's types say. */
interface TileTrouble {
  sourceId?: string;
  error: Error & { status?: number };
}

export function askBusyTilesAgain(canvas: Canvas): void {
  const times = new Map<string, number>();
  const waiting = new Set<string>();
  canvas.on("error", (event: ErrorEvent) => {
    const { sourceId, error } = event as unknown as TileTrouble;
    const source = sourceId === undefined ? undefined : canvas.getSource(sourceId);
    const sofar = times.get(sourceId ?? "") ?? 0;
    if (sourceId === undefined || error.status !== BUSY || !(source instanceof VectorTileSource) || sofar >= MOST_TIMES) {
      // Without a listener the library itself would write it there.
      console.error(error);
      return;
    }
    // Several tiles fail at once; the source is asked again once.
    if (waiting.has(sourceId)) return;
    waiting.add(sourceId);
    times.set(sourceId, sofar + 1);
    setTimeout(() => {
      waiting.delete(sourceId);
      source.setTiles(source.tiles);
    }, FIRST_PAUSE_MS * 2 ** sofar);
  });
}
