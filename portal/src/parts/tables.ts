/** The rows of a text with delimiters, as RFC 4180 has them; of a cut one without the last, which may be half. */
export function readTable(text: string, isCut: boolean): string[][] {
  const delimiter = delimiterOf(text);
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false];
  const endCell = () => { row.push(cell); cell = ''; };
  const endRow = () => { endCell(); if (row.length > 1 || row[0] !== '') rows.push(row); row = []; };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += '"'; i++; }
      else quoted = false;
    }
    else if (c === '"' && cell === '') quoted = true;
    else if (c === delimiter) endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  if (!isCut && (cell !== '' || row.length > 0)) endRow();
  return rows;
}

function delimiterOf(text: string): string {
  const head = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'));
  return [',', ';', '\t', '|'].map(d => [d, head.split(d).length] as const).sort((a, b) => b[1] - a[1])[0]![0];
}
