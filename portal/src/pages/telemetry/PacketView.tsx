import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { View } from '../../api/client';
import { ask, Link } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Panel } from '../../parts/ui';
import { databaseAt, parameterAt } from './places';
import { bare, Judgement, Name, say } from './values';

type Detail = View<'PacketDetail'>;
type Value = Detail['values'][number];

const wide = 16;

/** A packet: its octets on the one side, its values on the other; what one points at lights up on both. */
export function PacketView({ where, of: p, channel }: { where: Where; of: Detail; channel: string }) {
  const octets = useMemo(() => p.hex.match(/../g) ?? [], [p.hex]);
  const [chosen, setChosen] = useState<number>();
  const [pointed, setPointed] = useState<number>();
  const lit = pointed ?? chosen;
  const value = lit === undefined ? undefined : p.values[lit];
  const { number, container, database } = p.packet;
  const step = (by: number) => ask({ packet: String(number + by) });
  return (
    <Panel className="packet" title={<>Packet {number} of {channel}</>} tools={<>
      <span>{p.containers.map((c, i) => <span key={i}>{i > 0 && <span className="dim"> › </span>}<Link href={databaseAt(where, database, { container: c })}>{bare(c)}</Link></span>)}</span>
      <button aria-label="The packet before" disabled={number === 0} onClick={() => step(-1)}>‹</button>
      <button aria-label="The packet after" onClick={() => step(1)}>›</button>
      <button className="plain" onClick={() => ask({ packet: null })}>close</button>
    </>}>
      {p.packet.reason && <p className="fault">{container ?? 'It'}: {p.packet.reason}. What was decoded before is shown.</p>}
      <div className="anatomy">
        <div>
          <Hex octets={octets} values={p.values} lit={lit} point={setPointed} choose={setChosen} />
          <Bits octets={octets} value={value} />
        </div>
        <Values where={where} values={p.values} lit={lit} chosen={chosen} isPointed={pointed !== undefined} point={setPointed} choose={setChosen} />
      </div>
    </Panel>
  );
}

/** The octets in rows of sixteen; arrows go from one to the next. */
function Hex({ octets, values, lit, point, choose }: { octets: string[]; values: Value[]; lit?: number; point: (value?: number) => void; choose: (value?: number) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const owners = useMemo(() => ownersOf(octets.length, values), [octets.length, values]);
  const rows = Math.ceil(octets.length / wide);
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.75;
  const list = useVirtualizer({ count: rows, getScrollElement: () => box.current, estimateSize: () => size, overscan: 6 });
  const value = lit === undefined ? undefined : values[lit];
  useEffect(() => { if (value && value.bits > 0) list.scrollToIndex(Math.floor(value.bit / 8 / wide)); }, [lit]);
  const press = (e: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -wide, ArrowDown: wide, Home: -octets.length, End: octets.length };
    const by = moves[e.key];
    if (by === undefined) return;
    e.preventDefault();
    const next = Math.max(0, Math.min(octets.length - 1, at + by));
    setAt(next);
    choose(owners[next]);
    list.scrollToIndex(Math.floor(next / wide));
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-octet="${next}"]`)?.focus());
  };
  return (
    <div ref={box} className="hex mono" role="group" aria-label="Octets: arrows go from one to the next" onKeyDown={press} onPointerLeave={() => point(undefined)}>
      <div style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(v => (
          <div key={v.key} className="hexrow" style={{ transform: `translateY(${v.start}px)`, height: size }}>
            <span className="dim no" aria-hidden="true">{(v.index * wide).toString(16).toUpperCase().padStart(4, '0')}</span>
            {octets.slice(v.index * wide, v.index * wide + wide).map((o, i) => {
              const octet = v.index * wide + i;
              const [from, to] = litPart(value, octet);
              const owner = owners[octet];
              return (
                <button key={octet} data-octet={octet} tabIndex={octet === at ? 0 : -1} className={`octet ${owner === undefined ? 'unknown' : ''}`} aria-pressed={to > from}
                  aria-label={`Octet ${octet}: ${o}${owner === undefined ? ', which no value is made of' : `, ${bare(values[owner]!.name)}`}`}
                  style={to > from ? { backgroundImage: `linear-gradient(90deg, transparent ${from * 12.5}%, var(--lit) ${from * 12.5}% ${to * 12.5}%, transparent ${to * 12.5}%)` } : undefined}
                  onPointerEnter={() => point(owner)} onFocus={() => setAt(octet)} onClick={() => choose(owner)}>{o}</button>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Exactly the bits that a value was made of. */
function Bits({ octets, value }: { octets: string[]; value?: Value }) {
  if (!value) return <p className="bits dim">Point at an octet or a value: its bits are shown here.</p>;
  if (value.bits === 0) return <p className="bits dim">{bare(value.name)} takes no bits in one piece: it was put together from several.</p>;
  const first = Math.floor(value.bit / 8);
  const last = Math.min(octets.length - 1, Math.floor((value.bit + value.bits - 1) / 8));
  const shown = octets.slice(first, Math.min(last, first + 7) + 1);
  return (
    <div className="bits">
      <p><b>{bare(value.name)}</b> <span className="dim">bit {value.bit % 8} of octet {first}, {value.bits} {value.bits === 1 ? 'bit' : 'bits'}{value.about ? ` · ${value.about}` : ''}</span></p>
      <p className="mono">{shown.map((o, i) => {
        const [from, to] = litPart(value, first + i);
        const binary = parseInt(o, 16).toString(2).padStart(8, '0');
        return <span key={i} className="byte"><span className="dim">{binary.slice(0, from)}</span><mark>{binary.slice(from, to)}</mark><span className="dim">{binary.slice(to)}</span></span>;
      })}{last > first + 7 && <span className="dim"> and {last - first - 7} more octets</span>}</p>
    </div>
  );
}

/** The values in the order of the packet; arrows go from one to the next. */
function Values({ where, values, lit, chosen, isPointed, point, choose }: { where: Where; values: Value[]; lit?: number; chosen?: number; isPointed: boolean; point: (value?: number) => void; choose: (value?: number) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.9;
  const list = useVirtualizer({ count: values.length, getScrollElement: () => box.current, estimateSize: () => size, overscan: 12 });
  // What was pointed at on the other side comes into sight; what is under the pointer stays where it is.
  useEffect(() => { if (lit !== undefined && !box.current?.matches(':hover')) list.scrollToIndex(lit); }, [lit, isPointed]);
  const press = (e: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -12, PageDown: 12, Home: -values.length, End: values.length };
    const by = moves[e.key];
    if (by === undefined) return;
    e.preventDefault();
    const next = Math.max(0, Math.min(values.length - 1, (chosen ?? -1) + by));
    choose(next);
    list.scrollToIndex(next);
  };
  const head = ['Value of', 'Value', 'Raw', 'Bits', 'Limits'];
  return (
    <div role="table" aria-label="Values" className="anatomy-values" aria-rowcount={values.length + 1}>
      <div role="rowgroup"><div role="row" className="rowhead">{head.map(h => <span role="columnheader" key={h}>{h}</span>)}</div></div>
      <div ref={box} className="rows" role="rowgroup" tabIndex={0} onKeyDown={press} onPointerLeave={() => point(undefined)}>
        <div role="presentation" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(v => {
            const value = values[v.index]!;
            return (
              <div key={v.key} role="row" aria-rowindex={v.index + 2} aria-selected={v.index === lit} className={`row ${v.index === lit ? 'lit' : ''}`} style={{ height: size, transform: `translateY(${v.start}px)` }}
                onPointerEnter={() => point(v.index)} onClick={() => choose(v.index)}>
                <span role="cell" title={value.about ?? value.name}><Link href={parameterAt(where, value.parameter)} onFocus={() => choose(v.index)}><Name of={value.name} /></Link></span>
                <span role="cell" className="mono" title={say(value.value)}>{say(value.value)} <span className="dim">{value.unit}</span></span>
                <span role="cell" className="mono dim" title={say(value.raw)}>{say(value.raw)}</span>
                <span role="cell" className="mono dim">{value.bits === 0 ? 'in pieces' : `${value.bit}+${value.bits}`}</span>
                <span role="cell"><Judgement sample={value} /></span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Which bits of an octet belong to a value, from the left. */
function litPart(value: Value | undefined, octet: number): [number, number] {
  if (!value) return [0, 0];
  const [from, to] = [Math.max(0, value.bit - octet * 8), Math.min(8, value.bit + value.bits - octet * 8)];
  return to > from ? [from, to] : [0, 0];
}

/** The value that an octet belongs to; of several, the one that has the most of it. */
function ownersOf(octets: number, values: Value[]): (number | undefined)[] {
  const owners = Array<number | undefined>(octets).fill(undefined);
  const most = Array<number>(octets).fill(0);
  values.forEach((value, i) => {
    for (let o = Math.floor(value.bit / 8); o < Math.min(octets, Math.ceil((value.bit + value.bits) / 8)); o++) {
      const [from, to] = litPart(value, o);
      if (to - from > most[o]!) [owners[o], most[o]] = [i, to - from];
    }
  });
  return owners;
}
