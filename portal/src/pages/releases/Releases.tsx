import { all, get, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { ask, go, Link, to, usePlace } from '../../parts/route';
import { Age, Empty, Panel, Show, Time } from '../../parts/ui';
import { bytes, short } from '../../parts/words';
import { Difference } from './Difference';
import { Rung } from './Rung';

export type Mission = View<'MissionView'>;

/** The ladder: what stands where, what waits below, and how they differ. */
export default function Releases() {
  const { words } = usePlace();
  const missions = useLoad(signal => get('/api/v1/missions', { query: { limit: 1000 }, signal }), ['missions'], e => e.type.startsWith('gantry.delivery.'));
  return (
    <Show of={missions}>
      {({ items }) => {
        if (items.length === 0) return <Empty>No mission stands here yet. Apply one from its folder: <code>gantry apply missions/sentinel</code></Empty>;
        const mission = words[1] ? items.find(m => m.name === words[1]) : items[0];
        if (!mission) return <Empty>There is no mission <code>{words[1]}</code> that you may see. <Link href="/releases">Choose another one</Link>.</Empty>;
        return (
          <>
            <h1 className="unseen">Releases of {mission.name}</h1>
            <div className="path">
              <label className="inline">Mission<select value={mission.name} onChange={e => go(to('releases', e.target.value))}>{items.map(m => <option key={m.name}>{m.name}</option>)}</select></label>
              <span className="dim">{mission.description}</span>
            </div>
            <div className="board">{mission.environments.map((_, i) => <Rung key={mission.environments[i]!.name} mission={mission} place={i} again={missions.again} />)}</div>
            <List key={mission.name} mission={mission} />
          </>
        );
      }}
    </Show>
  );
}

function List({ mission }: { mission: Mission }) {
  const { query } = usePlace();
  const path = { mission: mission.name };
  const releases = useLoad(signal => all(after => get('/api/v1/missions/{mission}/releases', { path, query: { after, limit: 200 }, signal }), 1000), [mission.name], e => e.mission === mission.name && e.type.startsWith('gantry.delivery.'));
  const [chosen, from] = [query.get('release'), query.get('from')];
  return (
    <>
      {chosen && from && <Difference key={chosen + from} mission={mission.name} from={from} to={chosen} />}
      <Panel title="Releases" tools={<span className="dim">{from ? 'choose what to compare it with' : ''}</span>}>
        <Show of={releases}>
          {items => (
            <div className="scroll">
              <table>
                <thead><tr><th scope="col">Release</th><th scope="col">Made, UTC</th><th scope="col">By</th><th scope="col">Stands in</th><th scope="col" className="number">Files</th><th scope="col" className="number">Size</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
                <tbody>{items.map((r, i) => (
                  <tr key={r.id} className={r.id === chosen ? 'chosen' : ''}>
                    <td className="mono" title={r.id}><button className="plain mono" onClick={() => ask({ release: r.id, from: items[i + 1]?.id ?? null })}>{short(r.id)}</button></td>
                    <td className="narrow"><Time at={r.createdAt} /> <span className="dim"><Age at={r.createdAt} /></span></td><td>{r.createdBy}</td><td>{r.standsIn.join(', ') || <span className="dim">nowhere</span>}</td>
                    <td className="number">{r.files}</td><td className="number">{bytes(r.sizeBytes)}</td>
                    <td className="narrow">{items.length > 1 && (
                      <select aria-label={`Compare ${short(r.id)} with`} value="" onChange={e => ask({ release: r.id, from: e.target.value })}>
                        <option value="">compare with…</option>{items.filter(o => o.id !== r.id).map(o => <option key={o.id} value={o.id}>{short(o.id)}{o.standsIn.length ? ` (${o.standsIn.join(', ')})` : ''}</option>)}
                      </select>
                    )}</td>
                  </tr>))}
                </tbody>
              </table>
            </div>
          )}
        </Show>
      </Panel>
      {chosen && <Files key={chosen} mission={mission.name} release={chosen} />}
    </>
  );
}

function Files({ mission, release }: { mission: string; release: string }) {
  const files = useLoad(signal => get('/api/v1/missions/{mission}/releases/{release}/files', { path: { mission, release }, signal }), [release]);
  return (
    <Panel title={<>Files of <code>{short(release)}</code></>}>
      <Show of={files}>
        {({ items }) => (
          <table>
            <thead><tr><th scope="col">Path</th><th scope="col" className="number">Size</th><th scope="col">SHA-256</th></tr></thead>
            <tbody>{items.map(f => <tr key={f.path}><td className="wrap">{f.path}</td><td className="number">{bytes(f.sizeBytes)}</td><td className="mono" title={f.sha256}>{short(f.sha256)}</td></tr>)}</tbody>
          </table>
        )}
      </Show>
    </Panel>
  );
}
