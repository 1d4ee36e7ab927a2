import { useState } from 'react';
import { addressOf, all, get, post, remove, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { isOf, type Where } from '../../parts/scope';
import { Action, Age, Empty, Panel, Show } from '../../parts/ui';
import { bytes } from '../../parts/words';

type Refused = View<'QuarantinedView'>;

export function Quarantine({ where }: { where: Where }) {
  const list = useLoad(signal => all(after => get('/api/v1/missions/{mission}/environments/{environment}/quarantine', { path: where, query: { after, limit: 500 }, signal })), [where], isOf(where));
  return (
    <Panel title="Quarantine">
      <Show of={list}>
        {items => items.length === 0 ? <Empty>Nothing is in quarantine. What is refused for its name, content or a malware scan waits here until somebody decides.</Empty> : (
          <div className="scroll">
            <table>
              <thead><tr><th scope="col">File</th><th scope="col">Why</th><th scope="col">From</th><th scope="col" className="number">Size</th><th scope="col">Refused</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
              <tbody>{items.map(q => <Row key={q.id} where={where} file={q} again={list.again} />)}</tbody>
            </table>
          </div>
        )}
      </Show>
    </Panel>
  );
}

function Row({ where, file: q, again }: { where: Where; file: Refused; again: () => void }) {
  const path = { ...where, id: q.id };
  const [wish, setWish] = useState({ type: '', name: '', acceptRisk: false });
  return (
    <tr>
      <td className="wrap">{q.name}</td>
      <td className="wrap">{q.reason}<p className="dim"><code>{q.code}</code></p></td>
      <td className="narrow">{q.source ?? q.sentBy}</td><td className="number">{bytes(q.sizeBytes)}</td><td className="narrow"><Age at={q.refusedAt} /></td>
      <td className="narrow"><div className="actions">
        {q.sha256 && <Action label="Release" reason="needed" title={`Release ${q.name}`} will={<p>It goes through the intake once more, as it is or under another type or name. Whether it is published is decided there.</p>} done={again}
          act={reason => post('/api/v1/missions/{mission}/environments/{environment}/quarantine/{id}/release', { path, body: { type: wish.type || undefined, name: wish.name || undefined, acceptRisk: wish.acceptRisk, reason } })}>
          <label>As the type <span className="dim">the one its name says when left empty</span><input value={wish.type} onChange={e => setWish({ ...wish, type: e.target.value })} /></label>
          <label>Under the name <span className="dim">{q.name} when left empty</span><input value={wish.name} onChange={e => setWish({ ...wish, name: e.target.value })} /></label>
          <label className="inline"><input type="checkbox" checked={wish.acceptRisk} onChange={e => setWish({ ...wish, acceptRisk: e.target.checked })} />Let it through although the scanner takes it for malware</label>
        </Action>}
        <Action label="Drop" danger reason="needed" title={`Drop ${q.name}`} will={<p>The refused bytes are thrown away. The journal keeps what it was, why it was refused and why it was dropped.</p>} act={reason => remove('/api/v1/missions/{mission}/environments/{environment}/quarantine/{id}', { path, query: { reason } })} done={again} />
        {q.sha256 && <Action label="Fetch" title={`Fetch ${q.name}`} will={<p>Its bytes were refused, and may do harm. They are saved as they came.</p>} act={async () => { location.assign(addressOf('/api/v1/missions/{mission}/environments/{environment}/quarantine/{id}/content', path)); }} />}
      </div></td>
    </tr>
  );
}
