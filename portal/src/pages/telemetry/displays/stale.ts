import { useRef } from 'react';
import type { Live, Sample } from '../stream';

const shortest = 10_000;
const unknown = 60_000;
const times = 5;

export type Staleness = { isStale: (sample: Sample, now: number) => boolean; patience: (sample: Sample) => number };

/** Which values are old for what they are: nothing newer came for several times as long as it usually takes, as seen while somebody looked. */
export function useStaleness(live: Live): Staleness {
  const seen = useRef(new Map<string, { at: number; usual?: number }>());
  for (const [name, sample] of live.values) {
    const at = Date.parse(sample.received);
    const before = seen.current.get(name);
    if (!before) seen.current.set(name, { at });
    else if (at > before.at) seen.current.set(name, { at, usual: Math.max(at - before.at, (before.usual ?? 0) * 0.9) });
  }
  const patience = (sample: Sample) => {
    const usual = seen.current.get(sample.parameter)?.usual;
    return usual === undefined ? unknown : Math.max(shortest, usual * times);
  };
  return { patience, isStale: (sample, now) => now - Date.parse(sample.received) > patience(sample) };
}
