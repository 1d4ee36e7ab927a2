import type { ReactNode } from 'react';
import { get } from '../api/client';
import { useLoad } from './load';
import { go, Link, to, usePlace } from './route';
import { Empty, Show } from './ui';
import { plain } from './words';

export type Where = { mission: string; environment: string };

/** The environment that the address names, or a way to one; the best first guess is operations, where data is. */
export function Scoped({ room, sections, children }: { room: string; sections?: { path: string; name: string }[]; children: (where: Where, rest: string[]) => ReactNode }) {
  const { words } = usePlace();
  const missions = useLoad(signal => get('/api/v1/missions', { query: { limit: 1000 }, signal }), ['missions'], e => e.type.startsWith('gantry.delivery.'));
  return (
    <Show of={missions}>
      {({ items }) => {
        if (items.length === 0) return <Empty>No mission stands here yet. Apply one from its folder: <code>gantry apply missions/sentinel</code></Empty>;
        const [, mission, environment, ...rest] = words;
        const found = items.find(m => m.name === mission);
        if (!found && mission) return <Empty>There is no mission <code>{mission}</code> that you may see. <Link href={to(room)}>Choose another one</Link>.</Empty>;
        const chosen = found ?? items.find(m => m.environments.some(e => e.name === 'ops' && e.release)) ?? items[0]!;
        const place = chosen.environments.find(e => e.name === environment) ?? [...chosen.environments].reverse().find(e => e.release) ?? chosen.environments[0]!;
        const here = (m: string, e: string) => to(room, m, e, ...(sections && rest[0] ? [rest[0]] : []));
        return (
          <>
            <h1 className="unseen">{plain(room)}</h1>
            <div className="path">
              <label className="inline">Mission
                <select value={chosen.name} onChange={e => { const m = items.find(i => i.name === e.target.value)!; go(here(m.name, ([...m.environments].reverse().find(x => x.release) ?? m.environments[0]!).name)); }}>
                  {items.map(m => <option key={m.name}>{m.name}</option>)}
                </select>
              </label>
              <nav className="tabs" aria-label="Environment">
                {chosen.environments.map(e => <Link key={e.name} href={here(chosen.name, e.name)} aria-current={e.name === place.name ? 'true' : undefined}>{e.name}</Link>)}
              </nav>
              {sections && (
                <nav className="tabs" aria-label="Sections">
                  {sections.map((s, i) => <Link key={s.path} href={to(room, chosen.name, place.name, s.path)} aria-current={(rest[0] ?? sections[0]!.path) === s.path || (i === 0 && !rest[0]) ? 'page' : undefined}>{s.name}</Link>)}
                </nav>
              )}
            </div>
            {place.release ? children({ mission: chosen.name, environment: place.name }, rest)
              : <Empty><p>No release stands in {chosen.name}/{place.name}.</p><p>Bring one up the ladder on <Link href={to('releases', chosen.name)}>the mission's releases</Link>.</p></Empty>}
          </>
        );
      }}
    </Show>
  );
}

/** Whether an entry of the journal belongs to an environment. */
export const isOf = (where: Where) => (entry: { mission?: string | null; environment?: string | null }) =>
  entry.mission === where.mission && entry.environment === where.environment;
