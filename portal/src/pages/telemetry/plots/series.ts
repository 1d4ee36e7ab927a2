import { get, Refused, type View } from '../../../api/client';
import type { Where } from '../../../parts/scope';

export type Pixel = View<'PixelView'>;
export type Points = { times: number[]; min: (number | null)[]; max: (number | null)[]; mean: (number | null)[]; isSparse: boolean };
type Interval = [from: number, to: number];

/** How long a pixel may be, in milliseconds: what was asked for once is used again while one pans and zooms. */
const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 6e4, 12e4, 3e5, 6e5, 12e5, 36e5, 72e5, 216e5, 864e5, 1728e5, 6048e5, 2592e6];
const least = 32; // Pixels that are asked for together, so that a slow pan is not a request for each of them.
const most = 4000;
const late = 1500; // What is younger may still come.
const kept = 8;
const mostKept = 30_000;
const tolerance = 5; // Links jitter; what is missing for longer than so many of the usual times is a gap.
const beat = 900; // So often the end that still grows is asked for.

export const stepOf = (span: number, width: number) => steps.find(s => s >= span / Math.max(1, width)) ?? steps[steps.length - 1]!;

class Level {
  readonly pixels = new Map<number, Pixel>();
  known: Interval[] = [];
  asked = new Map<AbortController, Interval>();
  /** From where on everything was just asked for, and until when that will do. */
  fresh = { from: Infinity, until: 0 };

  constructor(readonly step: number) {}

  /** Whoever watches for hours does not keep all they saw. */
  forget([from, to]: Interval) {
    for (const i of this.pixels.keys()) if (i < from || i >= to) this.pixels.delete(i);
    this.known = without(this.known, [[-Infinity, from], [to, Infinity]]);
  }

  /** What of an interval, in pixels, is neither known nor on its way. */
  missing(wanted: Interval): Interval[] {
    const fresh: Interval[] = performance.now() < this.fresh.until ? [[this.fresh.from, Infinity]] : [];
    return without([wanted], [...this.known, ...this.asked.values(), ...fresh]);
  }
}

/**
 * A parameter as it is drawn: of each resolution what was asked for so far. It asks for what is missing alone, at the
 * resolution of the screen, and takes back what nobody looks at any more.
 */
export class Series {
  private readonly levels = new Map<number, Level>();
  fault?: Refused;
  changes = 0;

  constructor(private readonly where: Where, readonly parameter: string, private readonly isRaw: boolean, private readonly changed: () => void) {}

  get isBusy() { return [...this.levels.values()].some(l => l.asked.size > 0); }

  /** Asks for what is missing of a time; `now` is when the newest values are of. */
  want(from: number, to: number, step: number, now: number) {
    const level = this.levels.get(step) ?? new Level(step);
    this.levels.delete(step);
    this.levels.set(step, level);
    for (const [other, l] of this.levels) {
      if (other !== step) l.asked.forEach((_, cut) => cut.abort());
      if (this.levels.size > kept && other !== step) this.levels.delete(other);
    }
    const view: Interval = [Math.floor(from / step), Math.ceil(to / step)];
    const width = view[1] - view[0];
    level.asked.forEach(([a, b], cut) => { if (b < view[0] - width || a > view[1] + width) cut.abort(); });
    if (level.pixels.size > mostKept) level.forget([view[0] - 4 * width, view[1] + 4 * width]);
    const edge = Math.floor(now / step) + 1;
    const cutOff = (i: Interval): Interval => [i[0], Math.min(i[1], edge)];
    let missing = level.missing(cutOff(view));
    // A little more on both sides, once all that is seen is there.
    if (missing.length === 0 && level.asked.size === 0) missing = level.missing(cutOff([view[0] - (width >> 2), view[1] + (width >> 2)]));
    for (const gap of missing) {
      if (gap[1] <= gap[0]) continue;
      const wide = gap[1] - gap[0] < least ? cutOff([Math.floor(gap[0] / least) * least, Math.ceil(gap[1] / least) * least]) : gap;
      for (const part of level.missing(wide))
        for (let at = part[0]; at < part[1]; at += most) void this.ask(level, [at, Math.min(part[1], at + most)], now);
    }
  }

  private async ask(level: Level, wanted: Interval, now: number) {
    const cut = new AbortController();
    level.asked.set(cut, wanted);
    try {
      const iso = (pixel: number) => new Date(pixel * level.step).toISOString();
      const answer = await get('/api/v1/missions/{mission}/environments/{environment}/telemetry/plot', {
        path: this.where, query: { parameter: this.parameter, from: iso(wanted[0]), to: iso(wanted[1]), pixels: wanted[1] - wanted[0], raw: this.isRaw || undefined }, signal: cut.signal,
      });
      for (let i = wanted[0]; i < wanted[1]; i++) level.pixels.delete(i);
      for (const pixel of answer.pixels) level.pixels.set(wanted[0] + pixel.pixel, pixel);
      const settled = Math.min(wanted[1], Math.floor((now - late) / level.step));
      if (settled < wanted[1]) level.fresh = { from: Math.max(wanted[0], settled), until: performance.now() + beat };
      if (settled > wanted[0]) level.known = union([...level.known, [wanted[0], settled]]);
      this.fault = undefined;
    } catch (e) {
      if (cut.signal.aborted) return;
      level.fresh = { from: wanted[0], until: performance.now() + beat * 5 };
      this.fault = e instanceof Refused ? e : new Refused(0, 'portal.broken', String(e));
    } finally {
      level.asked.delete(cut);
      if (!cut.signal.aborted) {
        this.changes++;
        this.changed();
      }
    }
  }

  /** What there is to draw of a time; where the wanted resolution is not there yet, what is. */
  points(from: number, to: number, step: number): Points {
    const levels = [...this.levels.values()].sort((a, b) => Math.abs(Math.log(a.step / step)) - Math.abs(Math.log(b.step / step)));
    const found: { time: number; pixel: Pixel; apart: number }[] = [];
    let left: Interval[] = [[from, to]];
    let isSparse = true;
    for (const level of levels) {
      if (left.length === 0) break;
      const own = level.step === step;
      // The tail that is still growing is drawn too.
      const known = union([...level.known, ...(own ? tails(level) : [])]).map<Interval>(([a, b]) => [a * level.step, b * level.step]);
      const next = without(left, known);
      const took = without(left, next);
      const mine: { time: number; pixel: Pixel; apart: number }[] = [];
      for (const [a, b] of took)
        for (let i = Math.ceil(a / level.step); i < Math.ceil(b / level.step); i++) {
          const pixel = level.pixels.get(i);
          if (pixel) mine.push({ time: (i + 0.5) * level.step, pixel, apart: 0 });
        }
      const apart = usualOf(mine.map(m => m.time), level.step);
      mine.forEach(m => { m.apart = apart; });
      if (mine.length > 0 && apart < level.step * 3) isSparse = false;
      found.push(...mine);
      left = next;
    }
    found.sort((a, b) => a.time - b.time);
    return { ...broken(found), isSparse };
  }

  end() { this.levels.forEach(l => l.asked.forEach((_, cut) => cut.abort())); }
}

function tails(level: Level): Interval[] {
  const last = level.known.length > 0 ? level.known[level.known.length - 1]![1] : undefined;
  let newest = -Infinity;
  let first = Infinity;
  for (const i of level.pixels.keys()) { newest = Math.max(newest, i); first = Math.min(first, i); }
  return newest < (last ?? first) ? [] : [[last ?? first, newest + 1]];
}

/** How far values usually are from one another. */
function usualOf(times: number[], step: number) {
  if (times.length < 3) return step * 1e6;
  const apart = times.slice(1).map((t, i) => t - times[i]!).sort((a, b) => a - b);
  return Math.max(step, apart[apart.length >> 1]!);
}

/** Where nothing came for much longer than usual, the line is broken. */
function broken(found: { time: number; pixel: Pixel; apart: number }[]) {
  const points = { times: [] as number[], min: [] as (number | null)[], max: [] as (number | null)[], mean: [] as (number | null)[] };
  let before: number | undefined;
  for (const { time, pixel, apart } of found) {
    if (before !== undefined && time - before > apart * tolerance) {
      points.times.push((before + time) / 2000);
      points.min.push(null); points.max.push(null); points.mean.push(null);
    }
    points.times.push(time / 1000);
    points.min.push(pixel.min); points.max.push(pixel.max); points.mean.push(pixel.mean);
    before = time;
  }
  return points;
}

function union(intervals: Interval[]): Interval[] {
  const sorted = intervals.filter(([a, b]) => b > a).sort((x, y) => x[0] - y[0]);
  const joined: Interval[] = [];
  for (const [a, b] of sorted) {
    const last = joined[joined.length - 1];
    if (last && a <= last[1]) last[1] = Math.max(last[1], b); else joined.push([a, b]);
  }
  return joined;
}

function without(from: Interval[], taken: Interval[]): Interval[] {
  let left = from;
  for (const [a, b] of taken)
    left = left.flatMap<Interval>(([x, y]) => b <= x || a >= y ? [[x, y]] : [[x, Math.min(y, a)] as Interval, [Math.max(x, b), y] as Interval].filter(([p, q]) => q > p));
  return left;
}
