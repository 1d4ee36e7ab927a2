import { useState } from 'react';
import { get, post, type View } from '../../api/client';
import { useEntries } from '../../parts/live';
import { useLoad } from '../../parts/load';
import { usePages } from '../../parts/pages';
import { ask, go, Link, to, usePlace } from '../../parts/route';
import { Rows } from '../../parts/Rows';
import { isOf, type Where } from '../../parts/scope';
import { Age, Confirm, Empty, Fault, Panel, Show, State, Time } from '../../parts/ui';
import { plain, span } from '../../parts/words';

type Run = View<'RunView'>;

const states = ['queued', 'waiting', 'going', 'passed', 'failed', 'errored', 'cancelled', 'dropped'];

export function RunList({ where }: { where: Where }) {
  const { query } = usePlace();
  const filter = { pipeline: query.get('pipeline') ?? undefined, state: query.get('state') ?? undefined };
  const address = '/api/v1/missions/{mission}/environments/{environment}/runs';
  const runs = usePages<Run>((after, signal) => get(address, { path: where, query: { ...filter, after, limit: 200 }, signal }), [where, filter]);
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();
  useEntries(entries => {
    if (timer === undefined && (entries.length === 0 || entries.some(e => isOf(where)(e) && e.type.startsWith('gantry.pipelines.'))))
      setTimer(setTimeout(() => { setTimer(undefined); runs.again(); }, 800));
  });
  return (
    <>
      <Pipelines where={where} chosen={filter.pipeline} />
      <Panel title={filter.pipeline ? `Runs of ${filter.pipeline}` : 'Runs'} tools={<>
        {filter.pipeline && <button onClick={() => ask({ pipeline: null })}>Of all pipelines</button>}
        <label className="inline">State
          <select value={filter.state ?? ''} onChange={e => ask({ state: e.target.value })}>
            <option value="">any</option>
            {states.map(s => <option key={s}>{s}</option>)}
          </select>
        </label>
      </>}>
        {runs.fault && <Fault fault={runs.fault} again={runs.again} />}
        {runs.isReady && runs.items.length === 0 && !runs.fault
          ? <Empty><p>No run {filter.state || filter.pipeline ? 'like this' : 'yet'}. A run begins when a product arrives that a pipeline waits for, at its times, or by hand: choose a pipeline above and start it.</p></Empty>
          : (
            <Rows label="Runs" items={runs.items} keyOf={r => r.id} columns="9rem minmax(8rem,1fr) 11.5rem 6rem 7rem 9rem minmax(6rem,2fr)" heads={['State', 'Pipeline', 'Created, UTC', 'Took', 'Cause', 'By', 'Reason']}
              more={runs.more} isMore={runs.isMore} open={r => go(to('runs', where.mission, where.environment, r.id))} height="calc(100vh - 24rem)"
              render={r => <>
                <span role="cell"><State of={r.state} /></span>
                <span role="cell"><Link href={to('runs', where.mission, where.environment, r.id)}>{r.pipeline}</Link></span>
                <span role="cell"><Time at={r.createdAt} /></span>
                <span role="cell">{r.startedAt && r.endedAt ? span(Date.parse(r.endedAt) - Date.parse(r.startedAt)) : <span className="dim">–</span>}</span>
                <span role="cell">{plain(r.cause)}</span>
                <span role="cell">{r.principal}</span>
                <span role="cell" title={r.reason ?? ''}>{r.reason}</span>
              </>} />
          )}
      </Panel>
    </>
  );
}

function Pipelines({ where, chosen }: { where: Where; chosen?: string }) {
  const pipelines = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/pipelines', { path: where, signal }), [where],
    e => isOf(where)(e) && (e.type.startsWith('gantry.pipelines.run') || e.type.startsWith('gantry.delivery.')));
  return (
    <Panel title="Pipelines">
      <Show of={pipelines}>
        {({ items }) => items.length === 0
          ? <Empty><p>The release that stands here has no pipelines. One is a file in the mission's folder <code>pipelines/</code>; <code>gantry apply</code> brings it to dev.</p></Empty>
          : (
            <div className="scroll">
              <table>
                <thead><tr><th scope="col">Pipeline</th><th scope="col">Begins with</th><th scope="col">Steps</th><th scope="col">Last run</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
                <tbody>
                  {items.map(p => (
                    <tr key={p.name} className={p.name === chosen ? 'chosen' : ''}>
                      <td><button className="plain" onClick={() => ask({ pipeline: p.name === chosen ? null : p.name })}>{p.name}</button>{p.description && <p className="dim">{p.description}</p>}</td>
                      <td>{p.starts.length === 0 ? 'a person' : p.starts.join(', ')}</td>
                      <td className="narrow">{p.steps.length}</td>
                      <td className="narrow">{p.lastRun ? <Link href={to('runs', where.mission, where.environment, p.lastRun.id)}><State of={p.lastRun.state} /> <Age at={p.lastRun.createdAt} /></Link> : <span className="dim">none yet</span>}</td>
                      <td className="narrow"><Start where={where} pipeline={p} /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
      </Show>
    </Panel>
  );
}

function Start({ where, pipeline }: { where: Where; pipeline: View<'PipelineView'> }) {
  const [isOpen, setOpen] = useState(false);
  const [values, setValues] = useState<Record<string, string>>({});
  const [products, setProducts] = useState('');
  const act = async () => {
    const given = Object.fromEntries(Object.entries(values).filter(([, v]) => v !== ''));
    const names = products.split(/\s+/).filter(Boolean);
    const run = await post('/api/v1/missions/{mission}/environments/{environment}/pipelines/{name}/runs', { path: { ...where, name: pipeline.name }, body: { parameters: given, products: names.length ? names : undefined } });
    go(to('runs', where.mission, where.environment, run.id));
  };
  return (
    <>
      <button onClick={() => setOpen(true)}>Start</button>
      {isOpen && (
        <Confirm title={`Start ${pipeline.name}`} label="Start it" act={act} close={() => setOpen(false)}
          will={<p>One run begins in {where.mission}/{where.environment}, with the release that stands there. It is journalled under your name.</p>}>
          {pipeline.parameters.map(p => (
            <label key={p.name}>{p.name} <span className="dim">{p.description ?? p.kind}{p.default != null && `, else ${p.default}`}</span>
              <input value={values[p.name] ?? ''} placeholder={p.default ?? ''} onChange={e => setValues({ ...values, [p.name]: e.target.value })} />
            </label>
          ))}
          <label>Products to start with, by name <span className="dim">as if they had just arrived; leave empty for none</span>
            <textarea rows={2} spellCheck={false} value={products} onChange={e => setProducts(e.target.value)} />
          </label>
        </Confirm>
      )}
    </>
  );
}
