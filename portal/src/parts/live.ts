import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { View } from '../api/client';

export type Entry = View<'JournalEntryView'>;
export type Connection = { state: 'connecting' | 'live' | 'lost'; since: Date };

const restful = 150; // Milliseconds between two deliveries: nobody reads faster, and each is drawn.
const patience = 40_000; // The server says that it is alive every 15 s.
const watchers = new Set<(entries: Entry[]) => void>();
const listeners = new Set<() => void>();
let connection: Connection = { state: 'connecting', since: new Date() };
let place: number | undefined;
let stop: AbortController | undefined;
let undelivered: Entry[] = [];
let delivered = 0;
let pause: ReturnType<typeof setTimeout> | undefined;

/** Follows the journal, and goes on where it was cut off. */
export function follow() {
  stop ??= new AbortController();
  void keepFollowing(stop);
}

export function unfollow() {
  stop?.abort();
  stop = undefined;
  place = undefined;
  undelivered = [];
  become('connecting');
}

async function keepFollowing(mine: AbortController) {
  let wait = 500;
  while (!mine.signal.aborted) {
    const cut = new AbortController();
    const end = () => cut.abort();
    mine.signal.addEventListener('abort', end);
    let watch = setTimeout(end, patience);
    try {
      const answer = await fetch('/api/v1/journal/stream' + (place === undefined ? '' : `?after=${place}`), {
        headers: { Accept: 'text/event-stream', 'X-Gantry-Portal': '1' }, signal: cut.signal,
      });
      if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(watch);
        watch = setTimeout(end, patience);
        wait = 500;
        become('live');
        const pieces = (rest + value).split('\n\n');
        rest = pieces.pop() ?? '';
        take(pieces);
      }
    } catch { /* Cut off: the next round goes on from the same place. */ }
    clearTimeout(watch);
    mine.signal.removeEventListener('abort', end);
    if (mine.signal.aborted) return;
    become('lost');
    await new Promise(done => setTimeout(done, wait));
    wait = Math.min(wait * 2, 8000);
  }
}

function take(pieces: string[]) {
  for (const piece of pieces) {
    const data = piece.split('\n').find(line => line.startsWith('data: '));
    if (data) undelivered.push(JSON.parse(data.slice(6)) as Entry);
  }
  place = undelivered[undelivered.length - 1]?.sequence ?? place;
  if (undelivered.length > 0) pause ??= setTimeout(deliver, Math.max(0, delivered + restful - performance.now()));
}

function deliver() {
  const entries = undelivered;
  undelivered = [];
  delivered = performance.now();
  pause = undefined;
  if (entries.length > 0) watchers.forEach(w => w(entries));
}

function become(state: Connection['state']) {
  if (state === connection.state) return;
  const wasLost = connection.state === 'lost';
  connection = { state, since: new Date() };
  listeners.forEach(l => l());
  // Without a place in the journal nothing can be caught up entry by entry, so everything is asked for anew.
  if (wasLost && state === 'live') watchers.forEach(w => w([]));
}

export const useConnection = () => useSyncExternalStore(l => { listeners.add(l); return () => listeners.delete(l); }, () => connection);

/** Calls back with each batch of entries; with none after the connection was lost. */
export function useEntries(action: (entries: Entry[]) => void) {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const watcher = (entries: Entry[]) => latest.current(entries);
    watchers.add(watcher);
    return () => { watchers.delete(watcher); };
  }, []);
}
