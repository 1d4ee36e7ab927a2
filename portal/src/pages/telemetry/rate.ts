import { useRef } from 'react';

const memory = 6000; // So long a look back that the groups in which packets are kept do not show.

/** How fast a count grows, by what was seen of it; nothing until it was seen twice. */
export function useRate(total: number, at?: Date): string {
  const seen = useRef<{ at: number; total: number }[]>([]);
  const now = at?.getTime() ?? 0;
  const list = seen.current;
  if (now > (list[list.length - 1]?.at ?? 0)) list.push({ at: now, total });
  while (list.length > 2 && list[1]!.at <= now - memory) list.shift();
  const [first, last] = [list[0], list[list.length - 1]];
  if (!first || !last || last.at === first.at) return '…';
  const rate = Math.max(0, (last.total - first.total) / ((last.at - first.at) / 1000));
  return `${rate >= 100 ? Math.round(rate) : Number(rate.toPrecision(2))}/s`;
}
