import { useCallback, useEffect, useRef, useState } from 'react';
import { Refused } from '../api/client';

type Page<T> = { items: T[]; next?: string | null };

/** A list that is asked for page by page, as far as somebody looks. */
export function usePages<T>(ask: (after: string | undefined, signal: AbortSignal) => Promise<Page<T>>, on: readonly unknown[]) {
  const key = JSON.stringify(on);
  const [state, setState] = useState<{ key: string; items: T[]; next?: string; isMore: boolean; fault?: Refused }>({ key, items: [], isMore: true });
  const busy = useRef<AbortController>(undefined);
  const current = useRef(state);
  current.current = state;

  const load = useCallback((fresh: boolean) => {
    if (!fresh && (busy.current || !current.current.isMore)) return;
    busy.current?.abort();
    const mine = busy.current = new AbortController();
    const after = fresh ? undefined : current.current.next;
    ask(after, mine.signal).then(page => {
      if (mine.signal.aborted) return;
      busy.current = undefined;
      setState(old => ({ key, items: fresh ? page.items : [...old.items, ...page.items], next: page.next ?? undefined, isMore: !!page.next }));
    }, (e: unknown) => {
      if (mine.signal.aborted) return;
      busy.current = undefined;
      setState(old => ({ ...old, key, isMore: false, fault: e instanceof Refused ? e : new Refused(0, 'portal.broken', String(e)) }));
    });
  }, [key]);

  useEffect(() => {
    load(true);
    return () => { busy.current?.abort(); busy.current = undefined; };
  }, [load]);

  return { items: state.key === key ? state.items : [], isReady: state.key === key && (state.items.length > 0 || !state.isMore), isMore: state.isMore, fault: state.fault, more: useCallback(() => load(false), [load]), again: useCallback(() => load(true), [load]) };
}
