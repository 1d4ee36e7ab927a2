import { useState } from 'react';
import { get } from '../../../api/client';
import { useEntries } from '../../../parts/live';
import { usePages } from '../../../parts/pages';
import { ask, go, Link, to, usePlace } from '../../../parts/route';
import { Rows } from '../../../parts/Rows';
import { isOf, type Where } from '../../../parts/scope';
import { Empty, Fault, Panel, State, Time } from '../../../parts/ui';
import { Bar } from './Bar';
import { Begin } from './Begin';
import { type Batch, kinds, progressOf } from './words';

/** Many runs made one after the other, and how far they are. */
export default function BatchList({ where }: { where: Where }) {
  const { query } = usePlace();
  const batches = usePages<Batch>((after, signal) => get('/api/v1/missions/{mission}/environments/{environment}/batches', { path: where, query: { after, limit: 100 }, signal }), [where]);
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();
  useEntries(entries => {
    if (timer === undefined && (entries.length === 0 || entries.some(e => isOf(where)(e) && e.type.startsWith('gantry.pipelines.'))))
      setTimer(setTimeout(() => { setTimer(undefined); batches.again(); }, 800));
  });
  const address = (id: string) => to('runs', where.mission, where.environment, 'batches', id);
  return (
    <Panel title="Batches" tools={<>
      <button onClick={() => ask({ new: 'backfill' })}>Backfill…</button>
      <button onClick={() => ask({ new: 'replay' })}>Replay…</button>
      <button onClick={() => ask({ new: 'repeat' })}>Repeat what failed…</button>
      <button onClick={() => ask({ new: 'shadow' })}>Shadow…</button>
    </>}>
      {batches.fault && <Fault fault={batches.fault} again={batches.again} />}
      {batches.isReady && batches.items.length === 0 && !batches.fault
        ? (
          <Empty>
            <p>No batch yet. A batch makes many runs of a pipeline, a few ahead of those that go on, and behind everything that arrives meanwhile.</p>
            <p>A <b>backfill</b> makes one for each product of a stretch of time or a filter; a <b>replay</b> goes through the past in its order; a <b>shadow</b> does runs of another environment once more by the release that stands here, publishes nothing, and shows what would differ.</p>
          </Empty>
        )
        : (
          <Rows label="Batches" items={batches.items} keyOf={b => b.id} columns="7rem 11rem minmax(7rem,1fr) minmax(8rem,1.3fr) minmax(12rem,2fr) 11.5rem 7rem" heads={['State', 'What', 'Pipeline', 'Done', 'How it goes', 'Began, UTC', 'By']}
            more={batches.more} isMore={batches.isMore} open={b => go(address(b.id))} height="calc(100vh - 14rem)"
            render={b => <>
              <span role="cell"><State of={b.state === 'broken' ? 'errored' : b.state} words={b.state} /></span>
              <span role="cell"><Link href={address(b.id)}>{kinds[b.kind] ?? b.kind}</Link></span>
              <span role="cell">{b.pipeline}</span>
              <span role="cell"><Bar batch={b} /></span>
              <span role="cell" title={progressOf(b)}>{progressOf(b)}</span>
              <span role="cell"><Time at={b.createdAt} /></span>
              <span role="cell">{b.principal}</span>
            </>} />
        )}
      {query.get('new') && <Begin where={where} kind={query.get('new')!} close={() => ask({ new: null })} />}
    </Panel>
  );
}
