/** How much data the room has used on this device, for people who pay by the megabyte. */

import { received } from "./connection";

/** Megabytes since the page was opened: what came over the line, and files as far as the browser tells. */
export function megabytes(): number {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  return (entries.reduce((sum, entry) => sum + entry.transferSize, 0) + received) / 1e6;
}

performance.setResourceTimingBufferSize?.(2000);
