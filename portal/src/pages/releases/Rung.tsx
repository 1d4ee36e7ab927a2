import { useState } from 'react';
import { get, post } from '../../api/client';
import { useLoad } from '../../parts/load';
import { ask, Link, to as route } from '../../parts/route';
import { Action, Age, Panel, Show, State, Time } from '../../parts/ui';
import { plain, short } from '../../parts/words';
import { Changes } from './Difference';
import type { Mission } from './Releases';

/** One environment of the ladder: what stands there, what waits below it, and the moves that people make. */
export function Rung({ mission, place, again }: { mission: Mission; place: number; again: () => void }) {
  const [here, below] = [mission.environments[place]!, mission.environments[place - 1]];
  const path = { mission: mission.name, environment: here.name };
  const history = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/history', { path, query: { limit: 6 }, signal }), [mission.name, here.name, here.version]);
  const waits = below?.release && below.release !== here.release ? below.release : undefined;
  const earlier = history.value?.items.filter(s => s.release !== here.release) ?? [];
  const [to, setTo] = useState('');
  const [lift, setLift] = useState(false);
  return (
    <Panel title={here.name} tools={<>
      {waits && (
        <Action label={`Promote ${short(waits)}`} does="Promote" reason="welcome" title={`Promote ${short(waits)} to ${mission.name}/${here.name}`} done={again}
          will={<><p>{here.name} will run what {below!.name} runs now. The move is journalled, and can be rolled back.</p><WhatChanges mission={mission.name} from={here.release ?? undefined} to={waits} /></>}
          act={reason => post('/api/v1/missions/{mission}/environments/{environment}/promote', { path, body: { release: waits, expected: here.release ?? 'none', liftHold: lift, reason: reason || undefined } })}>
          {here.isHeld && <label className="inline"><input type="checkbox" checked={lift} onChange={e => setLift(e.target.checked)} />Lift the hold: {here.holdReason}</label>}
        </Action>
      )}
      {place < 2 && here.release && <Link href={`${route('runs', mission.name, here.name, 'batches')}?new=shadow`}>Try in shadow</Link>}
      {earlier.length > 0 && (
        <Action label="Roll back" danger reason="needed" title={`Roll ${mission.name}/${here.name} back`} done={again}
          will={<p>{here.name} goes back to an earlier release and is held there: automation does not move it until somebody promotes with the hold lifted.</p>}
          act={reason => post('/api/v1/missions/{mission}/environments/{environment}/rollback', { path, body: { to: to || undefined, reason } })}>
          <label>To<select value={to} onChange={e => setTo(e.target.value)}><option value="">the one before</option>{[...new Map(earlier.map(s => [s.release, s])).values()].map(s => <option key={s.release} value={s.release}>{short(s.release)} (stood since {s.since.slice(0, 16).replace('T', ' ')})</option>)}</select></label>
        </Action>
      )}
    </>}>
      <dl className="facts">
        <dt>Stands</dt><dd>{here.release ? <button className="plain mono" onClick={() => ask({ release: here.release, from: null })} title={here.release}>{short(here.release)}</button> : <span className="dim">nothing</span>}</dd>
        {here.release && <><dt>Since</dt><dd><Time at={here.since} /> UTC, <Age at={here.since} />, by {here.by}</dd></>}
        {here.isHeld && <><dt><State of="held" /></dt><dd>{here.holdReason}</dd></>}
        {below && <><dt>Waits below</dt><dd>{waits ? <><button className="plain mono" onClick={() => ask({ release: waits, from: here.release ?? null })}>{short(waits)}</button>, for somebody to promote it</> : <span className="dim">nothing new</span>}</dd></>}
      </dl>
      <Show of={history}>
        {({ items }) => items.length === 0 ? <></> : (
          <table>
            <thead><tr><th scope="col">Stood here</th><th scope="col">Since, UTC</th><th scope="col">How</th></tr></thead>
            <tbody>{items.map((s, i) => <tr key={i}><td className="mono">{short(s.release)}</td><td className="narrow"><Time at={s.since} /></td><td>{plain(s.how)} by {s.by}</td></tr>)}</tbody>
          </table>
        )}
      </Show>
    </Panel>
  );
}

function WhatChanges({ mission, from, to }: { mission: string; from?: string; to: string }) {
  const difference = useLoad(async signal => from ? get('/api/v1/missions/{mission}/releases/{release}/difference', { path: { mission, release: to }, query: { from }, signal }) : undefined, [from, to]);
  if (!from) return <p>Nothing stands there yet.</p>;
  return <Show of={difference}>{d => d ? <Changes changes={d.changes} /> : <></>}</Show>;
}
