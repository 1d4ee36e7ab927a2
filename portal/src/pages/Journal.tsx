import { useEffect, useRef, useState } from 'react';
import { get } from '../api/client';
import { type Entry, useEntries } from '../parts/live';
import { usePages } from '../parts/pages';
import { ask, Link, to, usePlace } from '../parts/route';
import { Rows } from '../parts/Rows';
import { Empty, Fault, Panel, Time } from '../parts/ui';
import { many, plain } from '../parts/words';

const most = 5000; // What was pushed out is a scroll and a page away.

/** Everything that happens, as it happens. */
export default function Journal() {
  const { query } = usePlace();
  const filter = { mission: query.get('mission') ?? undefined, environment: query.get('environment') ?? undefined, kind: query.get('kind') ?? undefined };
  const isLive = query.get('live') !== 'no';
  const older = usePages<Entry>((after, signal) => get('/api/v1/journal', { query: { ...filter, newest: true, after, limit: 200 }, signal }), [filter]);
  const [fresh, setFresh] = useState<Entry[]>([]);
  const [waiting, setWaiting] = useState<Entry[]>([]);
  const seen = useRef(0);
  useEffect(() => { setFresh([]); setWaiting([]); }, [JSON.stringify(filter)]);
  seen.current = Math.max(older.items[0]?.sequence ?? 0, fresh[0]?.sequence ?? 0, waiting[0]?.sequence ?? 0);
  useEntries(batch => {
    if (batch.length === 0) return older.again();
    const mine = batch.filter(e => e.sequence > seen.current && matches(e, filter)).reverse();
    if (mine.length > 0) (isLive ? setFresh : setWaiting)(old => [...mine, ...old].slice(0, most));
  });
  const goOn = () => { setFresh(old => [...waiting, ...old].slice(0, most)); setWaiting([]); ask({ live: null }); };
  const items = [...fresh.filter(e => e.sequence > (older.items[0]?.sequence ?? 0)), ...older.items];
  const chosen = items.find(e => String(e.sequence) === query.get('entry'));
  return (
    <>
      <h1 className="unseen">Journal</h1>
      <Panel title="Journal" tools={<>
        {waiting.length > 0 && <span className="dim">{many(waiting.length, 'new entry', 'new entries')}</span>}
        {isLive ? <button onClick={() => ask({ live: 'no' })}>Hold still</button> : <button onClick={goOn}>Go on live</button>}
      </>}>
        <div className="search">
          {(['mission', 'environment', 'kind'] as const).map(name => (
            <label key={name}>{name === 'kind' ? 'Kind, such as hub.product_published' : name[0]!.toUpperCase() + name.slice(1)}
              <input defaultValue={filter[name] ?? ''} key={filter[name]} onBlur={e => ask({ [name]: e.target.value.trim() })} onKeyDown={e => { if (e.key === 'Enter') ask({ [name]: e.currentTarget.value.trim() }); }} />
            </label>
          ))}
          {(filter.mission || filter.environment || filter.kind) && <button onClick={() => ask({ mission: null, environment: null, kind: null })}>Show everything</button>}
        </div>
        {older.fault && <Fault fault={older.fault} again={older.again} />}
        {chosen && <Detail entry={chosen} />}
        {older.isReady && items.length === 0 && !older.fault ? <Empty>Nothing of this kind has happened yet.</Empty> : (
          <Rows once label="Journal" items={items} keyOf={e => String(e.sequence)} columns="11.5rem 4.5rem 15rem 10rem minmax(10rem,1fr) 9rem" heads={['Time, UTC', 'Place', 'What', 'Where', 'Of what', 'By']}
            more={older.more} isMore={older.isMore} open={e => ask({ entry: String(e.sequence) })} height={chosen ? 'calc(100vh - 32rem)' : 'calc(100vh - 15rem)'}
            render={e => <>
              <span role="cell"><Time at={e.time} /></span>
              <span role="cell"><button className="quiet mono" onClick={() => ask({ entry: String(e.sequence) })} aria-label={`Entry ${e.sequence}`}>{e.sequence}</button></span>
              <span role="cell"><button className="quiet" onClick={() => ask({ kind: kindOf(e) })} title={`Only ${kindOf(e)}`}>{plain(kindOf(e).split('.')[1] ?? '')}</button></span>
              <span role="cell">{e.mission ? <button className="quiet" onClick={() => ask({ mission: e.mission, environment: e.environment })}>{e.mission}{e.environment && `/${e.environment}`}</button> : <span className="dim">everywhere</span>}</span>
              <span role="cell" title={e.subject}><Subject entry={e} /></span>
              <span role="cell">{e.principal}</span>
            </>} />
        )}
      </Panel>
    </>
  );
}

function Detail({ entry }: { entry: Entry }) {
  return (
    <div className="pad secret" role="region" aria-label={`Entry ${entry.sequence}`}>
      <p><b>{kindOf(entry)}</b> · <Time at={entry.time} /> UTC · {entry.principal} · <Subject entry={entry} /> · <button className="plain" onClick={() => ask({ entry: null })}>close</button></p>
      <pre className="code" tabIndex={0} style={{ maxHeight: '12rem' }}>{JSON.stringify(entry.data, null, 2)}</pre>
    </div>
  );
}

const kindOf = (e: Entry) => e.type.replace(/^gantry\./, '');

const matches = (e: Entry, f: { mission?: string; environment?: string; kind?: string }) =>
  (!f.mission || e.mission === f.mission) && (!f.environment || e.environment === f.environment) && (!f.kind || kindOf(e) === f.kind);

/** What an entry names, as a way there. */
function Subject({ entry }: { entry: Entry }) {
  const href = placeOf(entry);
  const name = (entry.data as Record<string, unknown> | null)?.['name'];
  const words = typeof name === 'string' ? name : entry.subject.replace(/^[a-z]+\//, '');
  return href ? <Link href={href}>{words}</Link> : <>{words}</>;
}

function placeOf(e: Entry): string | undefined {
  if (!e.mission) return undefined;
  const [kind, name] = e.subject.split('/', 2);
  const [mission, environment] = [e.mission, e.environment ?? ''];
  const data = e.data as Record<string, unknown> | null;
  switch (kind) {
    case 'products': return e.type.endsWith('_deleted') || typeof data?.['name'] !== 'string' ? undefined : to('products', mission, environment, data['name']);
    case 'runs': return name && to('runs', mission, environment, name);
    case 'sources': case 'routes': case 'quarantine': return to('traffic', mission, environment, kind);
    case 'releases': case 'environments': return to('releases', mission);
    case 'channels': return name && to('telemetry', mission, environment, 'channels', name);
    case 'alarms': return to('telemetry', mission, environment, 'alarms') + `?all=yes&of=${name}`;
    case 'types': return to('completeness', mission, environment);
    default: return undefined;
  }
}
