import { useCallback, useEffect, useRef, useState } from 'react';
import type { Run, Step } from './RunPage';

type Followed = { run?: Run; steps?: Step[]; again: () => void };

const rest = 2000;

/** A run and its steps as they change, told by the server; anew from the beginning whenever the line was cut. */
export function useRun(address: string | undefined): Followed {
  const [state, setState] = useState<{ run?: Run; steps?: Step[] }>({});
  const [round, setRound] = useState(0);
  const known = useRef(new Map<string, Step>());
  useEffect(() => {
    if (!address) return;
    known.current = new Map();
    let [line, timer, frame]: [EventSource | undefined, ReturnType<typeof setTimeout> | undefined, number] = [undefined, undefined, 0];
    // However many steps a message or several bring, the page is drawn once.
    const show = () => { frame ||= requestAnimationFrame(() => { frame = 0; setState(old => ({ ...old, steps: [...known.current.values()] })); }); };
    const open = () => {
      line = new EventSource(address);
      line.addEventListener('run', e => { const run = JSON.parse(e.data) as Run; setState(old => ({ ...old, run })); });
      line.addEventListener('steps', e => { for (const step of JSON.parse(e.data) as Step[]) known.current.set(step.name, step); show(); });
      line.addEventListener('ended', () => { line?.close(); line = undefined; show(); });
      line.onerror = () => {
        line?.close();
        line = undefined;
        timer = setTimeout(open, rest);
      };
    };
    open();
    return () => { line?.close(); clearTimeout(timer); cancelAnimationFrame(frame); };
  }, [address, round]);
  return { ...state, again: useCallback(() => setRound(r => r + 1), []) };
}
