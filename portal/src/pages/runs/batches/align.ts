/** A line of the two texts side by side; a gap says how many like lines are left out. */
export type Line = { kind: 'same' | 'changed' | 'gone' | 'new'; before?: [number, string]; now?: [number, string] } | { kind: 'gap'; lines: number };

type Place = { kind: string; beforePlace?: number | null; nowPlace?: number | null; before?: string | null; now?: string | null };

const context = 3;

/** Puts the differences, which name their lines, among the lines that both have; what lies beyond the texts' beginnings has no neighbours. */
export function align(before: readonly string[], now: readonly string[], differences: readonly Place[]): Line[] {
  const all: Line[] = [];
  let [b, n] = [1, 1];
  const same = (until: [number, number]) => {
    const lines = Math.min(until[0] - b, until[1] - n);
    for (let i = 0; i < lines && b <= before.length && n <= now.length; i++, b++, n++) all.push({ kind: 'same', before: [b, before[b - 1]!], now: [n, now[n - 1]!] });
    [b, n] = until;
  };
  for (const d of differences) {
    same([d.beforePlace ?? b + ((d.nowPlace ?? n) - n), d.nowPlace ?? n + ((d.beforePlace ?? b) - b)]);
    if (d.beforePlace != null && d.nowPlace != null) all.push({ kind: 'changed', before: [b, before[b++ - 1] ?? d.before ?? ''], now: [n, now[n++ - 1] ?? d.now ?? ''] });
    else if (d.beforePlace != null) all.push({ kind: 'gone', before: [b, before[b++ - 1] ?? d.before ?? ''] });
    else all.push({ kind: 'new', now: [n, now[n++ - 1] ?? d.now ?? ''] });
  }
  same([before.length + 1, now.length + 1]);
  return folded(all);
}

function folded(all: readonly Line[]): Line[] {
  const near = all.map(() => false);
  all.forEach((l, i) => { if (l.kind !== 'same') for (let k = Math.max(0, i - context); k <= Math.min(all.length - 1, i + context); k++) near[k] = true; });
  const lines: Line[] = [];
  for (let i = 0; i < all.length; i++) {
    if (near[i]) { lines.push(all[i]!); continue; }
    const last = lines[lines.length - 1];
    if (last?.kind === 'gap') last.lines++; else lines.push({ kind: 'gap', lines: 1 });
  }
  return lines;
}

/** What of two lines is alike at both ends, so that what differs between can be marked. */
export function middle(a: string, b: string): { start: number; end: number } {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { start, end };
}
