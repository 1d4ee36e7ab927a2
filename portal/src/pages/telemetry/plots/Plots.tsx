import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLoad } from '../../../parts/load';
import { ask, Link, usePlace } from '../../../parts/route';
import { isOf, type Where } from '../../../parts/scope';
import { Empty, Fault, Panel } from '../../../parts/ui';
import { namesOf } from '../Parameters';
import { parameterAt } from '../places';
import { Add } from './Add';
import { saveCsv } from './csv';
import { useEdge, useFollow } from './follow';
import { arrange, findOne } from './found';
import { Moves } from './Moves';
import type { Points } from './series';
import { left, right, Strip } from './Strip';
import { Together } from './Together';
import { lastOf, sayLast, type Shown, Window } from './window';

const most = 8;
const usual = 15 * 60_000;
const spans: [string, number][] = [['1 min', 60_000], ['15 min', usual], ['1 h', 3_600_000], ['6 h', 21_600_000], ['1 d', 86_400_000], ['7 d', 604_800_000]];

/** Parameters over time and above the same clock, each in a strip of its own, or over one another. */
export default function Plots({ where }: { where: Where }) {
  const { query } = usePlace();
  const parts = useMemo(() => namesOf(query.get('parameters')).slice(0, most), [query.get('parameters')]);
  const found = useLoad(async signal => Promise.all(parts.map(part => findOne(where, part, signal))), [where, parts], e => isOf(where)(e) && (e.type.startsWith('gantry.delivery.') || e.type.startsWith('gantry.telemetry.limits_')));
  const { edge, live } = useEdge(where, parts);
  const shown = useWindow(edge);
  useFollow(shown, edge);
  const drew = useRef(new Map<string, Points>());
  const keep = useCallback((part: string, points: Points) => { drew.current.set(part, points); }, []);
  const sync = `${where.mission}/${where.environment}`;
  const isLive = query.get('from') === null;
  const isTogether = query.get('together') === 'yes';
  const all = useMemo(() => arrange(found.value ?? []), [found.value]);
  const { units, together, apart: strips, why } = isTogether ? all : { units: [], together: [], apart: [...all.together, ...all.apart].sort((a, b) => parts.indexOf(a.part) - parts.indexOf(b.part)), why: undefined };
  const off = namesOf(query.get('off'));
  const room = Math.floor((innerHeight - (together.length > 0 ? 330 : 290)) / Math.max(1, strips.length + (together.length > 0 ? 2 : 0))) - 24;
  const height = Math.max(110, Math.min(300, room));
  const remove = (part: string) => ask({ parameters: parts.filter(p => p !== part).join(), off: off.filter(p => p !== part).join() });
  return (
    <Panel title="Plots" tools={<>
      {isLive ? <span className="dim" role="status">{live.isLive ? 'follows the newest value' : parts.length === 0 ? '' : live.values.size > 0 || live.fault ? 'not connected' : 'connecting…'}</span> : <button onClick={() => shown.follow(shown.span, edge())}>Follow the newest value</button>}
      {strips.length + together.length > 0 && <button onClick={() => saveCsv(where, parts.filter(p => !off.includes(p)), drew.current, shown.now)}>Export CSV</button>}
    </>}>
      <div className="search">
        <Add where={where} add={name => ask({ parameters: [...parts.filter(p => p !== name), name].slice(-most).join() })} />
        <div className="actions" role="group" aria-label="How much time">
          {spans.map(([name, span]) => <button key={name} aria-pressed={sayLast(span) === (query.get('last') ?? (isLive ? sayLast(usual) : ''))} onClick={() => isLive ? shown.follow(span, edge()) : shown.set({ from: (shown.now.from + shown.now.to - span) / 2, to: (shown.now.from + shown.now.to + span) / 2 })}>{name}</button>)}
        </div>
        {parts.length > 1 && <div className="actions" role="group" aria-label="How they stand">
          <button aria-pressed={!isTogether} onClick={() => ask({ together: null, off: null })}>Each by itself</button>
          <button aria-pressed={isTogether} onClick={() => ask({ together: 'yes' })}>In one plot</button>
        </div>}
        <Between key={`${query.get('from')} ${query.get('to')}`} set={s => shown.set(s)} from={query.get('from')} to={query.get('to')} />
      </div>
      {parts.length > 0 && (
        <ul className="chips" aria-label="Parameters shown">
          {parts.map(part => <li key={part}><Link href={parameterAt(where, part)}>{part}</Link><button className="quiet" aria-label={`Take ${part} away`} onClick={() => remove(part)}>×</button></li>)}
        </ul>
      )}
      {(found.value ?? []).map(f => f.fault ? <Fault key={f.part} fault={f.fault} /> : [...strips, ...together].some(s => s.part === f.part) ? null : <p key={f.part} className="pad dim">{f.part} is {f.about?.kind === 'text' ? 'a text' : `a ${f.about?.kind}`}: it has no numbers to draw. Its page has its values.</p>)}
      {parts.length === 0
        ? <Empty><p>Choose parameters to draw, by a word of their name above. Up to {most} stand above one another, each with its limits.</p><p>Drag to move through time, turn the wheel to see more or less of it; or take arrows, plus and minus once the plots have the focus.</p></Empty>
        : (
          <Moves window={shown} edge={edge}>
            {isTogether && why && <p className="pad dim">{why}</p>}
            {isTogether && all.together.length === 0 && strips.length > 1 && <p className="pad dim">No two of them are numbers, so each is drawn by itself.</p>}
            {together.length > 0 && <Together where={where} lines={together} units={units} window={shown} edge={edge} height={Math.max(220, Math.min(560, room * 2.5))} sync={sync} isLast={strips.length === 0} drew={keep}
              off={off} toggle={part => ask({ off: (off.includes(part) ? off.filter(p => p !== part) : [...off, part]).join() })} />}
            {strips.map((f, i) => <Strip key={f.part} where={where} about={f.about} part={f.part} window={shown} edge={edge} height={height + (i === strips.length - 1 ? 30 : 0)} sync={sync} isLast={i === strips.length - 1} drew={keep} beside={units.length > 1 ? left() : right()} />)}
          </Moves>
        )}
    </Panel>
  );
}

/** The window that the address says; where it is moved, the address follows once it stands. */
function useWindow(edge: () => number) {
  const { query } = usePlace();
  const said = `${query.get('last') ?? ''} ${query.get('from') ?? ''} ${query.get('to') ?? ''}`;
  const read = (): Shown => {
    const [from, to] = [Date.parse(query.get('from') ?? ''), Date.parse(query.get('to') ?? '')];
    if (from < to) return { from, to };
    const last = lastOf(query.get('last')) ?? usual;
    return { from: edge() - last, to: edge(), last };
  };
  const [shown] = useState(() => new Window(read()));
  const written = useRef(said);
  useEffect(() => { if (said !== written.current) { written.current = said; shown.set(read()); } }, [said]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      timer = undefined;
      const { from, to, last } = shown.now;
      const words = last ? { last: last === usual ? null : sayLast(last), from: null, to: null } : { last: null, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const next = `${words.last ?? ''} ${words.from ?? ''} ${words.to ?? ''}`;
      if (next === written.current) return;
      written.current = next;
      ask(words);
    };
    const unwatch = shown.watch(() => { clearTimeout(timer); timer = setTimeout(write, 250); if (shown.now.last) { clearTimeout(timer); write(); } });
    return () => { unwatch(); clearTimeout(timer); };
  }, [shown]);
  return shown;
}

function Between({ from, to, set }: { from: string | null; to: string | null; set: (shown: Shown) => void }) {
  const form = useRef<HTMLFormElement>(null);
  const submit = () => {
    const values = new FormData(form.current!);
    const [a, b] = [timeOf(String(values.get('from'))), timeOf(String(values.get('to')))];
    if (a < b) set({ from: a, to: b });
  };
  const field = { size: 19, placeholder: '2026-11-21 09:00:00', pattern: '\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?)?', title: 'A time of UTC, such as 2026-11-21 09:00', className: 'mono' };
  return (
    <form ref={form} className="actions" onSubmit={e => { e.preventDefault(); submit(); }}>
      <label>From (UTC)<input name="from" defaultValue={plainTime(from)} {...field} required /></label>
      <label>Until before<input name="to" defaultValue={plainTime(to)} {...field} required /></label>
      <button>Show</button>
    </form>
  );
}

const timeOf = (text: string) => Date.parse(`${text.trim().replace(' ', 'T').replace(/Z$/, '')}${text.trim().length === 10 ? 'T00:00' : ''}Z`);
const plainTime = (iso: string | null) => (iso ?? '').slice(0, 19).replace('T', ' ');
