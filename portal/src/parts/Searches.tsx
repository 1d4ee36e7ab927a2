import { useState } from 'react';
import { get, post, remove, type View } from '../api/client';
import { useLoad } from './load';
import { Link, to } from './route';
import type { Where } from './scope';
import { Confirm, Empty, Panel, Show } from './ui';

type Room = 'products' | 'query';

/** Keeps what was asked among the last ones of whoever is logged in; that it fails is no reason to disturb anybody. */
export async function remember(room: Room, where: Where, query: string) {
  try { await post('/api/v1/me/searches', { body: { room, ...where, query } }); } catch { /* It is in the address all the same. */ }
}

export const useSearches = (room: Room, where: Where, revision = 0) =>
  useLoad(signal => get('/api/v1/me/searches', { query: { room, ...where }, signal }), [room, where, revision]);

/** One's own searches of a room: those saved under a name, and the last ones. */
export function Searches({ room, where, current, revision, words }: { room: Room; where: Where; current: string; revision?: number; words: (query: string) => string }) {
  const searches = useSearches(room, where, revision);
  const [isSaving, setSaving] = useState(false);
  const here = `${to(room, where.mission, where.environment)}?`;
  const forget = async (search: View<'SearchView'>) => { await remove('/api/v1/me/searches/{id}', { path: { id: search.id } }); searches.again(); };
  return (
    <Panel title={room === 'query' ? 'Your questions' : 'Your searches'} tools={<button disabled={!current} onClick={() => setSaving(true)}>Save…</button>}>
      <Show of={searches}>
        {({ items }) => {
          const [saved, last] = [items.filter(s => s.name), items.filter(s => !s.name)];
          return (
            <>
              {items.length === 0 && <Empty>{room === 'query' ? 'What you ask is kept here, for you alone.' : 'Save a search to find it here again; its address can be sent to anybody.'}</Empty>}
              {saved.length > 0 && <List items={saved} here={here} current={current} words={s => s.name!} hover={s => words(s.query)} forget={forget} />}
              {last.length > 0 && <><h3 className="dim pad">Last ones</h3><List items={last} here={here} current={current} words={s => words(s.query)} hover={s => words(s.query)} forget={forget} /></>}
            </>
          );
        }}
      </Show>
      {isSaving && <Save room={room} where={where} query={current} words={words(current)} close={done => { setSaving(false); if (done) searches.again(); }} />}
    </Panel>
  );
}

function List({ items, here, current, words, hover, forget }: {
  items: View<'SearchView'>[]; here: string; current: string; words: (s: View<'SearchView'>) => string; hover: (s: View<'SearchView'>) => string; forget: (s: View<'SearchView'>) => Promise<void>;
}) {
  return (
    <ul className="searches">
      {items.map(s => (
        <li key={s.id}>
          <Link href={here + s.query} title={hover(s)} aria-current={s.query === current ? 'true' : undefined}>{words(s)}</Link>
          <button className="plain" aria-label={`Forget ${words(s)}`} title="Forget" onClick={() => void forget(s)}>×</button>
        </li>
      ))}
    </ul>
  );
}

function Save({ room, where, query, words, close }: { room: Room; where: Where; query: string; words: string; close: (done: boolean) => void }) {
  const [name, setName] = useState('');
  return (
    <Confirm title={room === 'query' ? 'Save the question' : 'Save the search'} label="Save it" close={close} act={() => post('/api/v1/me/searches', { body: { room, ...where, name, query } })}
      will={<p>It is kept for you on the server. What has the same name is replaced.</p>}>
      <p className="mono wrap dim">{words}</p>
      <label>Name<input autoFocus required maxLength={100} value={name} onChange={e => setName(e.target.value)} /></label>
    </Confirm>
  );
}
