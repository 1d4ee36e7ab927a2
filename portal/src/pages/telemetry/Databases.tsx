import { useMemo, useState } from 'react';
import { get, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { ask, go, Link, usePlace } from '../../parts/route';
import { Rows } from '../../parts/Rows';
import { isOf, type Where } from '../../parts/scope';
import { Empty, Panel, Show, State } from '../../parts/ui';
import { many, short } from '../../parts/words';
import { channelAt, databaseAt, packetsAt, parameterAt } from './places';
import { bare, Name } from './values';

type Database = View<'TelemetryDatabase'>;
type Container = View<'DatabaseContainer'>;
type Command = View<'DatabaseCommand'>;

const root = '/api/v1/missions/{mission}/environments/{environment}/telemetry/databases';
const released = (where: Where) => (e: { mission?: string | null; environment?: string | null; type: string }) => isOf(where)(e) && e.type.startsWith('gantry.delivery.');

/** The databases of the release that stands here: packets by what they extend, their parameters, and commands. */
export function Databases({ where, digest }: { where: Where; digest?: string }) {
  const list = useLoad(signal => get(root, { path: where, signal }), [where], released(where));
  return (
    <Show of={list}>
      {({ items }) => {
        const chosen = items.find(d => d.digest === digest) ?? (digest ? undefined : items[0]);
        if (items.length === 0) return <Empty>The release that stands here declares no channel, so no database is used. <code>telemetry/channels.yaml</code> names one for each channel.</Empty>;
        return (
          <>
            {(items.length > 1 || !chosen) && (
              <nav className="tabs" aria-label="Databases">{items.map(d => <Link key={d.digest} href={databaseAt(where, d.digest)} aria-current={d === chosen ? 'true' : undefined}>{fileOf(d)}</Link>)}</nav>
            )}
            {chosen ? <Contents key={chosen.digest} where={where} database={chosen} /> : <Empty>The database {short(digest!)} is none of those that decode now. What was received by it earlier is still decoded by it.</Empty>}
          </>
        );
      }}
    </Show>
  );
}

const fileOf = (d: Database) => d.file.replace(/^telemetry\//, '');

function Contents({ where, database: d }: { where: Where; database: Database }) {
  const { query } = usePlace();
  const contents = useLoad(signal => get(`${root}/{digest}`, { path: { ...where, digest: d.digest }, signal }), [where, d.digest]);
  const [word, setWord] = useState('');
  const what = query.get('show') === 'commands' || query.get('command') ? 'commands' : 'containers';
  const container = query.get('container');
  const command = query.get('command');
  return (
    <>
      <p className="path facts-line">
        <b>{fileOf(d)}</b> <span>{d.name}{d.about && `: ${d.about}`}</span>
        <span className="dim">XTCE {d.version}{d.edition && `, edition ${d.edition}`}{d.date && `, of ${d.date}`} · {many(d.parameters, 'parameter')} · <code title={d.digest}>{short(d.digest)}</code> · decodes {d.channels.map((c, i) => <span key={c}>{i > 0 && ', '}<Link href={channelAt(where, c)}>{c}</Link></span>)}</span>
      </p>
      <div className="columns tree">
        <Panel title={what === 'containers' ? many(d.containers, 'container') : many(d.commands, 'command')} tools={<>
          <button aria-pressed={what === 'containers'} onClick={() => ask({ show: null, command: null })}>Containers</button>
          <button aria-pressed={what === 'commands'} onClick={() => ask({ show: 'commands', container: null })}>Commands</button>
        </>}>
          <div className="search"><label className="grow unlabelled"><span className="unseen">Narrow down</span><input type="search" placeholder="Narrow down by a word" value={word} onChange={e => setWord(e.target.value)} /></label></div>
          <Show of={contents}>
            {c => what === 'containers'
              ? <Tree items={c.containers} word={word} label="Containers" chosen={container} href={name => databaseAt(where, d.digest, { container: name })} />
              : <Tree items={c.commands} word={word} label="Commands" chosen={command} href={name => databaseAt(where, d.digest, { command: name })} />}
          </Show>
        </Panel>
        {command ? <CommandPage key={command} where={where} database={d} name={command} />
          : <ContainerPage key={container ?? d.root} where={where} database={d} name={container ?? d.root} />}
      </div>
    </>
  );
}

/** Each thing below what it extends. */
function Tree({ items, word, label, chosen, href }: { items: (Container | Command)[]; word: string; label: string; chosen: string | null; href: (name: string) => string }) {
  const shown = useMemo(() => ordered(items).filter(({ item }) => !word || `${item.name} ${item.about ?? ''}`.toLowerCase().includes(word.toLowerCase())), [items, word]);
  if (shown.length === 0) return <Empty>{items.length === 0 ? 'There are none.' : 'None is called so.'}</Empty>;
  return (
    <Rows label={label} items={shown} keyOf={s => s.item.name} columns="minmax(0,1fr)" heads={[]} height="calc(100vh - 20rem)" open={s => go(href(s.item.name))}
      render={({ item, depth }) => (
        <span role="cell" className={item.name === chosen ? 'chosen' : ''} style={{ paddingLeft: `${word ? 0 : depth * 1.1}rem` }} title={[item.name, item.about, 'when' in item && item.when ? `when ${item.when}` : ''].filter(Boolean).join('\n')}>
          <Link href={href(item.name)} aria-current={item.name === chosen ? 'true' : undefined}>{bare(item.name)}</Link>
          {item.isAbstract && <span className="dim"> abstract</span>}
          {'broken' in item && item.broken && <> <State of="attention" words="cannot be decoded" /></>}
          {'when' in item && item.when && <span className="dim"> {item.when}</span>}
        </span>
      )} />
  );
}

/** In the order of the tree: after each one those that extend it. */
function ordered<T extends { name: string; extends?: string | null }>(items: T[]): { item: T; depth: number }[] {
  const names = new Set(items.map(i => i.name));
  const below = new Map<string, T[]>();
  for (const item of items) {
    const base = item.extends && names.has(item.extends) ? item.extends : '';
    below.set(base, [...(below.get(base) ?? []), item]);
  }
  const found: { item: T; depth: number }[] = [];
  const seen = new Set<T>();
  const walk = (of: string, depth: number) => {
    for (const item of below.get(of) ?? []) {
      if (seen.has(item)) continue;
      seen.add(item);
      found.push({ item, depth });
      walk(item.name, depth + 1);
    }
  };
  walk('', 0);
  // What extends itself by a ring hangs nowhere.
  return [...found, ...items.filter(i => !seen.has(i)).map(item => ({ item, depth: 0 }))];
}

function ContainerPage({ where, database: d, name }: { where: Where; database: Database; name: string }) {
  const container = useLoad(signal => get(`${root}/{digest}/container`, { path: { ...where, digest: d.digest }, query: { name }, signal }), [where, d.digest, name]);
  return (
    <Show of={container}>
      {({ container: c, longAbout, entries }) => (
        <Panel title={<Name of={c.name} />} tools={<>{c.isAbstract && <span className="dim">abstract</span>}{d.channels[0] && <Link href={packetsAt(where, d.channels[0], { container: c.name })}>Packets</Link>}</>}>
          {(c.about || longAbout || c.extends || c.broken) && (
            <div className="pad">
              {c.broken && <p><State of="attention" words={`Its packets cannot be decoded: ${c.broken}`} /></p>}
              {c.about && <p>{c.about}</p>}{longAbout && <p className="dim">{longAbout}</p>}
              {c.extends && <p className="dim">Extends <Link href={databaseAt(where, d.digest, { container: c.extends })}>{bare(c.extends)}</Link>{c.when && <> when <code>{c.when}</code></>}</p>}
            </div>
          )}
          {entries.length === 0 ? <Empty>It holds nothing of its own.</Empty> : (
            <div className="scroll deep" tabIndex={0} role="region" aria-label={`Entries of ${bare(c.name)}`}>
              <table>
                <thead><tr><th scope="col">Entry</th><th scope="col">On the wire</th><th scope="col">Place and condition</th><th scope="col">What it is</th></tr></thead>
                <tbody>{entries.map((e, i) => (
                  <tr key={i}>
                    <td>{e.parameter ? <Link href={parameterAt(where, e.parameter)}>{e.name}</Link> : e.kind === 'container' ? <Link href={databaseAt(where, d.digest, { container: e.name })}>{bare(e.name)}</Link> : e.name}
                      {e.from !== c.name && <span className="dim"> from {bare(e.from)}</span>}{e.kind !== 'parameter' && <p className="dim">{e.kind}</p>}</td>
                    <td>{e.encoding}</td>
                    <td>{[e.place, e.when && `when ${e.when}`, e.repeats].filter(Boolean).join('; ')}</td>
                    <td className="dim">{e.about}</td>
                  </tr>))}
                </tbody>
              </table>
            </div>
          )}
        </Panel>
      )}
    </Show>
  );
}

function CommandPage({ where, database: d, name }: { where: Where; database: Database; name: string }) {
  const command = useLoad(signal => get(`${root}/{digest}/command`, { path: { ...where, digest: d.digest }, query: { name }, signal }), [where, d.digest, name]);
  return (
    <Show of={command}>
      {c => (
        <Panel title={<Name of={c.command.name} />} tools={<>{c.command.isAbstract && <span className="dim">abstract</span>}{c.command.significance && c.command.significance !== 'normal' && <span>{c.command.significance}</span>}</>}>
          <dl className="facts">
            {c.command.about && <><dt>What it does</dt><dd>{c.command.about}{c.longAbout && <p className="dim">{c.longAbout}</p>}</dd></>}
            {c.command.extends && <><dt>Extends</dt><dd><Link href={databaseAt(where, d.digest, { command: c.command.extends })}>{bare(c.command.extends)}</Link>{c.fixed.length > 0 && <> with {c.fixed.map(f => <code key={f}>{f} </code>)}</>}</dd></>}
            {c.reason && <><dt>Why {c.command.significance}</dt><dd>{c.reason}</dd></>}
            {c.constraints.length > 0 && <><dt>Leaves when</dt><dd>{c.constraints.map(x => <p key={x}>{x}</p>)}</dd></>}
            {c.verifiers.length > 0 && <><dt>Seen by</dt><dd>{c.verifiers.map(x => <p key={x}>{x}</p>)}</dd></>}
          </dl>
          {c.arguments.length === 0 ? <Empty>It takes no arguments.</Empty> : (
            <div className="scroll">
              <table>
                <thead><tr><th scope="col">Argument</th><th scope="col">Type</th><th scope="col">May be</th><th scope="col">On the wire</th><th scope="col">What it is</th></tr></thead>
                <tbody>{c.arguments.map(a => (
                  <tr key={a.name}><td>{a.name}{a.initial && <p className="dim">{a.initial} when left out</p>}</td><td>{a.kind}{a.unit && `, ${a.unit}`}</td>
                    <td>{[...a.ranges, ...a.labels.map(l => l.label)].join(', ')}</td><td>{a.encoding}</td><td className="dim">{a.about}</td></tr>))}
                </tbody>
              </table>
            </div>
          )}
        </Panel>
      )}
    </Show>
  );
}
