import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { addressOf, Refused, send, type View } from '../../api/client';
import type { Where } from '../../parts/scope';
import { Empty, Fault, Panel } from '../../parts/ui';
import { many } from '../../parts/words';

const bad = /\b(error|fatal|fail(ed|ure)?|exception|traceback)\b/i;
const fold = 12; // So many lines that begin alike are one, until somebody opens them.

/** What an attempt wrote, as it writes it. */
export function Log({ where, run, step, attempts }: { where: Where; run: string; step: string; attempts: View<'AttemptView'>[] }) {
  const [attempt, setAttempt] = useState(attempts[attempts.length - 1]!.number);
  const { lines, fault, isEnded } = useLog(where, run, step, attempt);
  const [word, setWord] = useState('');
  const [onlyFound, setOnlyFound] = useState(false);
  const [isFolded, setFolded] = useState(true);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const rows = useMemo(() => rowsOf(lines, word, onlyFound, isFolded, opened), [lines, word, onlyFound, isFolded, opened]);
  const found = useMemo(() => word ? lines.reduce((n, l) => n + (holds(l, word) ? 1 : 0), 0) : 0, [lines, word]);
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.85 * 1.45;
  const list = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => size, overscan: 20 });
  useEffect(() => { if (isAtEnd.current && !isEnded && rows.length > 0) list.scrollToIndex(rows.length - 1); }, [rows.length, isEnded]);
  const address = addressOf('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/log', { ...where, id: run, step }, { attempt });
  return (
    <Panel title={`Log of ${step}`} tools={<>
      {attempts.length > 1 && <label className="inline">Try<select value={attempt} onChange={e => setAttempt(Number(e.target.value))}>{attempts.map(a => <option key={a.id} value={a.number}>{a.number}</option>)}</select></label>}
      <input type="search" aria-label="Search the log" placeholder="Search the log" value={word} onChange={e => setWord(e.target.value)} />
      {word && <span className="dim">{many(found, 'line')}</span>}
      {word && <button aria-pressed={onlyFound} onClick={() => setOnlyFound(!onlyFound)}>Only these</button>}
      <button aria-pressed={isFolded} onClick={() => setFolded(!isFolded)}>Fold</button>
      <a href={address} download={`${step}.log`}>Download</a>
      <span className="dim" role="status">{isEnded ? many(lines.length, 'line') : 'being written'}</span>
    </>}>
      {fault && <Fault fault={fault} />}
      {isEnded && lines.length === 0 && !fault ? <Empty>It wrote nothing.</Empty> : (
        <div ref={box} className="log" tabIndex={0} role="log" aria-label={`Log of ${step}`} onScroll={e => { const b = e.currentTarget; isAtEnd.current = b.scrollHeight - b.scrollTop - b.clientHeight < 40; }}>
          <div style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map(v => {
              const row = rows[v.index]!;
              const style = { transform: `translateY(${v.start}px)` };
              return row.more === undefined
                ? <div key={v.key} className={`text ${bad.test(row.text) ? 'bad' : ''}`} style={style}><span className="no">{row.at + 1}</span>{marked(row.text, word)}</div>
                : <div key={v.key} className="text fold" style={style}><span className="no">…</span><button className="quiet" onClick={() => setOpened(new Set([...opened, row.at]))}>{row.more} more lines like this one</button></div>;
            })}
          </div>
        </div>
      )}
    </Panel>
  );
}

type Row = { at: number; text: string; more?: number };

function rowsOf(lines: string[], word: string, onlyFound: boolean, isFolded: boolean, opened: ReadonlySet<number>): Row[] {
  if (word && onlyFound) return lines.flatMap((text, at) => holds(text, word) ? [{ at, text }] : []);
  if (!isFolded || word) return lines.map((text, at) => ({ at, text }));
  const rows: Row[] = [];
  for (let at = 0; at < lines.length;) {
    const kind = kindOf(lines[at]!);
    let end = at + 1;
    while (end < lines.length && kind !== '' && kindOf(lines[end]!) === kind) end++;
    if (end - at < fold || opened.has(at)) for (let i = at; i < end; i++) rows.push({ at: i, text: lines[i]! });
    else rows.push({ at, text: lines[at]! }, { at, text: '', more: end - at - 1 });
    at = end;
  }
  return rows;
}

// Alike are lines that differ in numbers alone.
const kindOf = (line: string) => bad.test(line) ? '' : line.replace(/[0-9]+/g, '0').slice(0, 120);
const holds = (line: string, word: string) => line.toLowerCase().includes(word.toLowerCase());

function marked(line: string, word: string): ReactNode {
  if (!word) return line;
  const pieces: ReactNode[] = [];
  const [low, wanted] = [line.toLowerCase(), word.toLowerCase()];
  let from = 0;
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, from)) {
    pieces.push(line.slice(from, at), <mark key={at}>{line.slice(at, at + word.length)}</mark>);
    from = at + word.length;
  }
  return [...pieces, line.slice(from)];
}

/** Reads a log as it is written; what was cut off goes on at the byte where it was. */
function useLog(where: Where, run: string, step: string, attempt: number) {
  const [state, setState] = useState<{ lines: string[]; fault?: Refused; isEnded: boolean }>({ lines: [], isEnded: false });
  useEffect(() => {
    const stop = new AbortController();
    setState({ lines: [], isEnded: false });
    void (async () => {
      let [from, rest] = [0, ''];
      let lines: string[] = [];
      for (;;) {
        try {
          const answer = await send('GET', addressOf('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/log', { ...where, id: run, step }, { attempt, follow: true, from }), { signal: stop.signal, headers: { Accept: 'text/plain' } });
          const reader = answer.body!.getReader();
          const words = new TextDecoder();
          for (;;) {
            const { done, value } = await reader.read();
            if (value) {
              from += value.length;
              const pieces = (rest + words.decode(value, { stream: true })).split('\n');
              rest = pieces.pop()!;
              lines = [...lines, ...pieces];
              if (!stop.signal.aborted) setState({ lines, isEnded: false });
            }
            if (done) break;
          }
          if (!stop.signal.aborted) setState({ lines: rest ? [...lines, rest] : lines, isEnded: true });
          return;
        } catch (e) {
          if (stop.signal.aborted) return;
          if (e instanceof Refused && e.status !== 0 && e.status < 500) return setState({ lines, fault: e, isEnded: true });
          await new Promise(done => setTimeout(done, 1500));
        }
      }
    })();
    return () => stop.abort();
  }, [where.mission, where.environment, run, step, attempt]);
  return state;
}
