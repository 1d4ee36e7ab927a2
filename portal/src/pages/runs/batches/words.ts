import type { View } from '../../../api/client';
import { many, span, utc } from '../../../parts/words';

export type Batch = View<'BatchView'>;

const ended = ['passed', 'failed', 'errored', 'cancelled', 'dropped'];
const bad = ['failed', 'errored'];

export const kinds: Record<string, string> = {
  backfill: 'backfill', stale: 'what another release made last', replay: 'replay', repeat: 'what did not pass, again', shadow: 'in shadow', reproduce: 'made once more',
};

const sum = (batch: Batch, states: readonly string[]) => states.reduce((n, s) => n + (batch.runs?.[s] ?? 0), 0);

export const endedOf = (batch: Batch) => sum(batch, ended);
export const badOf = (batch: Batch) => sum(batch, bad);
export const openOf = (batch: Batch) => Object.values(batch.runs ?? {}).reduce((a, b) => a + b, 0) - endedOf(batch);

export const comparedOf = (batch: Batch) => Object.values(batch.compared ?? {}).reduce((a, b) => a + b, 0);

/** How it goes, in a sentence. */
export function progressOf(batch: Batch): string {
  const [done, failed, open] = [endedOf(batch), badOf(batch), openOf(batch)];
  if (batch.isFollowing) {
    return [
      `${batch.endedAt ? 'followed from' : 'follows since'} ${utc(new Date(batch.createdAt))}${batch.endedAt ? ` to ${utc(new Date(batch.endedAt))}` : ''} UTC`, `${many(batch.placed, 'run')} made`,
      `${many(comparedOf(batch), 'product')} compared`, failed > 0 && `${many(failed, 'run')} did not pass`, open > 0 && `${open} ${open === 1 ? 'goes' : 'go'} on`,
    ].filter(Boolean).join(', ');
  }
  const minutes = ((batch.endedAt ? Date.parse(batch.endedAt) : Date.now()) - Date.parse(batch.createdAt)) / 60_000;
  const rate = done > 0 && minutes > 0 ? done / minutes : 0;
  return [
    `${done} of ${many(batch.total, 'run')} ${done === 1 ? 'has' : 'have'} ended`,
    failed > 0 && `${failed} of them did not pass`,
    open > 0 && `${open} ${open === 1 ? 'goes' : 'go'} on`,
    rate > 0 && `${rate >= 10 ? Math.round(rate) : rate.toFixed(1)} a minute`,
    batch.secondsLeft != null && !batch.endedAt && batch.state === 'going' && `about ${span(batch.secondsLeft * 1000)} left`,
  ].filter(Boolean).join(', ');
}
