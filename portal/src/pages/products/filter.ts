import { areaFilter, type Point } from './map/ground';

/** What somebody looks for, in the words of the address. */
export type Wanted = { name?: string; from?: string; until?: string; words?: string; facets: Record<string, string>; area?: readonly Point[] };

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** The same as OData's $filter, which the server and any client of it understand. */
export function filterOf(wanted: Wanted): string {
  const terms = [...nameTerms(wanted.name?.trim() ?? '')];
  if (wanted.from) terms.push(`PublicationDate ge ${instant(wanted.from)}`);
  if (wanted.until) terms.push(`PublicationDate lt ${instant(wanted.until)}`);
  for (const [name, value] of Object.entries(wanted.facets))
    terms.push(`Attributes/OData.CSC.StringAttribute/any(a:a/Name eq ${text(name)} and a/OData.CSC.StringAttribute/Value eq ${text(value)})`);
  if (wanted.area?.length) terms.push(areaFilter(wanted.area));
  if (wanted.words?.trim()) terms.push(`(${wanted.words.trim()})`);
  return terms.join(' and ');
}

// A star stands for any letters; a word without one may stand anywhere in the name.
function* nameTerms(name: string): Generator<string> {
  if (!name) return;
  const pieces = name.split('*');
  if (pieces.length === 1) { yield `contains(Name,${text(name)})`; return; }
  const [first, last] = [pieces[0]!, pieces[pieces.length - 1]!];
  if (first) yield `startswith(Name,${text(first)})`;
  for (const piece of pieces.slice(1, -1)) if (piece) yield `contains(Name,${text(piece)})`;
  if (last) yield `endswith(Name,${text(last)})`;
}

const instant = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T00:00:00.000Z` : day;
