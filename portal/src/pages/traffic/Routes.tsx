import { get, post, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { usePages } from '../../parts/pages';
import { ask, Link, to, usePlace } from '../../parts/route';
import { Rows } from '../../parts/Rows';
import { isOf, type Where } from '../../parts/scope';
import { Action, Age, Empty, Fault, Panel, Show, State, Time } from '../../parts/ui';
import { bytes, count } from '../../parts/words';

type Route = View<'RouteView'>;

export function Routes({ where, chosen }: { where: Where; chosen?: string }) {
  const routes = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/routes', { path: where, signal }), [where], isOf(where));
  return (
    <>
      <Panel title="Routes">
        <Show of={routes}>
          {({ items }) => items.length === 0 ? <Empty><p>No route leads out of here. One is a file in the mission's folder <code>routes/</code>, and says which products go to whom.</p></Empty> : (
            <div className="scroll">
              <table>
                <thead><tr><th scope="col">Route</th><th scope="col">State</th><th scope="col">Last delivered</th><th scope="col" className="number">Delivered</th><th scope="col" className="number">Backlog</th><th scope="col">Oldest waits</th><th scope="col" className="number">Given up</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
                <tbody>{items.map(r => <Row key={r.name} where={where} route={r} isChosen={r.name === chosen} again={routes.again} />)}</tbody>
              </table>
            </div>
          )}
        </Show>
      </Panel>
      {chosen && <Deliveries key={chosen} where={where} name={chosen} again={routes.again} />}
    </>
  );
}

function Row({ where, route: r, isChosen, again }: { where: Where; route: Route; isChosen: boolean; again: () => void }) {
  const path = { ...where, name: r.name };
  return (
    <tr className={isChosen ? 'chosen' : ''}>
      <td><Link href={to('traffic', where.mission, where.environment, 'routes', r.name)}>{r.name}</Link>{r.target && <p className="dim wrap">{r.target}</p>}</td>
      <td><State of={r.state} />{r.pausedAt && <p className="dim">by {r.pausedBy}{r.pauseReason && `: ${r.pauseReason}`}</p>}</td>
      <td className="narrow"><Age at={r.lastDeliveredAt} /></td><td className="number">{count(r.delivered)}</td><td className="number">{count(r.waiting + r.sending)}</td><td className="narrow">{r.waiting + r.sending > 0 ? <Age at={r.oldest} ago={false} /> : <span className="dim">–</span>}</td>
      <td className="number">{r.dead > 0 ? <State of="dead" words={count(r.dead)} /> : 0}</td>
      <td className="narrow"><div className="actions">
        {r.dead > 0 && <Action label="Try again" title={`Try what ${r.name} gave up`} will={<p>{count(r.dead)} deliveries that were given up are made once more, in their order.</p>} act={() => post('/api/v1/missions/{mission}/environments/{environment}/routes/{name}/retry', { path })} done={again} />}
        {r.pausedAt
          ? <Action label="Resume" title={`Resume ${r.name}`} will={<p>What waited is sent, the oldest first.</p>} act={() => post('/api/v1/missions/{mission}/environments/{environment}/routes/{name}/resume', { path })} done={again} />
          : <Action label="Pause" danger reason="welcome" title={`Pause ${r.name}`} will={<p>What it has to send waits, and nothing of it is lost.</p>} act={reason => post('/api/v1/missions/{mission}/environments/{environment}/routes/{name}/pause', { path, body: { reason: reason || undefined } })} done={again} />}
      </div></td>
    </tr>
  );
}

const states = ['waiting', 'sending', 'delivered', 'dead'];

function Deliveries({ where, name, again }: { where: Where; name: string; again: () => void }) {
  const { query } = usePlace();
  const state = query.get('state') ?? undefined;
  const address = '/api/v1/missions/{mission}/environments/{environment}/routes/{name}/deliveries';
  const list = usePages<View<'DeliveryView'>>((after, signal) => get(address, { path: { ...where, name }, query: { state, after, limit: 200 }, signal }), [where, name, state]);
  const done = () => { list.again(); again(); };
  return (
    <Panel title={`Deliveries of ${name}`} tools={<label className="inline">State<select value={state ?? ''} onChange={e => ask({ state: e.target.value })}><option value="">any</option>{states.map(s => <option key={s}>{s}</option>)}</select></label>}>
      {list.fault && <Fault fault={list.fault} again={list.again} />}
      {list.isReady && list.items.length === 0 && !list.fault ? <Empty>Nothing{state ? ` is ${state}` : ' was given to this route yet'}.</Empty> : (
        <Rows label={`Deliveries of ${name}`} items={list.items} keyOf={d => d.id} columns="minmax(14rem,1fr) 7rem 5rem 11.5rem minmax(10rem,1fr) 11rem" heads={['Product', 'State', 'Size', 'Queued, UTC', 'Receipt or reason', 'Actions']} more={list.more} isMore={list.isMore} height="26rem"
          render={d => {
            const path = { ...where, name, id: d.id };
            return <>
              <span role="cell" title={d.name}><Link href={to('products', where.mission, where.environment, d.name)}>{d.name}</Link></span>
              <span role="cell"><State of={d.state} /></span><span role="cell">{bytes(d.sizeBytes)}</span><span role="cell"><Time at={d.queuedAt} /></span>
              <span role="cell" title={d.reason ?? d.remotePath ?? ''}>{d.state === 'delivered' ? <>{d.remotePath} <span className="dim">{d.remoteChecksum}</span></> : d.reason}</span>
              <span role="cell" className="actions">{d.state === 'dead' && <>
                <Action label="Try again" title={`Send ${d.name} again`} will={<p>It is sent once more by {name}.</p>} act={() => post('/api/v1/missions/{mission}/environments/{environment}/routes/{name}/deliveries/{id}/retry', { path })} done={done} />
                <Action label="Drop" danger reason="welcome" title={`Give up ${d.name}`} will={<p>It is not sent by {name} any more, unless somebody sends it by hand. The product stays.</p>} act={reason => post('/api/v1/missions/{mission}/environments/{environment}/routes/{name}/deliveries/{id}/drop', { path, body: { reason: reason || undefined } })} done={done} />
              </>}</span>
            </>;
          }} />
      )}
    </Panel>
  );
}
