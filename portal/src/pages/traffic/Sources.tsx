import { all, get, post, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { usePages } from '../../parts/pages';
import { Link, to } from '../../parts/route';
import { Rows } from '../../parts/Rows';
import { isOf, type Where } from '../../parts/scope';
import { Action, Age, Empty, Fault, Panel, Show, State, Time } from '../../parts/ui';
import { bytes, count } from '../../parts/words';

type Source = View<'SourceView'>;

export function Sources({ where, chosen }: { where: Where; chosen?: string }) {
  const sources = useLoad(signal => all(after => get('/api/v1/missions/{mission}/environments/{environment}/sources', { path: where, query: { after }, signal })), [where], isOf(where));
  return (
    <>
      <Panel title="Sources">
        <Show of={sources}>
          {items => items.length === 0 ? <Empty><p>No source works here. One is a file in the mission's folder <code>sources/</code>; sources work in ops, and elsewhere where they say so.</p></Empty> : (
            <div className="scroll">
              <table>
                <thead><tr><th scope="col">Source</th><th scope="col">State</th><th scope="col">Last look</th><th scope="col">Last taken</th><th scope="col" className="number">Taken</th><th scope="col" className="number">Try again</th><th scope="col" className="number">Put aside</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
                <tbody>{items.map(s => <Row key={s.name} where={where} source={s} isChosen={s.name === chosen} again={sources.again} />)}</tbody>
              </table>
            </div>
          )}
        </Show>
      </Panel>
      {chosen && <Files key={chosen} where={where} name={chosen} />}
    </>
  );
}

function Row({ where, source: s, isChosen, again }: { where: Where; source: Source; isChosen: boolean; again: () => void }) {
  const path = { ...where, name: s.name };
  return (
    <tr className={isChosen ? 'chosen' : ''}>
      <td><Link href={to('traffic', where.mission, where.environment, 'sources', s.name)}>{s.name}</Link><p className="dim wrap">{s.kind}, {s.place}</p></td>
      <td><State of={s.isPaused ? 'paused' : s.state} />{s.fault && <p className="wrap">{s.fault}</p>}</td>
      <td className="narrow"><Age at={s.listedAt} /></td><td className="narrow"><Age at={s.takenAt} /></td>
      <td className="number">{count(s.filesTaken)}<p className="dim">{bytes(s.bytesTaken)}</p></td><td className="number">{count(s.filesWaiting)}</td><td className="number">{count(s.filesFailed + s.filesQuarantined)}</td>
      <td className="narrow"><div className="actions">
        <Action label="Look now" title={`Look at ${s.name} now`} will={<p>The source is looked at as soon as a node is free, not only at its next time.</p>} act={() => post('/api/v1/missions/{mission}/environments/{environment}/sources/{name}/scan', { path })} done={again} />
        {s.filesFailed > 0 && <Action label="Try again" title={`Try the files of ${s.name} again`} will={<p>{count(s.filesFailed)} files that were put aside are fetched and looked at once more.</p>} act={() => post('/api/v1/missions/{mission}/environments/{environment}/sources/{name}/files/retry', { path, body: {} })} done={again} />}
        {s.isPaused
          ? <Action label="Resume" title={`Resume ${s.name}`} will={<p>It is looked at again, and takes what came meanwhile.</p>} act={() => post('/api/v1/missions/{mission}/environments/{environment}/sources/{name}/resume', { path })} done={again} />
          : <Action label="Pause" danger title={`Pause ${s.name}`} will={<p>Nothing is taken from {s.place} until somebody resumes it. What is there stays there.</p>} act={() => post('/api/v1/missions/{mission}/environments/{environment}/sources/{name}/pause', { path })} done={again} />}
      </div></td>
    </tr>
  );
}

function Files({ where, name }: { where: Where; name: string }) {
  const address = '/api/v1/missions/{mission}/environments/{environment}/sources/{name}/files';
  const files = usePages<View<'SourceFileView'>>((after, signal) => get(address, { path: { ...where, name }, query: { after, limit: 200 }, signal }), [where, name]);
  return (
    <Panel title={`Files of ${name}`}>
      {files.fault && <Fault fault={files.fault} again={files.again} />}
      {files.isReady && files.items.length === 0 && !files.fault ? <Empty>Nothing is remembered of single files: what was taken is among the products, and nothing waits or failed.</Empty> : (
        <Rows label={`Files of ${name}`} items={files.items} keyOf={f => f.path} columns="minmax(14rem,1fr) 8rem 6rem 11.5rem minmax(8rem,1fr)" heads={['Path', 'State', 'Size', 'Seen, UTC', 'Reason']} more={files.more} isMore={files.isMore} height="24rem"
          render={f => <>
            <span role="cell" title={f.path}>{f.product ? <Link href={to('products', where.mission, where.environment, f.product)}>{f.path}</Link> : f.path}</span>
            <span role="cell"><State of={f.state} /></span><span role="cell">{f.sizeBytes == null ? '–' : bytes(f.sizeBytes)}</span><span role="cell"><Time at={f.seenAt} /></span><span role="cell" title={f.reason ?? ''}>{f.reason}</span>
          </>} />
      )}
    </Panel>
  );
}
