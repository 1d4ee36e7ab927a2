import { addressOf, send, type View } from '../../../api/client';
import { isOf, type Where } from '../../../parts/scope';
import type { Entry } from '../../../parts/live';
import { count } from '../../../parts/words';

export type LimitsView = View<'LimitsView'>;
export type Range = View<'LimitRange'>;

/** From the mildest to the worst. */
export const levels = ['watch', 'warning', 'distress', 'critical', 'severe'];

// A parameter's name is a path of its own, whose slashes stay.
const addressFor = (where: Where, parameter: string, query?: Record<string, string | undefined>) =>
  addressOf(`/api/v1/missions/{mission}/environments/{environment}/telemetry/limits/${parameter.replace(/^\//, '').split('/').map(encodeURIComponent).join('/')}`, where, query);

export const findLimits = async (where: Where, parameter: string, signal: AbortSignal) => await (await send('GET', addressFor(where, parameter), { signal })).json() as LimitsView;

export const setLimits = async (where: Where, parameter: string, request: View<'LimitsRequest'>) =>
  await send('PUT', addressFor(where, parameter), { body: JSON.stringify(request), headers: { 'Content-Type': 'application/json' } });

export const withdrawLimits = async (where: Where, parameter: string, reason: string) =>
  await send('DELETE', addressFor(where, parameter, { reason: reason || undefined }));

export const isOfLimits = (where: Where) => (e: Entry) => isOf(where)(e) && (e.type.startsWith('gantry.telemetry.limits_') || e.type.startsWith('gantry.delivery.'));

/** Where a level begins, in words. */
export const rangeWords = (r: Range) => `${r.level} ${[r.low != null && `below ${r.low}`, r.high != null && `above ${r.high}`].filter(Boolean).join(' or ')}`;

/** The journal's `warning 25..34`, in the same words. */
export const toldWords = (told: string) =>
  told.replace(/(\w+) ([^ ,]*?)\.\.([^ ,]*)/g, (_, level: string, low: string, high: string) => rangeWords({ level, low: low ? Number(low) : null, high: high ? Number(high) : null }));

/** Limits in words. */
export function limitWords(ranges: Range[], violations?: number | null): string {
  if (ranges.length === 0) return 'none';
  return ranges.map(rangeWords).join('; ') + ((violations ?? 1) > 1 ? `; after ${count(violations!)} in a row` : '');
}

export const setWords = (l: LimitsView) => l.isOff ? 'nothing is watched' : limitWords(l.ranges, l.violations);
export const ownWords = (l: LimitsView) => limitWords(l.own, l.ownViolations) + (l.ownContexts > 0 ? `; others in ${l.ownContexts === 1 ? 'one context' : `${l.ownContexts} contexts`}` : '');

/** The worst level whose range a value is beyond; nothing when it is within all of them. */
export function levelOf(value: number, ranges: Range[]): string | undefined {
  return [...ranges].sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level)).find(r => (r.low != null && value < r.low) || (r.high != null && value > r.high))?.level;
}
