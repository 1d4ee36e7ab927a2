import { useState } from 'react';
import { get, post, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { Link, to } from '../../parts/route';
import { isOf, type Where } from '../../parts/scope';
import { Age, Empty, Panel, Show } from '../../parts/ui';

const readable = /\.(csv|tsv|tab|psv|txt|json|jsonl|ndjson|geojson|parquet|pq)$/i;

/** What can be asked: the types of the environment, each as its newest product, with its columns. */
export function Tables({ where, insert }: { where: Where; insert: (text: string) => void }) {
  const types = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/types', { path: where, signal }), [where],
    e => isOf(where)(e) && e.type === 'gantry.hub.product_published');
  return (
    <Panel title="Tables">
      <Show of={types}>
        {({ items }) => {
          const tables = items.filter(t => t.newest && readable.test(t.newest));
          const others = items.length - tables.length;
          return (
            <>
              {tables.length === 0 && <Empty>No type of this environment has a product that is a table: CSV, JSON or Parquet. Any product can be asked by its name: <code>from 'night.csv'</code></Empty>}
              <ul className="tables">{tables.map(t => <Table key={t.name} where={where} type={t} insert={insert} />)}</ul>
              {others > 0 && <p className="dim pad">{others} {others === 1 ? 'type has' : 'types have'} no product that is a table.</p>}
            </>
          );
        }}
      </Show>
    </Panel>
  );
}

function Table({ where, type, insert }: { where: Where; type: View<'TypeView'>; insert: (text: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={e => setOpen(e.currentTarget.open)}>
        <summary>{type.name} <span className="dim"><Age at={type.newestAt} /></span></summary>
        <p><button className="plain mono" onClick={() => insert(`'type:${type.name}'`)}>'type:{type.name}'</button></p>
        <p className="dim wrap"><Link href={to('products', where.mission, where.environment, type.newest!)}>{type.newest}</Link></p>
        {isOpen && <Columns where={where} type={type} insert={insert} />}
      </details>
    </li>
  );
}

/** The engine itself says what it reads: one row is asked for, and its columns are shown. */
function Columns({ where, type, insert }: { where: Where; type: View<'TypeView'>; insert: (text: string) => void }) {
  const columns = useLoad(signal => post('/api/v1/missions/{mission}/environments/{environment}/query', { path: where, body: { sql: `from 'type:${type.name}' limit 1`, most: 1 }, signal }), [type.name, type.newest]);
  return (
    <Show of={columns}>
      {answer => <ul>{answer.columns.map(c => <li key={c.name}><button className="plain mono" onClick={() => insert(nameOf(c.name))}>{c.name}</button> <span className="dim">{c.type.toLowerCase()}</span></li>)}</ul>}
    </Show>
  );
}

const nameOf = (column: string) => /^[a-z_][a-z0-9_]*$/.test(column) ? column : `"${column.replaceAll('"', '""')}"`;
