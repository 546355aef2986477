/** Loads the charts. A page names the elements at once; they draw themselves when they are there. */

/** Where it fails, the tables beside the charts hold the same numbers. */
export const loadCharts = (): void => void import("./all").catch(() => undefined);
