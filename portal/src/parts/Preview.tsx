import { Refused, send } from '../api/client';
import { useLoad } from './load';
import { readTable } from './tables';
import { Show } from './ui';

export const isPicture = (name: string) => /\.(svg|png|jpe?g|gif|webp)$/i.test(name);
export const isTable = (name: string) => /\.(csv|tsv|tab|psv)$/i.test(name);

const mostRows = 100;

/** A file to look at: a picture as an image, in which nothing runs; a table as rows; any other text as it is. */
export function Preview({ address, name, alt }: { address: string; name: string; alt?: string }) {
  if (isPicture(name)) return <img className="preview" src={address} alt={alt ?? name} loading="lazy" />;
  return <Words address={address} name={name} />;
}

function Words({ address, name }: { address: string; name: string }) {
  const content = useLoad(async signal => {
    const answer = await send('GET', address, { headers: { Accept: 'text/plain' }, signal });
    return { text: await answer.text(), isCut: answer.headers.get('Gantry-Cut') === 'true' };
  }, [address]);
  // That there is nothing to look at is no fault of anybody's.
  if (content.fault instanceof Refused && content.fault.code === 'web.nothing_to_look_at') return <p className="dim pad">{content.fault.message}</p>;
  return <Show of={content}>{({ text, isCut }) => isTable(name) ? <Table text={text} isCut={isCut} name={name} /> : <pre className="preview">{text.split('\n', 400).join('\n')}{isCut && '\n…'}</pre>}</Show>;
}

function Table({ text, isCut, name }: { text: string; isCut: boolean; name: string }) {
  const [heads, ...rows] = readTable(text, isCut);
  const numeric = heads?.map((_, i) => rows.slice(0, mostRows).every(r => !r[i] || Number.isFinite(Number(r[i])))) ?? [];
  return (
    <div className="scroll short" tabIndex={0} role="group" aria-label={`${name}, its first rows`}>
      <table aria-label={name}>
        <thead><tr>{heads?.map((h, i) => <th key={i} scope="col" className={numeric[i] ? 'number' : ''}>{h}</th>)}</tr></thead>
        <tbody>{rows.slice(0, mostRows).map((r, i) => <tr key={i}>{heads!.map((_, c) => <td key={c} className={numeric[c] ? 'number mono' : ''}>{r[c]}</td>)}</tr>)}</tbody>
      </table>
      {(isCut || rows.length > mostRows) && <p className="dim pad">{isCut ? 'There is more' : `${rows.length - mostRows} rows more`}; get the file to see all of it.</p>}
    </div>
  );
}
