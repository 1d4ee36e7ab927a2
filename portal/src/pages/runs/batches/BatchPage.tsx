import { useEffect, useRef } from 'react';
import { get, post } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { usePages } from '../../../parts/pages';
import { ask, go, Link, to, usePlace } from '../../../parts/route';
import { Rows } from '../../../parts/Rows';
import { isOf, type Where } from '../../../parts/scope';
import { Action, Age, Empty, Fault, Panel, Show, State, Time } from '../../../parts/ui';
import { many, short, span } from '../../../parts/words';
import { Bar } from './Bar';
import { Compared } from './Compared';
import { type Batch, badOf, endedOf, kinds, progressOf } from './words';

/** One batch: how it goes, its runs, and of a shadow what differs. */
export default function BatchPage({ where, id }: { where: Where; id: string }) {
  const path = { ...where, id };
  const batch = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/batches/{id}', { path, signal }), [id],
    e => isOf(where)(e) && (e.subject === `batches/${id}` || e.type.startsWith('gantry.pipelines.run')));
  return (
    <Show of={batch}>
      {b => (
        <>
          <Head batch={b} again={batch.again} />
          <Panel title="How it goes">
            <div className="pad">{!b.isFollowing && <Bar batch={b} />}<p>{progressOf(b)}.</p></div>
            <Facts batch={b} />
          </Panel>
          {b.compared && <Compared where={where} batch={b} />}
          <RunsOf where={where} batch={b} />
        </>
      )}
    </Show>
  );
}

function Head({ batch, again }: { batch: Batch; again: () => void }) {
  const path = { mission: batch.mission, environment: batch.environment, id: batch.id };
  const isGoing = batch.endedAt == null;
  return (
    <>
      <div className="path">
        <h1><Link href={to('runs', batch.mission, batch.environment, 'batches')}>{batch.mission}/{batch.environment}, batches</Link> · {batch.pipeline}, {kinds[batch.kind] ?? batch.kind} · <State of={batch.state === 'broken' ? 'errored' : batch.state} words={batch.state} /></h1>
        <div className="actions">
          {isGoing && batch.state === 'going' && <Action label="Pause" reason="welcome" title="Pause this batch" done={again} will={<p>No more runs are made of it for now; those that go on end. It can be resumed at any time.</p>}
            act={reason => post('/api/v1/missions/{mission}/environments/{environment}/batches/{id}/pause', { path, body: { reason: reason || undefined } })} />}
          {isGoing && batch.state === 'paused' && <Action label="Resume" title="Resume this batch" done={again} will={<p>{batch.isFollowing ? <>It goes on beside the runs that pass.</> : <>It goes on where it was: {many(batch.total - batch.placed, 'run')} {batch.total - batch.placed === 1 ? 'is' : 'are'} still to be made.</>}</p>}
            act={() => post('/api/v1/missions/{mission}/environments/{environment}/batches/{id}/resume', { path })} />}
          {isGoing && <Action label="Stop" does="Stop the batch" danger reason="welcome" title="Stop this batch" done={again} will={<p>No more runs are made of it, and those that go on are stopped. What they have made stays. A stopped batch cannot be resumed.</p>}
            act={reason => post('/api/v1/missions/{mission}/environments/{environment}/batches/{id}/stop', { path, body: { reason: reason || undefined } })} />}
        </div>
      </div>
      {batch.reason && <p className="wrap">{batch.reason}</p>}
    </>
  );
}

const Facts = ({ batch: b }: { batch: Batch }) => (
  <dl className="facts">
    <dt>Began</dt><dd><Time at={b.createdAt} /> UTC, <Age at={b.createdAt} />, by {b.principal}</dd>
    {b.endedAt && <><dt>Ended</dt><dd><Time at={b.endedAt} /> UTC, after {span(Date.parse(b.endedAt) - Date.parse(b.createdAt))}</dd></>}
    <dt>Release</dt><dd><Link className="mono" href={`${to('releases', b.mission)}?release=${b.release}`}>{short(b.release)}</Link></dd>
    <dt>Made</dt><dd>{b.isFollowing ? `${many(b.placed, 'run')} beside those that passed` : `${b.placed} of ${many(b.total, 'run')}`}; {endedOf(b)} ended, {badOf(b)} of them did not pass</dd>
  </dl>
);

function RunsOf({ where, batch }: { where: Where; batch: Batch }) {
  const { query } = usePlace();
  const state = query.get('state') ?? '';
  const runs = usePages((after, signal) => get('/api/v1/missions/{mission}/environments/{environment}/runs', { path: where, query: { batch: batch.id, state: state || undefined, after, limit: 200 }, signal }), [where, batch.id, state]);
  const counted = JSON.stringify(batch.runs);
  const shown = useRef(counted);
  useEffect(() => { if (shown.current !== counted) { shown.current = counted; runs.again(); } }, [counted]);
  return (
    <Panel title="Its runs" tools={(
      <label className="inline">State
        <select value={state} onChange={e => ask({ state: e.target.value })}>
          <option value="">any</option>
          {Object.entries(batch.runs ?? {}).map(([s, n]) => <option key={s} value={s}>{s} ({n})</option>)}
        </select>
      </label>
    )}>
      {runs.fault && <Fault fault={runs.fault} again={runs.again} />}
      {runs.isReady && runs.items.length === 0 && !runs.fault
        ? <Empty>{state ? 'No run of it is in this state.' : 'None was made yet.'}</Empty>
        : (
          <Rows label="Runs of the batch" items={runs.items} keyOf={r => r.id} columns="8rem 23rem 11.5rem 6rem minmax(6rem,1fr)" heads={['State', 'Run', 'Created, UTC', 'Took', 'Reason']}
            more={runs.more} isMore={runs.isMore} open={r => go(to('runs', where.mission, where.environment, r.id))} height="min(24rem, 45vh)"
            render={r => <>
              <span role="cell"><State of={r.state} /></span>
              <span role="cell"><Link className="mono" href={to('runs', where.mission, where.environment, r.id)}>{r.id}</Link></span>
              <span role="cell"><Time at={r.createdAt} /></span>
              <span role="cell">{r.startedAt && r.endedAt ? span(Date.parse(r.endedAt) - Date.parse(r.startedAt)) : <span className="dim">–</span>}</span>
              <span role="cell" title={r.reason ?? ''}>{r.reason}</span>
            </>} />
        )}
    </Panel>
  );
}
