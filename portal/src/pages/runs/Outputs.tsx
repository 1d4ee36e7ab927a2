import { addressOf, all, get, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { isPicture, Preview } from '../../parts/Preview';
import { ask, Link, to, usePlace } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Empty, Show, State } from '../../parts/ui';
import { bytes, plain } from '../../parts/words';
import type { Run } from './RunPage';

type Placed = View<'RunOutputView'> & { place: number };

const mostPictures = 12;

/** What the steps made, and what became of what they offered as products. */
export function Outputs({ where, run }: { where: Where; run: Run }) {
  const path = { ...where, id: run.id };
  const outputs = useLoad(signal => all(after => get('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/outputs', { path, query: { after, limit: 500 }, signal })), [run.id, run.state, run.endedAt]);
  return (
    <Show of={outputs}>
      {files => files.length === 0 ? <Empty>{run.endedAt ? 'This run made no files.' : 'No files yet.'}</Empty>
        : <Files where={where} run={run} files={files.map((f, i) => ({ ...f, place: files.slice(0, i).filter(o => o.step === f.step && o.output === f.output).length }))} />}
    </Show>
  );
}

function Files({ where, run, files }: { where: Where; run: Run; files: Placed[] }) {
  const looked = usePlace().query.get('look');
  const address = (f: Placed, preview = '') => addressOf(`/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/outputs/{output}${preview}`,
    { ...where, id: run.id, step: f.step, output: f.output }, { place: f.place });
  const keyOf = (f: Placed) => `${f.step}~${f.output}~${f.place}`;
  const pictures = files.filter(f => isPicture(f.name)).slice(0, mostPictures);
  const chosen = files.find(f => keyOf(f) === looked);
  return (
    <>
      {pictures.length > 0 && <div className="pictures">{pictures.map(f => <figure key={keyOf(f)}><Preview address={address(f, '/preview')} name={f.name} alt={`${f.name}, made by ${f.step}`} /><figcaption>{f.name}</figcaption></figure>)}</div>}
      <div className="scroll">
        <table>
          <thead><tr><th scope="col">File</th><th scope="col">Step</th><th scope="col" className="number">Size</th><th scope="col">As a product</th><th scope="col"><span className="unseen">Look</span></th></tr></thead>
          <tbody>
            {files.map(f => (
              <tr key={keyOf(f)} className={f === chosen ? 'chosen' : ''}>
                <td className="wrap"><a href={address(f)} download={f.name}>{f.name}</a></td>
                <td>{f.step}</td><td className="number">{bytes(f.sizeBytes)}</td>
                <td>{f.product && f.offeredAs ? <Link href={to('products', where.mission, where.environment, f.offeredAs)}>{f.type ?? 'product'}</Link> : f.offer ? <State of={f.offer} words={`${plain(f.offer)}${f.reason ? `: ${f.reason}` : ''}`} /> : <span className="dim">no</span>}</td>
                <td className="narrow">{!isPicture(f.name) && <button aria-pressed={f === chosen} aria-label={`Look into ${f.name}`} onClick={() => ask({ look: f === chosen ? null : keyOf(f) })}>Look</button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen && <Preview key={keyOf(chosen)} address={address(chosen, '/preview')} name={chosen.name} />}
    </>
  );
}
