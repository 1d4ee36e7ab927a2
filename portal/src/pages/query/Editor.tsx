import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from 'react';

export type EditorHand = { insert: (text: string) => void; select: (line: number) => void };

/** Where a question is written. Tab goes on to the next field, as everywhere. */
export function Editor({ hand, value, change, run, stop, badLine }: {
  hand: Ref<EditorHand>; value: string; change: (sql: string) => void; run: () => void; stop: () => void; badLine?: number;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLPreElement>(null);
  const lines = value.split('\n').length;
  useImperativeHandle(hand, () => ({
    insert: text => {
      const [from, until] = [field.current!.selectionStart, field.current!.selectionEnd];
      change(value.slice(0, from) + text + value.slice(until));
      requestAnimationFrame(() => { field.current!.focus(); field.current!.setSelectionRange(from + text.length, from + text.length); });
    },
    select: line => {
      const from = value.split('\n').slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
      field.current!.focus();
      field.current!.setSelectionRange(from, from + (value.split('\n')[line - 1]?.length ?? 0));
    },
  }));
  const press = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); run(); }
    if (e.key === 'Escape') stop();
  };
  return (
    <div className="editor">
      <pre ref={numbers} aria-hidden="true">{Array.from({ length: lines }, (_, i) => <span key={i} className={i + 1 === badLine ? 'bad' : ''}>{i + 1}{'\n'}</span>)}</pre>
      <textarea ref={field} aria-label="Question in SQL" spellCheck={false} autoCapitalize="off" wrap="off" rows={Math.min(18, Math.max(5, lines))} value={value}
        placeholder="select * from 'type:RISK' limit 100" onChange={e => change(e.target.value)} onKeyDown={press} onScroll={e => { numbers.current!.scrollTop = e.currentTarget.scrollTop; }} />
    </div>
  );
}
