import { useCallback, useEffect, useRef, useState } from 'react';
import { Refused } from '../api/client';
import { type Entry, useEntries } from './live';

export type Loaded<T> = { value?: T; at?: Date; fault?: Refused; isLoading: boolean; again: () => void };

const rest = 800; // However much happens, a page asks again about once a second.

/** Asks for something, and again when the journal tells of what matters to it; what was there stays until the answer is. */
export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>, on: readonly unknown[], matters: (entry: Entry) => boolean = () => false): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'again'>>({ isLoading: true });
  const [round, setRound] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = JSON.stringify(on);
  const shown = useRef(key);

  useEffect(() => {
    const stop = new AbortController();
    if (shown.current !== key) {
      shown.current = key;
      setState({ isLoading: true });
    }
    ask(stop.signal).then(
      value => !stop.signal.aborted && setState({ value, at: new Date(), isLoading: false }),
      (e: unknown) => !stop.signal.aborted && setState(old => ({ ...old, isLoading: false, fault: e instanceof Refused ? e : new Refused(0, 'portal.broken', String(e)) })));
    return () => stop.abort();
    // What is asked for is named by the key.
  }, [key, round]);

  const again = useCallback(() => setRound(r => r + 1), []);
  useEntries(entries => {
    if ((entries.length === 0 || entries.some(matters)) && timer.current === undefined)
      timer.current = setTimeout(() => { timer.current = undefined; again(); }, rest);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return { ...state, again };
}
