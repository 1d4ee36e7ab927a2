import type uPlot from 'uplot';
import type { Points } from './series';
import { say } from '../values';
import type { Window } from './window';

/** Draws a plot again when its window moves, when its place changes and when it is woken, but once a frame. Gives what takes it down. */
export function redraw(plot: uPlot, node: HTMLElement, height: number, shown: Window, wake: { current: () => void }, draw: () => void): () => void {
  let frame = 0;
  wake.current = () => { frame ||= requestAnimationFrame(() => { frame = 0; draw(); }); };
  const unwatch = shown.watch(draw);
  const sized = new ResizeObserver(() => { plot.setSize({ width: node.clientWidth, height }); wake.current(); });
  sized.observe(node);
  draw();
  return () => { unwatch(); sized.disconnect(); cancelAnimationFrame(frame); wake.current = () => {}; plot.destroy(); };
}

/** What a plot holds of its lines: more than is seen, so that it can be moved without being filled anew. */
export class Filled {
  from = 0;
  to = 0;
  step = 0;
  private changes = -1;

  /** Whether it holds too little or what is old by now; it is then to be filled with half as much again on both sides. */
  lacks(from: number, to: number, step: number, changes: number): boolean {
    if (step === this.step && changes === this.changes && from >= this.from && to <= this.to) return false;
    const span = to - from;
    [this.from, this.to, this.step, this.changes] = [from - span / 2, to + span / 2, step, changes];
    return true;
  }
}

/** What is seen, in words. */
export function summary(points: Points | undefined, from: number, to: number): string {
  let [least, largest] = [Infinity, -Infinity];
  points?.times.forEach((t, i) => {
    if (t * 1000 < from || t * 1000 > to || points.min[i] == null) return;
    [least, largest] = [Math.min(least, points.min[i]!), Math.max(largest, points.max[i]!)];
  });
  return least > largest ? 'nothing' : `least ${say(least)}, largest ${say(largest)}`;
}
