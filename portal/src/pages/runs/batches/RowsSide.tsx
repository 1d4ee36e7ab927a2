import { Empty } from '../../../parts/ui';
import type { Shown } from './Difference';

type One = Shown['differences'][number];

/** Rows that differ, cell by cell, with what changed; and rows that only one of the two has. */
export function RowsSide({ difference: d, inline }: { difference: Shown; inline: boolean }) {
  const cells = d.differences.filter(x => x.kind === 'changed');
  const alone = d.differences.filter(x => x.kind !== 'changed');
  const name = (x: One) => x.key.length > 0 ? x.key.join(', ') : `line ${x.beforePlace ?? x.nowPlace}`;
  if (d.differences.length === 0) return <Empty>{d.columnsOnlyBefore.length + d.columnsOnlyNow.length > 0 ? `Only before there were the columns ${d.columnsOnlyBefore.join(', ') || 'none'}, only now there are ${d.columnsOnlyNow.join(', ') || 'none'}.` : 'No row differs.'}</Empty>;
  return (
    <>
      {d.columns.length > 0 && (
        <p className="pad">{d.columns.map(c => `${c.name} differs in ${c.rows} ${c.rows === 1 ? 'row' : 'rows'}${c.largestAbsolute != null ? `, at most by ${Number(c.largestAbsolute.toPrecision(4))}` : ''}`).join('; ')}.</p>
      )}
      {cells.length > 0 && (
        <div className="scroll">
          <table className="cells" aria-label="Cells that differ">
            <thead><tr><th scope="col">{d.by.key.length > 0 ? d.by.key.join(', ') : 'Row'}</th><th scope="col">Column</th>{inline ? <th scope="col">Before and now</th> : <><th scope="col">Before</th><th scope="col">Now</th></>}<th scope="col" className="number">Apart</th></tr></thead>
            <tbody>
              {cells.map((x, i) => (
                <tr key={i}>
                  <th scope="row" className="mono">{name(x)}</th><td>{x.column ?? 'beyond the last column'}</td>
                  {inline ? <td className="mono"><del>{text(x.before)}</del> <ins>{text(x.now)}</ins></td> : <><td className="mono"><del>{text(x.before)}</del></td><td className="mono"><ins>{text(x.now)}</ins></td></>}
                  <td className="number">{apart(x)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {alone.length > 0 && (
        <div className="scroll">
          <table className="cells" aria-label="Rows that only one has">
            <thead><tr><th scope="col">Only</th><th scope="col">{d.by.key.length > 0 ? d.by.key.join(', ') : 'Row'}</th><th scope="col">As it is written</th></tr></thead>
            <tbody>{alone.map((x, i) => <tr key={i}><td className="narrow">{x.kind === 'only_before' ? 'before' : 'now'}</td><th scope="row" className="mono narrow">{name(x)}</th><td className="mono wrap">{x.kind === 'only_before' ? <del>{x.before}</del> : <ins>{x.now}</ins>}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </>
  );
}

const text = (value?: string | null) => value == null || value === '' ? '(nothing)' : value;

function apart(x: One): string {
  const [a, b] = [Number(x.before), Number(x.now)];
  return x.before && x.now && Number.isFinite(a) && Number.isFinite(b) ? `${b - a > 0 ? '+' : ''}${Number((b - a).toPrecision(6))}` : '';
}
