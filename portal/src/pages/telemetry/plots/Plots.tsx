import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { get, type View } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { ask, Link, usePlace } from '../../../parts/route';
import { isOf, type Where } from '../../../parts/scope';
import { Empty, Fault, Panel } from '../../../parts/ui';
import { Refused } from '../../../api/client';
import { namesOf } from '../Parameters';
import { parameterAt, whole } from '../places';
import { drawn } from '../values';
import { saveCsv } from './csv';
import { useEdge, useFollow } from './follow';
import type { Points } from './series';
import { Strip } from './Strip';
import { lastOf, sayLast, type Shown, Window } from './window';

const most = 8;
const usual = 15 * 60_000;
const spans: [string, number][] = [['1 min', 60_000], ['15 min', usual], ['1 h', 3_600_000], ['6 h', 21_600_000], ['1 d', 86_400_000], ['7 d', 604_800_000]];

type Found = { part: string; about?: View<'ParameterDetail'>; fault?: Refused };

/** Parameters over time, one strip each above the same clock. */
export default function Plots({ where }: { where: Where }) {
  const { query } = usePlace();
  const parts = useMemo(() => namesOf(query.get('parameters')).slice(0, most), [query.get('parameters')]);
  const found = useLoad(async signal => Promise.all(parts.map(part => findOne(where, part, signal))), [where, parts], e => isOf(where)(e) && e.type.startsWith('gantry.delivery.'));
  const { edge, live } = useEdge(where, parts);
  const shown = useWindow(edge);
  useFollow(shown, edge);
  const drew = useRef(new Map<string, Points>());
  const keep = useCallback((part: string, points: Points) => { drew.current.set(part, points); }, []);
  const isLive = query.get('from') === null;
  const strips = (found.value ?? []).filter(f => f.about && isDrawn(f.about));
  const height = Math.max(110, Math.min(300, Math.floor((innerHeight - 290) / Math.max(1, strips.length)) - 24));
  const remove = (part: string) => ask({ parameters: parts.filter(p => p !== part).join() });
  return (
    <Panel title="Plots" tools={<>
      {isLive ? <span className="dim" role="status">{live.isLive ? 'follows the newest value' : parts.length > 0 ? 'not connected' : ''}</span> : <button onClick={() => shown.follow(shown.span, edge())}>Follow the newest value</button>}
      {strips.length > 0 && <button onClick={() => saveCsv(where, parts, drew.current, shown.now)}>Export CSV</button>}
    </>}>
      <div className="search">
        <Add where={where} add={name => ask({ parameters: [...parts.filter(p => p !== name), name].slice(-most).join() })} />
        <div className="actions" role="group" aria-label="How much time">
          {spans.map(([name, span]) => <button key={name} aria-pressed={sayLast(span) === (query.get('last') ?? (isLive ? sayLast(usual) : ''))} onClick={() => isLive ? shown.follow(span, edge()) : shown.set({ from: (shown.now.from + shown.now.to - span) / 2, to: (shown.now.from + shown.now.to + span) / 2 })}>{name}</button>)}
        </div>
        <Between key={`${query.get('from')} ${query.get('to')}`} set={s => shown.set(s)} from={query.get('from')} to={query.get('to')} />
      </div>
      {parts.length > 0 && (
        <ul className="chips" aria-label="Parameters shown">
          {parts.map(part => <li key={part}><Link href={parameterAt(where, part)}>{part}</Link><button className="quiet" aria-label={`Take ${part} away`} onClick={() => remove(part)}>×</button></li>)}
        </ul>
      )}
      {(found.value ?? []).map(f => f.fault ? <Fault key={f.part} fault={f.fault} /> : strips.includes(f) ? null : <p key={f.part} className="pad dim">{f.part} is {f.about?.kind === 'text' ? 'a text' : `a ${f.about?.kind}`}: it has no numbers to draw. Its page has its values.</p>)}
      {parts.length === 0
        ? <Empty><p>Choose parameters to draw, by a word of their name above. Up to {most} stand above one another, each with its limits.</p><p>Drag to move through time, turn the wheel to see more or less of it; or take arrows, plus and minus once the plots have the focus.</p></Empty>
        : (
          <Moves window={shown} edge={edge}>
            {strips.map((f, i) => <Strip key={f.part} where={where} about={f.about!} part={f.part} window={shown} edge={edge} height={height + (i === strips.length - 1 ? 30 : 0)} sync={`${where.mission}/${where.environment}`} isLast={i === strips.length - 1} drew={keep} />)}
          </Moves>
        )}
    </Panel>
  );
}

async function findOne(where: Where, part: string, signal: AbortSignal): Promise<Found> {
  try {
    return { part, about: await get('/api/v1/missions/{mission}/environments/{environment}/telemetry/parameter', { path: where, query: { name: whole(part) }, signal }) };
  } catch (e) {
    if (e instanceof Refused) return { part, fault: e };
    throw e;
  }
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

/** What moves the window: drag, wheel and keys. */
function Moves({ window: shown, edge, children }: { window: Window; edge: () => number; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const held = useRef<{ x: number; from: number; to: number } | undefined>(undefined);
  const area = () => {
    const over = box.current!.querySelector('.u-over')?.getBoundingClientRect();
    return over ?? box.current!.getBoundingClientRect();
  };
  useEffect(() => {
    const turn = (e: WheelEvent) => {
      if (e.ctrlKey || !(e.target as Element).closest('.uplot')) return;
      e.preventDefault();
      const { left, width } = area();
      if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) return shown.pan((e.deltaX || e.deltaY) / width * shown.span);
      shown.zoom(Math.exp(Math.max(-120, Math.min(120, e.deltaY)) * 0.0025), shown.now.from + Math.min(1, Math.max(0, (e.clientX - left) / width)) * shown.span);
    };
    const node = box.current!;
    // Only one that is not passive may keep the page where it is.
    node.addEventListener('wheel', turn, { passive: false });
    return () => node.removeEventListener('wheel', turn);
  }, [shown]);
  const hold = (e: PointerEvent) => {
    if (e.button !== 0 || !(e.target as Element).closest('.uplot')) return;
    held.current = { x: e.clientX, from: shown.now.from, to: shown.now.to };
    box.current!.setPointerCapture(e.pointerId);
    box.current!.focus({ preventScroll: true });
  };
  const drag = (e: PointerEvent) => {
    const from = held.current;
    if (!from || Math.abs(e.clientX - from.x) < 2) return;
    const by = (from.x - e.clientX) / area().width * (from.to - from.from);
    shown.set({ from: from.from + by, to: from.to + by });
  };
  const press = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget || e.ctrlKey || e.metaKey || e.altKey) return;
    const far = e.shiftKey ? 1 : 0.1;
    const middle = (shown.now.from + shown.now.to) / 2;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => shown.pan(-shown.span * far), ArrowRight: () => shown.pan(shown.span * far), PageUp: () => shown.pan(-shown.span), PageDown: () => shown.pan(shown.span),
      '+': () => shown.zoom(0.7, middle), '=': () => shown.zoom(0.7, middle), '-': () => shown.zoom(1 / 0.7, middle), Home: () => shown.follow(shown.span, edge()), End: () => shown.follow(shown.span, edge()),
    };
    const action = actions[e.key];
    if (!action) return;
    e.preventDefault();
    action();
  };
  return (
    <div ref={box} className="strips" tabIndex={0} role="group" aria-label="Plots: arrows move through time, plus and minus show less or more of it, Home follows the newest value"
      onPointerDown={hold} onPointerMove={drag} onPointerUp={() => { held.current = undefined; }} onPointerCancel={() => { held.current = undefined; }} onKeyDown={press}>
      {children}
    </div>
  );
}

const search = async (where: Where, word: string, limit: number, signal?: AbortSignal) =>
  (await get('/api/v1/missions/{mission}/environments/{environment}/telemetry/parameters', { path: where, query: { search: word, limit }, signal })).items;

const isDrawn = (p: { kind: string }) => drawn(p.kind) !== undefined || p.kind === 'array' || p.kind === 'aggregate';

/** A parameter by a word of its name; those that are found are offered. */
function Add({ where, add }: { where: Where; add: (name: string) => void }) {
  const [word, setWord] = useState('');
  const id = useId();
  const offered = useLoad(async signal => {
    if (word.length < 2) return [];
    await new Promise(done => setTimeout(done, 150));
    return signal.aborted ? [] : (await search(where, word, 40, signal)).filter(isDrawn);
  }, [where, word]);
  const names = offered.value ?? [];
  const take = (name: string) => { setWord(''); add(name); };
  // Who types faster than the list comes is not waited for: what they typed is looked up.
  const submit = async () => {
    const one = names.find(p => p.name === word) ?? (await search(where, word, 40).catch(() => [])).find(isDrawn);
    if (one || word.startsWith('/')) take(one?.name ?? word);
  };
  return (
    <form className="grow" onSubmit={e => { e.preventDefault(); void submit(); }}>
      <label className="grow">Add a parameter
        <input list={id} value={word} placeholder="a word of its name" onChange={e => { const name = e.target.value; if (names.some(p => p.name === name)) take(name); else setWord(name); }} />
      </label>
      <datalist id={id}>{names.map(p => <option key={p.name} value={p.name}>{[p.unit, p.about].filter(Boolean).join(', ')}</option>)}</datalist>
    </form>
  );
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
