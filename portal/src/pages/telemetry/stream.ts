import { useEffect, useRef, useState } from 'react';
import { addressOf, get, Refused, send, type View } from '../../api/client';
import type { Where } from '../../parts/scope';
import { whole } from './places';

export type Sample = View<'TelemetrySample'>;
export type Live = { values: ReadonlyMap<string, Sample>; missed: number; isLive: boolean; fault?: Refused };

const settle = 150; // Whoever scrolls through a list does not follow what passes by.
const patience = 40_000;
const nothing: Live = { values: new Map(), missed: 0, isLive: false };

/** The newest values of parameters, all parts of each: the last known at once, then each as it comes, several a second at most. */
export function useValues(where: Where, parameters: readonly string[], everyMs = 250, take?: (fresh: Sample[]) => void): Live {
  const key = [...new Set(parameters.map(whole))].sort().join();
  const [live, setLive] = useState<Live>(nothing);
  const taking = useRef(take);
  taking.current = take;
  useEffect(() => {
    if (!key) return setLive(nothing);
    const stop = new AbortController();
    const timer = setTimeout(() => void keepFollowing(where, key, everyMs, stop.signal, setLive, fresh => taking.current?.(fresh)), settle);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [where.mission, where.environment, key, everyMs]);
  return live;
}

async function keepFollowing(where: Where, parameters: string, everyMs: number, signal: AbortSignal, set: (change: (old: Live) => Live) => void, take: (fresh: Sample[]) => void) {
  let wait = 500;
  const add = (items: Sample[], missed: number) => {
    if (signal.aborted) return;
    take(items);
    set(old => ({ values: new Map([...old.values, ...items.map(s => [s.parameter, s] as const)]), missed: old.missed + missed, isLive: true }));
  };
  while (!signal.aborted) {
    try {
      // First the stream, then what was before: nothing falls between the two.
      const answer = await open(addressOf('/api/v1/missions/{mission}/environments/{environment}/telemetry/stream', where, { parameters, everyMs }), signal);
      const before = await get('/api/v1/missions/{mission}/environments/{environment}/telemetry/latest', { path: where, query: { parameters }, signal });
      add(before.items, 0);
      wait = 500;
      for await (const data of eventsOf(answer)) {
        const { items, missed } = JSON.parse(data) as { items: Sample[]; missed: number };
        add(items, missed);
      }
    } catch (e) {
      if (signal.aborted) return;
      if (e instanceof Refused && e.status >= 400 && e.status < 500) return set(old => ({ ...old, isLive: false, fault: e }));
    }
    if (signal.aborted) return;
    set(old => ({ ...old, isLive: false }));
    await new Promise(done => setTimeout(done, wait));
    wait = Math.min(wait * 2, 8000);
  }
}

type Opened = { body: ReadableStream<Uint8Array>; cut: AbortController };

async function open(address: string, signal: AbortSignal): Promise<Opened> {
  const cut = new AbortController();
  signal.addEventListener('abort', () => cut.abort(), { once: true });
  const answer = await send('GET', address, { signal: cut.signal, headers: { Accept: 'text/event-stream' } });
  return { body: answer.body!, cut };
}

/** The data of each server-sent event; ends when the connection does, or when nothing is heard of it for too long. */
async function* eventsOf({ body, cut }: Opened) {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  let watch = setTimeout(() => cut.abort(), patience);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(() => cut.abort(), patience);
      const pieces = (rest + value).split('\n\n');
      rest = pieces.pop() ?? '';
      for (const piece of pieces) {
        const data = piece.split('\n').find(line => line.startsWith('data: '));
        if (data) yield data.slice(6);
      }
    }
  } finally {
    clearTimeout(watch);
    cut.abort();
  }
}
