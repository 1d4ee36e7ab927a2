import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Window } from './window';

/** What moves the window: drag, wheel and keys. */
export function Moves({ window: shown, edge, children }: { window: Window; edge: () => number; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const held = useRef<{ x: number; from: number; to: number } | undefined>(undefined);
  const area = () => {
    const over = box.current!.querySelector('.u-over')?.getBoundingClientRect();
    return over ?? box.current!.getBoundingClientRect();
  };
  useEffect(() => {
    const turn = (e: WheelEvent) => {
      if (e.ctrlKey || !(e.target as Element).closest('.uplot')) return;
      e.preventDefault();
      const { left, width } = area();
      if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) return shown.pan((e.deltaX || e.deltaY) / width * shown.span);
      shown.zoom(Math.exp(Math.max(-120, Math.min(120, e.deltaY)) * 0.0025), shown.now.from + Math.min(1, Math.max(0, (e.clientX - left) / width)) * shown.span);
    };
    const node = box.current!;
    // Only one that is not passive may keep the page where it is.
    node.addEventListener('wheel', turn, { passive: false });
    return () => node.removeEventListener('wheel', turn);
  }, [shown]);
  const hold = (e: PointerEvent) => {
    if (e.button !== 0 || !(e.target as Element).closest('.uplot')) return;
    held.current = { x: e.clientX, from: shown.now.from, to: shown.now.to };
    box.current!.setPointerCapture(e.pointerId);
    box.current!.focus({ preventScroll: true });
  };
  const drag = (e: PointerEvent) => {
    const from = held.current;
    if (!from || Math.abs(e.clientX - from.x) < 2) return;
    const by = (from.x - e.clientX) / area().width * (from.to - from.from);
    shown.set({ from: from.from + by, to: from.to + by });
  };
  const press = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget || e.ctrlKey || e.metaKey || e.altKey) return;
    const far = e.shiftKey ? 1 : 0.1;
    const middle = (shown.now.from + shown.now.to) / 2;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => shown.pan(-shown.span * far), ArrowRight: () => shown.pan(shown.span * far), PageUp: () => shown.pan(-shown.span), PageDown: () => shown.pan(shown.span),
      '+': () => shown.zoom(0.7, middle), '=': () => shown.zoom(0.7, middle), '-': () => shown.zoom(1 / 0.7, middle), Home: () => shown.follow(shown.span, edge()), End: () => shown.follow(shown.span, edge()),
    };
    const action = actions[e.key];
    if (!action) return;
    e.preventDefault();
    action();
  };
  return (
    <div ref={box} className="strips" tabIndex={0} role="group" aria-label="Plots: arrows move through time, plus and minus show less or more of it, Home follows the newest value"
      onPointerDown={hold} onPointerMove={drag} onPointerUp={() => { held.current = undefined; }} onPointerCancel={() => { held.current = undefined; }} onKeyDown={press}>
      {children}
    </div>
  );
}
