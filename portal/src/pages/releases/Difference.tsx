import { get, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { ask } from '../../parts/route';
import { Panel, Show } from '../../parts/ui';
import { bytes, many, short } from '../../parts/words';

/** How one release differs from another, in words and files. */
export function Difference({ mission, from, to }: { mission: string; from: string; to: string }) {
  const difference = useLoad(signal => get('/api/v1/missions/{mission}/releases/{release}/difference', { path: { mission, release: to }, query: { from }, signal }), [from, to]);
  return (
    <Panel title={<>From <code>{short(from)}</code> to <code>{short(to)}</code></>} tools={<button onClick={() => ask({ release: null, from: null })}>Close</button>}>
      <Show of={difference}>{d => <div className="pad"><Changes changes={d.changes} /></div>}</Show>
    </Panel>
  );
}

export function Changes({ changes }: { changes: View<'FileChangeView'>[] }) {
  const of = (kind: string) => changes.filter(c => c.change === kind).length;
  const words = [['added', 'added'], ['changed', 'changed'], ['removed', 'removed']].filter(([k]) => of(k!) > 0).map(([k, w]) => `${many(of(k!), 'file')} ${w}`);
  if (changes.length === 0) return <p>They hold the same files.</p>;
  return (
    <>
      <p>{words.join(', ')}.</p>
      <ul>{changes.map(c => (
        <li key={c.path} className="mono wrap">{c.change === 'added' ? '+' : c.change === 'removed' ? '−' : '~'} {c.path} <span className="dim">{c.change}{c.change === 'changed' ? `, ${bytes(c.oldSizeBytes ?? 0)} to ${bytes(c.newSizeBytes ?? 0)}` : ''}</span></li>
      ))}</ul>
    </>
  );
}
