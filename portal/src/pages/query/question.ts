/** A question as the address holds it. */
export type Question = { sql: string; from: string };

// A server's address line is limited; a longer question is kept by the server alone.
const longest = 6000;

export const questionOf = (query: URLSearchParams): Question => ({ sql: query.get('sql') ?? '', from: query.get('from') ?? '' });

export function addressOf({ sql, from }: Question): string {
  const query = new URLSearchParams({ sql });
  if (from.trim()) query.set('from', from.trim());
  return query.toString();
}

export const isTooLong = (question: Question) => addressOf(question).length > longest;

/** `obs = type:OBS*20`, one a line, as the server wants it; or the line that says nothing. */
export function tablesOf(from: string): { tables: Record<string, string>; wrong?: string } {
  const tables: Record<string, string> = {};
  for (const line of from.split('\n').map(l => l.trim()).filter(Boolean)) {
    const at = line.indexOf('=');
    const [name, what] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    if (at < 1 || !name || !what) return { tables, wrong: `“${line}” names no table. Write NAME = a product's name, type:TYPE, type:TYPE*20 or query:FILTER.` };
    tables[name] = what;
  }
  return { tables };
}

/** The line that the engine complains of, counted from 1. */
export const lineOf = (complaint: string): number | undefined => {
  const found = /\bLINE (\d+):/.exec(complaint);
  return found ? Number(found[1]) : undefined;
};
