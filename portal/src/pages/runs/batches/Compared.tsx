import { useEffect, useRef } from 'react';
import { get, type View } from '../../../api/client';
import { usePages } from '../../../parts/pages';
import { ask, usePlace } from '../../../parts/route';
import { Rows } from '../../../parts/Rows';
import type { Where } from '../../../parts/scope';
import { Empty, Fault, Panel, State } from '../../../parts/ui';
import { Difference } from './Difference';
import type { Batch } from './words';

type One = View<'ComparedView'>;

const tones: Record<string, string> = { different: 'attention', missing: 'missing', added: 'attention' };

/** What the runs of a shadow made, beside what was made before, product by product. */
export function Compared({ where, batch }: { where: Where; batch: Batch }) {
  const { query } = usePlace();
  const all = query.get('same') === 'true';
  const shown = useRef(JSON.stringify(batch.compared));
  const found = usePages<One>((after, signal) => get('/api/v1/missions/{mission}/environments/{environment}/batches/{id}/differences', { path: { ...where, id: batch.id }, query: { all, after, limit: 200 }, signal }), [batch.id, all]);
  // What comes meanwhile is asked for behind what is shown; nothing blinks.
  const counted = JSON.stringify(batch.compared);
  useEffect(() => { if (shown.current !== counted) { shown.current = counted; found.again(); } }, [counted]);
  const chosen = query.get('compared');
  const one = found.items.find(f => keyOf(f) === chosen);
  const counts = Object.entries(batch.compared ?? {}).map(([verdict, n]) => `${n} ${verdict}`).join(', ');
  return (
    <>
      <Panel title={<>What differs{counts && <span className="dim">: {counts}</span>}</>} tools={<label className="inline"><input type="checkbox" checked={all} onChange={e => ask({ same: e.target.checked ? 'true' : null })} />Also what is the same</label>}>
        {found.fault && <Fault fault={found.fault} again={found.again} />}
        {found.isReady && found.items.length === 0 && !found.fault
          ? <Empty>{batch.endedAt ? (batch.compared?.same ? 'Nothing differs: what this release makes is what was made before.' : 'Nothing was compared.') : 'Nothing differs so far.'}</Empty>
          : (
            <Rows label="Differences" items={found.items} keyOf={keyOf} columns="7rem minmax(12rem,1fr) 10rem minmax(14rem,2fr)" heads={['Verdict', 'Product', 'Made by', 'How they differ']} more={found.more} isMore={found.isMore} height="min(20rem, 40vh)"
              open={f => ask({ compared: keyOf(f) })}
              render={f => <>
                <span role="cell"><State of={tones[f.verdict] ?? f.verdict} words={f.verdict} /></span>
                <span role="cell" title={f.name}><button className="plain" aria-pressed={keyOf(f) === chosen} onClick={() => ask({ compared: keyOf(f) === chosen ? null : keyOf(f) })}>{f.name}</button></span>
                <span role="cell">{f.step}.{f.output}</span>
                <span role="cell" title={f.sentence}>{f.sentence}</span>
              </>} />
          )}
      </Panel>
      {one && <Difference key={chosen} where={where} batch={batch.id} one={one} close={() => ask({ compared: null })} />}
    </>
  );
}

const keyOf = (one: One) => `${one.run}~${one.step}~${one.output}~${one.place}`;
