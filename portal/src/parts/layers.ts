/** A directed graph without circles, drawn left to right: each node right of all it needs, neighbours close to one another. */
export type Laid = { id: string; x: number; y: number };

export function layers(nodes: readonly string[], edges: readonly (readonly [string, string])[], size: { width: number; height: number; gapX: number; gapY: number }) {
  const known = new Set(nodes);
  const links = reduced(edges.filter(([a, b]) => known.has(a) && known.has(b) && a !== b));
  const rank = ranksOf(nodes, links);
  const columns: string[][] = [];
  for (const id of nodes) (columns[rank.get(id)!] ??= []).push(id);
  const filled = columns.filter(c => c !== undefined);
  const at = new Map<string, number>();
  filled.forEach(c => c.forEach((id, i) => at.set(id, i)));
  // A few sweeps there and back bring each node near the middle of its neighbours.
  for (let sweep = 0; sweep < 8; sweep++) {
    const isForth = sweep % 2 === 0;
    for (const column of isForth ? filled : [...filled].reverse()) {
      const pull = new Map(column.map(id => [id, middle(links.flatMap(([a, b]) => (isForth ? (b === id ? [at.get(a)!] : []) : (a === id ? [at.get(b)!] : []))), at.get(id)!)]));
      column.sort((a, b) => pull.get(a)! - pull.get(b)!);
      column.forEach((id, i) => at.set(id, i));
    }
  }
  const tallest = Math.max(1, ...filled.map(c => c.length));
  const laid = new Map<string, Laid>();
  filled.forEach((column, c) => column.forEach((id, i) => laid.set(id, {
    id, x: c * (size.width + size.gapX), y: (i + (tallest - column.length) / 2) * (size.height + size.gapY),
  })));
  return {
    laid, links,
    width: Math.max(1, filled.length) * (size.width + size.gapX) - size.gapX, height: tallest * (size.height + size.gapY) - size.gapY,
  };
}

/** Without what follows from the others: a way round by more than one edge says the same. */
function reduced(edges: readonly (readonly [string, string])[]) {
  const next = new Map<string, string[]>();
  for (const [a, b] of edges) next.set(a, [...(next.get(a) ?? []), b]);
  const reaches = (from: string, wanted: string, seen: Set<string>): boolean =>
    (next.get(from) ?? []).some(n => n === wanted || (!seen.has(n) && (seen.add(n), reaches(n, wanted, seen))));
  return edges.filter(([a, b]) => !next.get(a)!.some(n => n !== b && reaches(n, b, new Set([a]))));
}

function ranksOf(nodes: readonly string[], links: readonly (readonly [string, string])[]) {
  const rank = new Map(nodes.map(id => [id, 0]));
  // As many rounds as there are nodes are enough; a circle, which there should not be, ends there too.
  for (let round = 0, moved = true; moved && round < nodes.length; round++) {
    moved = false;
    for (const [a, b] of links)
      if (rank.get(b)! <= rank.get(a)!) { rank.set(b, rank.get(a)! + 1); moved = true; }
  }
  return rank;
}

const middle = (values: number[], otherwise: number) => values.length === 0 ? otherwise : values.reduce((a, b) => a + b, 0) / values.length;
