import { useEffect, useMemo } from 'react';
import { get, type View } from '../../../api/client';
import { useEntries } from '../../../parts/live';
import { isOf, type Where } from '../../../parts/scope';

const patience = 1000;

export type Limit = View<'ParameterLimit'>;

/** Some limits, and from when until when they held. */
export type Period = { from: number; to: number; limits: Limit[] };

/** Which limits a parameter had when, asked for as far as somebody looks. */
export class InForce {
  private periods: View<'LimitsPeriod'>[] = [];
  private known?: [number, number];
  private asked?: AbortController;
  private again = { at: 0, wait: patience };
  changes = 0;

  constructor(private readonly where: Where, private readonly parameter: string, private readonly changed: () => void) {}

  /** Asks for what is not known of a time; `now` is when the newest values are of, and `current` what holds from the next packet on. */
  want(from: number, to: number, now: number, current: Limit[]) {
    if (this.asked || (this.known && from >= this.known[0] && to <= this.known[1] && !this.isBehind(current))) return;
    void this.ask(from - (to - from), to + (to - from), now);
  }

  // The next packet may be long in coming, so one asks less and less often whether it has.
  private isBehind(current: Limit[]) {
    const last = this.periods[this.periods.length - 1];
    if (this.known?.[1] !== Infinity || !last || JSON.stringify(last.limits) === JSON.stringify(current) || performance.now() < this.again.at) return false;
    this.again = { at: performance.now() + this.again.wait, wait: Math.min(this.again.wait * 2, 60_000) };
    return true;
  }

  private async ask(from: number, to: number, now: number) {
    const cut = this.asked = new AbortController();
    try {
      const answer = await get('/api/v1/missions/{mission}/environments/{environment}/telemetry/limits-over-time', {
        path: this.where, query: { parameter: this.parameter, from: new Date(from).toISOString(), to: new Date(to).toISOString() }, signal: cut.signal,
      });
      this.periods = answer.items;
    } catch { /* Those of now are drawn then, and the plot itself says what is wrong. */ }
    if (cut.signal.aborted) return;
    this.asked = undefined;
    // What holds at the end goes on holding until the journal says otherwise.
    this.known = [from, to >= now ? Infinity : to];
    this.changes++;
    this.changed();
  }

  /** The limits of a time; between two periods those before go on, and where nothing came they are those of now. */
  of(from: number, to: number, now: Limit[]): Period[] {
    if (this.periods.length === 0) return [{ from, to, limits: now.filter(isDrawn) }];
    return this.periods
      .map((p, i) => ({ from: i === 0 ? from : Date.parse(p.from), to: i + 1 < this.periods.length ? Date.parse(this.periods[i + 1]!.from) : to, limits: p.limits.filter(isDrawn) }))
      .filter(p => p.to > from && p.from < to);
  }

  forget() { this.end(); this.known = undefined; this.again = { at: performance.now() + patience, wait: patience }; this.changed(); }

  end() { this.asked?.abort(); this.asked = undefined; }
}

const isDrawn = (l: Limit) => !l.when && (l.min != null || l.max != null);

/** The limits of some parameters, asked for again when others are in force. */
export function useInForce(where: Where, parts: string[], changed: () => void): InForce[] {
  const all = useMemo(() => parts.map(part => new InForce(where, part, changed)), [where.mission, where.environment, parts.join()]);
  useEffect(() => () => all.forEach(l => l.end()), [all]);
  useEntries(entries => {
    if (entries.length === 0 || entries.some(e => isOf(where)(e) && (e.type === 'gantry.telemetry.limits_in_force' || e.type === 'gantry.telemetry.database_changed'))) all.forEach(l => l.forget());
  });
  return all;
}
