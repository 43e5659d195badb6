/** Of clock samples, the offset of the one with the shortest round trip: half of it bounds the error. */
export function bestOffset(samples: readonly { offset: number; rtt: number }[]): number {
  return samples.reduce((best, sample) => (sample.rtt < best.rtt ? sample : best), samples[0] ?? { offset: 0, rtt: 0 }).offset;
}
