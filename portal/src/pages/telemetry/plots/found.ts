import { get, Refused, type View } from '../../../api/client';
import type { Where } from '../../../parts/scope';
import { drawn } from '../values';

export type Detail = View<'ParameterDetail'>;

/** What is to be drawn: a parameter or a part of one, and all about it; or why there is nothing. */
export type Found = { part: string; about?: Detail; fault?: Refused };

export async function findOne(where: Where, part: string, signal: AbortSignal): Promise<Found> {
  try {
    return { part, about: await get('/api/v1/missions/{mission}/environments/{environment}/telemetry/parameter', { path: where, query: { name: part }, signal }) };
  } catch (e) {
    if (e instanceof Refused) return { part, fault: e };
    throw e;
  }
}

export const isDrawn = (p: { kind: string }) => drawn(p.kind) !== undefined || p.kind === 'array' || p.kind === 'aggregate';

export type Drawable = Found & { about: Detail };

/** What can stand in one plot: numbers of two units, one scale on either side. All else is drawn by itself. */
export function arrange(found: Found[]): { units: string[]; together: Drawable[]; apart: Drawable[]; why?: string } {
  const all = found.filter((f): f is Drawable => !!f.about && isDrawn(f.about));
  const numbers = all.filter(f => drawn(f.about.kind) === 'value');
  const units = [...new Set(numbers.map(f => f.about.unit ?? ''))];
  const taken = units.slice(0, 2);
  const together = numbers.filter(f => taken.includes(f.about.unit ?? ''));
  if (together.length < 2) return { units: [], together: [], apart: all };
  const apart = all.filter(f => !together.includes(f));
  const left = units.length - taken.length;
  const why = left > 0 ? `One plot has two scales, here ${taken.map(sayUnit).join(' and ')}. What is in ${units.slice(2).map(sayUnit).join(' and ')} is drawn by itself.` : undefined;
  return { units: taken, together, apart, why };
}

export const sayUnit = (unit: string) => unit || 'no unit';
