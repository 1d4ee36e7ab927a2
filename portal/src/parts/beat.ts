import { useEffect, useRef } from 'react';
import { useConnection } from './live';

/** Calls again while something goes on that the journal does not tell step by step, and the server is there. */
export function useBeat(isOn: boolean, action: () => void) {
  const latest = useRef(action);
  latest.current = action;
  const isLive = useConnection().state !== 'lost';
  useEffect(() => {
    if (!isOn || !isLive) return;
    const timer = setInterval(() => latest.current(), 1500);
    return () => clearInterval(timer);
  }, [isOn, isLive]);
}
