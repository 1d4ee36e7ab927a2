import { Empty } from '../../../parts/ui';
import { count } from '../../../parts/words';
import type { Shown } from './Difference';

/** Bytes as such: where they differ, and what stands there. */
export function BytesSide({ difference: d }: { difference: Shown }) {
  if (d.differences.length === 0) return <Empty>{d.isSame ? 'Every byte is the same.' : 'One is how the other begins, or one of the two was not made.'}</Empty>;
  return (
    <div className="scroll short">
      <table className="cells" aria-label="Bytes that differ">
        <thead><tr><th scope="col" className="number">Byte, from 0</th><th scope="col" className="number">In hex</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
        <tbody>{d.differences.map(x => <tr key={x.beforePlace}><td className="number">{count(x.beforePlace ?? 0)}</td><td className="number mono">{(x.beforePlace ?? 0).toString(16).padStart(8, '0')}</td><td className="mono"><del>{x.before}</del></td><td className="mono"><ins>{x.now}</ins></td></tr>)}</tbody>
      </table>
    </div>
  );
}
