/** The time that all plots of a page show: a fixed one, or the last so many milliseconds up to the newest value. */
export type Shown = { from: number; to: number; last?: number };

const shortest = 100;
const longest = 20 * 365 * 86_400_000;

export class Window {
  private shown: Shown;
  private readonly watchers = new Set<() => void>();
  private frame = 0;

  constructor(shown: Shown) { this.shown = shown; }

  get now() { return this.shown; }
  get span() { return this.shown.to - this.shown.from; }

  watch(action: () => void) { this.watchers.add(action); return () => { this.watchers.delete(action); }; }

  set(shown: Shown) {
    const span = Math.min(longest, Math.max(shortest, shown.to - shown.from));
    const middle = (shown.from + shown.to) / 2;
    this.shown = span === shown.to - shown.from ? shown : { from: middle - span / 2, to: middle + span / 2, last: shown.last };
    // However often it is moved, all is drawn once a frame.
    this.frame ||= requestAnimationFrame(() => { this.frame = 0; this.watchers.forEach(w => w()); });
  }

  pan(by: number) { this.set({ from: this.shown.from + by, to: this.shown.to + by }); }

  /** Makes it longer or shorter, and keeps one time where it is. What follows the newest value goes on doing so. */
  zoom(factor: number, at = this.shown.to) {
    if (this.shown.last) return this.follow(Math.min(longest, Math.max(shortest, this.shown.last * factor)), this.shown.to);
    this.set({ from: at - (at - this.shown.from) * factor, to: at + (this.shown.to - at) * factor });
  }

  follow(last: number, edge: number) { this.set({ from: edge - last, to: edge, last }); }
}

const words: [string, number][] = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000]];

export function lastOf(text: string | null): number | undefined {
  const found = /^(\d+(?:\.\d+)?)(d|h|m|s)$/.exec(text ?? '');
  return found ? Number(found[1]) * words.find(w => w[0] === found[2])![1] : undefined;
}

export function sayLast(last: number) {
  const [unit, size] = words.find(([, s]) => last >= s && last % s === 0) ?? ['s', 1000];
  return `${Number((last / size).toFixed(3))}${unit}`;
}
