import { many } from '../../../parts/words';
import { badOf, type Batch, comparedOf, endedOf, openOf, progressOf } from './words';

/** How much of a batch is done, what of that did not pass, and what goes on. What follows has no end to be measured by. */
export function Bar({ batch }: { batch: Batch }) {
  if (batch.isFollowing) return <span>{batch.endedAt ? 'followed' : 'follows'}, {many(comparedOf(batch), 'product')} compared</span>;
  const total = Math.max(1, batch.total);
  const [bad, ended, open] = [badOf(batch) / total, endedOf(batch) / total, openOf(batch) / total];
  return (
    <svg className="bar-of" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={progressOf(batch)}>
      <title>{progressOf(batch)}</title>
      <rect width={Math.max(0, ended - bad) * 1000} height={10} />
      <rect className="bad" x={(ended - bad) * 1000} width={bad * 1000} height={10} />
      <rect className="going" x={ended * 1000} width={open * 1000} height={10} />
    </svg>
  );
}
