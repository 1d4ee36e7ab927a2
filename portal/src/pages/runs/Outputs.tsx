import { addressOf, all, get } from '../../api/client';
import { useLoad } from '../../parts/load';
import { Link, to } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Empty, Show, State } from '../../parts/ui';
import { bytes, plain } from '../../parts/words';
import type { Run } from './RunPage';

/** What the steps made, and what became of what they offered as products. */
export function Outputs({ where, run }: { where: Where; run: Run }) {
  const path = { ...where, id: run.id };
  const outputs = useLoad(signal => all(after => get('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/outputs', { path, query: { after, limit: 500 }, signal })), [run.id, run.state, run.endedAt]);
  return (
    <Show of={outputs}>
      {files => files.length === 0 ? <Empty>{run.endedAt ? 'This run made no files.' : 'No files yet.'}</Empty> : (
        <div className="scroll">
          <table>
            <thead><tr><th scope="col">File</th><th scope="col">Step</th><th scope="col" className="number">Size</th><th scope="col">As a product</th></tr></thead>
            <tbody>
              {files.map((f, i) => {
                const place = files.slice(0, i).filter(o => o.step === f.step && o.output === f.output).length;
                return (
                  <tr key={`${f.step} ${f.output} ${place}`}>
                    <td className="wrap"><a href={addressOf('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/outputs/{output}', { ...path, step: f.step, output: f.output }, { place })} download={f.name}>{f.name}</a></td>
                    <td>{f.step}</td><td className="number">{bytes(f.sizeBytes)}</td>
                    <td>{f.product && f.offeredAs ? <Link href={to('products', where.mission, where.environment, f.offeredAs)}>{f.type ?? 'product'}</Link> : f.offer ? <State of={f.offer} words={`${plain(f.offer)}${f.reason ? `: ${f.reason}` : ''}`} /> : <span className="dim">no</span>}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Show>
  );
}
