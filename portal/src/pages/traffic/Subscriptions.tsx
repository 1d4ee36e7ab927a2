import { useState } from 'react';
import { all, get, post, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import type { Where } from '../../parts/scope';
import { Action, Age, Confirm, Empty, Panel, Show, State } from '../../parts/ui';
import { count } from '../../parts/words';

type Subscription = View<'SubscriptionView'>;

export function Subscriptions({ where }: { where: Where }) {
  const list = useLoad(signal => all(after => get('/api/v1/subscriptions', { query: { after }, signal })), ['subscriptions'], e => e.type.startsWith('gantry.hub.subscription') || e.type === 'gantry.hub.product_published');
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState({ filter: '', endpoint: '' });
  const sees = (s: Subscription) => (!s.mission || s.mission === where.mission) && (!s.environment || s.environment === where.environment);
  return (
    <Panel title="Subscriptions" tools={<button onClick={() => setOpen(true)}>New subscription</button>}>
      <Show of={list}>
        {items => items.filter(sees).length === 0 ? <Empty><p>Nobody is told of what is published here, as far as you may see. A subscription is a filter and an address that is called; without one it is a queue to read from.</p></Empty> : (
          <div className="scroll">
            <table>
              <thead><tr><th scope="col">Whose</th><th scope="col">State</th><th scope="col">Of what</th><th scope="col">Is told at</th><th scope="col">Last told</th><th scope="col" className="number">Waiting</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
              <tbody>{items.filter(sees).map(s => <Row key={s.id} subscription={s} again={list.again} />)}</tbody>
            </table>
          </div>
        )}
      </Show>
      {isOpen && (
        <Confirm title="New subscription" label="Subscribe" close={done => { setOpen(false); if (done) list.again(); }} will={<p>You are told of each product that is published in {where.mission}/{where.environment} from now on, as long as you may read it.</p>}
          act={() => post('/api/v1/subscriptions', { body: { ...where, filter: wish.filter || undefined, endpoint: wish.endpoint || undefined } })}>
          <label>Of which products, in the words of $filter <span className="dim">all of them when left empty</span><input spellCheck={false} value={wish.filter} onChange={e => setWish({ ...wish, filter: e.target.value })} placeholder="startswith(Name,'S1A')" /></label>
          <label>Address to call <span className="dim">a queue to read when left empty</span><input type="url" value={wish.endpoint} onChange={e => setWish({ ...wish, endpoint: e.target.value })} placeholder="https://partner.example/notify" /></label>
        </Confirm>
      )}
    </Panel>
  );
}

function Row({ subscription: s, again }: { subscription: Subscription; again: () => void }) {
  const path = { id: s.id };
  return (
    <tr>
      <td className="narrow">{s.owner}</td>
      <td><State of={s.parkedAt ? 'attention' : s.status} words={s.parkedAt ? 'does not answer' : undefined} />{s.lastError && <p className="wrap">{s.lastError}</p>}</td>
      <td className="wrap mono">{s.filter || 'everything'}</td><td className="wrap">{s.endpoint ?? 'a queue'}</td><td className="narrow"><Age at={s.notifiedAt} /></td><td className="number">{count(s.waiting)}</td>
      <td className="narrow"><div className="actions">
        {s.failures > 0 && <Action label="Try now" title="Tell it now" will={<p>What waits is sent now, not only at the next time.</p>} act={() => post('/api/v1/subscriptions/{id}/retry', { path })} done={again} />}
        {s.status === 'paused' && <Action label="Resume" title="Resume" will={<p>It is told again, first of what waited.</p>} act={() => post('/api/v1/subscriptions/{id}/resume', { path })} done={again} />}
        {s.status === 'running' && <Action label="Pause" danger title="Pause" will={<p>{s.owner} is not told of anything until somebody resumes it.</p>} act={() => post('/api/v1/subscriptions/{id}/pause', { path })} done={again} />}
        {s.status !== 'cancelled' && <Action label="End" danger title="End the subscription" will={<p>{s.owner} is not told of anything any more. This cannot be taken back; a new one begins anew.</p>} act={() => post('/api/v1/subscriptions/{id}/cancel', { path })} done={again} />}
      </div></td>
    </tr>
  );
}
