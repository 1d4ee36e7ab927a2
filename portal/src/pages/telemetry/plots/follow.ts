import { useCallback, useEffect, useRef } from 'react';
import type { Where } from '../../../parts/scope';
import { type Live, type Sample, useValues } from '../stream';
import type { Window } from './window';

const ahead = 3000; // A link that has said nothing for so long stands still.

/** Where the newest values are in time, by their own clock, going on between two of them; and the values themselves. */
export function useEdge(where: Where, parameters: string[]): { edge: () => number; live: Live } {
  const newest = useRef({ at: 0, seen: 0, isNew: false });
  const take = useCallback((fresh: Sample[]) => {
    const at = Math.max(...fresh.map(s => Date.parse(s.at)));
    if (at > newest.current.at) newest.current = { at, seen: performance.now(), isNew: fresh.some(s => Math.abs(Date.now() - Date.parse(s.received)) < 60_000) };
  }, []);
  const live = useValues(where, parameters, 500, take);
  const edge = useCallback(() => {
    const { at, seen, isNew } = newest.current;
    return at === 0 ? Date.now() : at + (isNew ? Math.min(ahead, performance.now() - seen) : 0) + 1;
  }, []);
  return { edge, live };
}

/** Moves the window with the newest value for as long as it follows it. */
export function useFollow(window: Window, edge: () => number) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const go = () => {
      const { last } = window.now;
      if (last && !document.hidden) window.follow(last, edge());
      timer = setTimeout(go, last ? Math.min(1000, Math.max(50, last / 1500)) : 1000);
    };
    go();
    return () => clearTimeout(timer);
  }, [window, edge]);
}
