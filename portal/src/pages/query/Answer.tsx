import { lazy, Suspense, useMemo, useState } from 'react';
import { addressOf, Refused, send, type View } from '../../api/client';
import { ask, usePlace } from '../../parts/route';
import { Rows } from '../../parts/Rows';
import type { Where } from '../../parts/scope';
import { Empty, Fault, Panel } from '../../parts/ui';
import { many, span } from '../../parts/words';
import { isNumber, plotOf, type Row, understood } from './columns';
import { type Question, tablesOf } from './question';

const Plot = lazy(() => import('./AnswerPlot'));

/** What came of a question: rows, a plot of some columns, files. */
export function Answer({ where, question, answer, took }: { where: Where; question: Question; answer: View<'QueryView'>; took: number }) {
  const { query } = usePlace();
  const rows = useMemo(() => (answer.rows as Row[]).map((row, at) => ({ row, at })), [answer]);
  const columns = useMemo(() => understood(answer.columns, answer.rows as Row[]), [answer]);
  const plot = plotOf(query.get('plot'), columns);
  const wide = columns.map(c => isNumber(c.type) ? 7 : 12);
  return (
    <>
      <Panel title={many(answer.rows.length, 'row')} tools={<>
        <span className="dim">in {span(took)}{answer.tables.length > 0 && `, over ${many(answer.tables.reduce((n, t) => n + t.products.length, 0), 'product')}`}</span>
        <button aria-pressed={!!plot} disabled={rows.length === 0} onClick={() => ask({ plot: plot ? null : 'auto' })}>Plot</button>
        <Files where={where} question={question} />
      </>}>
        {answer.isCut && <p className="pad note">There are more rows than are shown. The files have as many as the server gives; ask for less, or aggregate.</p>}
        {plot && <Suspense fallback={<p className="dim loading" role="status">Loading…</p>}><Plot rows={answer.rows as Row[]} columns={columns} chosen={plot} /></Suspense>}
        {rows.length === 0
          ? <Empty>The question was understood, and nothing is like this.</Empty>
          : (
            <div className="scroll">
              <div style={{ minWidth: `${wide.reduce((a, b) => a + b + 1, 2)}rem` }}>
                <Rows label="Answer" items={rows} keyOf={r => String(r.at)} columns={wide.map(w => `minmax(${w}rem,${w}fr)`).join(' ')} heads={answer.columns.map(c => c.name)} right={columns.filter(c => isNumber(c.type)).map(c => c.name)} height="min(34rem, 60vh)"
                  render={({ row }) => answer.columns.map(c => <Cell key={c.name} value={row[c.name]} isNumber={isNumber(c.type)} />)} />
              </div>
            </div>
          )}
      </Panel>
    </>
  );
}

function Cell({ value, isNumber }: { value: unknown; isNumber: boolean }) {
  const text = value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return <span role="cell" className={isNumber ? 'mono right' : ''} title={text ?? 'null'}>{text ?? <span className="dim">null</span>}</span>;
}

function Files({ where, question }: { where: Where; question: Question }) {
  const [busy, setBusy] = useState<string>();
  const [fault, setFault] = useState<Refused>();
  const save = async (format: 'csv' | 'json' | 'parquet') => {
    setBusy(format);
    setFault(undefined);
    try {
      const answer = await send('POST', addressOf('/api/v1/missions/{mission}/environments/{environment}/query', where), {
        body: JSON.stringify({ sql: question.sql, from: tablesOf(question.from).tables, format }), headers: { 'Content-Type': 'application/json', Accept: '*/*' },
      });
      const content = format === 'json' ? new Blob([JSON.stringify(((await answer.json()) as View<'QueryView'>).rows)], { type: 'application/json' }) : await answer.blob();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(content);
      link.download = `answer.${format}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (e) {
      setFault(e instanceof Refused ? e : new Refused(0, 'portal.broken', String(e)));
    }
    setBusy(undefined);
  };
  return (
    <>
      {(['csv', 'json', 'parquet'] as const).map(f => <button key={f} disabled={busy !== undefined} onClick={() => void save(f)}>{busy === f ? 'Working…' : f === 'parquet' ? 'Parquet' : f.toUpperCase()}</button>)}
      {fault && <Fault fault={fault} />}
    </>
  );
}
