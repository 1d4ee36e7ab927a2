import { useCallback, useEffect, useRef, useState } from 'react';
import { post, Refused, type View } from '../../api/client';
import { ask, usePlace } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Searches, remember } from '../../parts/Searches';
import { Fault, Panel, useNow } from '../../parts/ui';
import { bytes, count, span } from '../../parts/words';
import { Answer } from './Answer';
import { Editor, type EditorHand } from './Editor';
import { addressOf, isTooLong, lineOf, type Question, questionOf, tablesOf } from './question';
import { Tables } from './Tables';

type Outcome = { question: Question; answer?: View<'QueryView'>; fault?: Refused; took: number };

// What is looked at; files have all that the server gives.
const shownRows = 10_000;

export function QueryRoom({ where, limits }: { where: Where; limits: View<'QueryLimitsView'> }) {
  const { query } = usePlace();
  const inAddress = questionOf(query);
  const [question, setQuestion] = useState(inAddress);
  const [outcome, setOutcome] = useState<Outcome>();
  const [going, setGoing] = useState<{ since: number; stop: AbortController }>();
  const [told, setTold] = useState(0);
  const editor = useRef<EditorHand>(null);

  const run = useCallback(async (asked: Question) => {
    const { tables, wrong } = tablesOf(asked.from);
    const since = performance.now();
    const done = (more: Partial<Outcome>) => setOutcome({ question: asked, took: performance.now() - since, ...more });
    if (wrong) return done({ fault: new Refused(422, 'portal.no_table', wrong) });
    const stop = new AbortController();
    setGoing({ since, stop });
    const isThere = addressOf(asked) === addressOf(questionOf(new URLSearchParams(location.search)));
    if (!isThere) ask(isTooLong(asked) ? { sql: null, from: null, plot: null } : { sql: asked.sql, from: asked.from.trim(), plot: null }, false);
    try {
      const answer = await post('/api/v1/missions/{mission}/environments/{environment}/query', { path: where, body: { sql: asked.sql, from: tables, most: shownRows }, signal: stop.signal });
      done({ answer });
    } catch (e) {
      done({ fault: stop.signal.aborted ? new Refused(0, 'portal.cancelled', 'You cancelled the question; the server has stopped working on it.') : e instanceof Refused ? e : new Refused(0, 'portal.broken', String(e)) });
    }
    setGoing(undefined);
    await remember('query', where, addressOf(asked));
    setTold(n => n + 1);
  }, [where]);

  // An address that was sent shows what its sender saw; the way back shows what was asked then.
  const ran = useRef('');
  const here = addressOf(inAddress);
  useEffect(() => {
    if (!inAddress.sql || ran.current === here) return;
    ran.current = here;
    setQuestion(inAddress);
    void run(inAddress);
  }, [here]);
  const start = () => { if (going || !question.sql.trim()) return; ran.current = addressOf(question); void run(question); };

  const line = outcome?.fault && outcome.question.sql === question.sql ? lineOf(outcome.fault.message) : undefined;
  return (
    <div className="columns side">
      <div>
        <Tables where={where} insert={text => editor.current?.insert(text)} />
        <Searches room="query" where={where} current={question.sql.trim() ? addressOf(question) : ''} revision={told} words={questionWords} />
      </div>
      <div>
        <Panel title="Question" tools={<span className="dim">at most {count(limits.rows)} rows, {span(limits.seconds * 1000)}, {bytes(limits.memoryBytes)} of memory</span>}>
          <form className="question" onSubmit={e => { e.preventDefault(); start(); }}>
            <Editor hand={editor} value={question.sql} change={sql => setQuestion({ ...question, sql })} run={start} stop={() => going?.stop.abort()} badLine={line} />
            <details open={question.from !== '' || undefined}>
              <summary>Tables by names of their own</summary>
              <label>One a line: NAME = a product's name, type:TYPE for the newest, type:TYPE*20 for the newest twenty, or query:FILTER
                <textarea rows={2} spellCheck={false} className="mono" value={question.from} placeholder="obs = type:OBS*20" onChange={e => setQuestion({ ...question, from: e.target.value })} />
              </label>
            </details>
            <div className="actions">
              <button className="primary" disabled={!!going || !question.sql.trim()}>Run</button>
              {going ? <><Going since={going.since} /><button type="button" onClick={() => going.stop.abort()}>Cancel</button></> : <span className="dim">Ctrl+Enter runs it, Escape cancels</span>}
              {isTooLong(question) && <span className="dim">This question is too long for an address; save it to find it again.</span>}
            </div>
          </form>
          {outcome?.fault && (
            <div className="complaint">
              <Fault fault={outcome.fault} again={outcome.fault.status === 0 || outcome.fault.status === 429 || outcome.fault.status === 503 ? start : undefined} />
              {line && <button onClick={() => editor.current?.select(line)}>Go to line {line}</button>}
            </div>
          )}
        </Panel>
        {outcome?.answer && <Answer where={where} question={outcome.question} answer={outcome.answer} took={outcome.took} />}
      </div>
    </div>
  );
}

const questionWords = (query: string) => new URLSearchParams(query).get('sql')?.replace(/\s+/g, ' ').trim() ?? query;

function Going({ since }: { since: number }) {
  useNow(100);
  return <span role="status" className="state going"><rux-status status="standby" aria-hidden="true" />{((performance.now() - since) / 1000).toFixed(1)} s</span>;
}
