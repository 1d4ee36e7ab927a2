import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Refused } from '../api/client';
import type { Loaded } from './load';
import { local, plain, span, utc, utcTime } from './words';

type Tone = 'none' | 'going' | 'attention' | 'bad';

const tones: Record<string, Tone> = {
  failed: 'bad', errored: 'bad', failing: 'bad', dead: 'bad', urgent: 'bad', missing: 'bad', quarantined: 'attention', behind: 'attention',
  attention: 'attention', asking: 'attention', late: 'attention', held: 'attention', later: 'attention', going: 'going', running: 'going', sending: 'going', queued: 'going', fanned: 'going',
  down: 'bad', watch: 'attention', warning: 'attention', distress: 'bad', critical: 'bad', severe: 'bad',
};

const symbols = { going: 'standby', attention: 'caution', bad: 'critical' } as const;

/** A state in words; it bears a symbol and a colour only when it goes on or needs a person. */
export function State({ of, words }: { of: string; words?: string }) {
  const tone = tones[of] ?? 'none';
  return <span className={`state ${tone}`}>{tone !== 'none' && <rux-status status={symbols[tone]} aria-hidden="true" />}{words ?? plain(of)}</span>;
}

/** A time in UTC, with the reader's own on the hover. */
export function Time({ at, short = false }: { at?: string | null; short?: boolean }) {
  if (!at) return <span className="dim">–</span>;
  const time = new Date(at);
  return <time dateTime={at} title={local(time)} className="mono">{short ? utcTime(time) : utc(time)}</time>;
}

/** How long ago, kept up to date. */
export function Age({ at, ago = true }: { at?: string | null; ago?: boolean }) {
  const now = useNow(10_000);
  if (!at) return <span className="dim">–</span>;
  const time = new Date(at);
  return <time dateTime={at} title={`${utc(time)} UTC; ${local(time)}`}>{span(now - time.getTime())}{ago ? ' ago' : ''}</time>;
}

export function useNow(every = 1000) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => { const timer = setInterval(() => setNow(Date.now()), every); return () => clearInterval(timer); }, [every]);
  return now;
}

export function Panel({ title, tools, children, className = '' }: { title: ReactNode; tools?: ReactNode; children: ReactNode; className?: string }) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header><h2 id={id}>{title}</h2>{tools && <div className="tools">{tools}</div>}</header>
      {children}
    </section>
  );
}

/** Why something was refused: the reason and the way out, the stable code, and what to give to whoever reads the log. */
export function Fault({ fault, again }: { fault: Refused; again?: () => void }) {
  return (
    <div className="fault" role="alert">
      <p><rux-status status="serious" aria-hidden="true" /><span>{fault.message}</span></p>
      {fault.findings.map((f, i) => <p key={i} className="mono">{f.file}:{f.line}:{f.column} {f.message}</p>)}
      <p className="dim"><code>{fault.code}</code>{fault.traceId && <> · trace <code>{fault.traceId}</code></>}{again && <> · <button className="plain" onClick={again}>try again</button></>}</p>
    </div>
  );
}

export const Empty = ({ children }: { children: ReactNode }) => <div className="empty">{children}</div>;

/** What was asked for: its answer, why there is none, or that it is on its way. */
export function Show<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ReactNode }) {
  if (of.value !== undefined) return <>{of.fault && <Fault fault={of.fault} again={of.again} />}{children(of.value)}</>;
  if (of.fault) return <Fault fault={of.fault} again={of.again} />;
  return <p className="dim loading" role="status">Loading…</p>;
}

/** Asks before something is done, and says what will happen; a refusal stays in front of the reader. */
export function Confirm({ title, will, act, reason, label, close, danger = false, children }: {
  title: string; will: ReactNode; label: string; act: (reason: string) => Promise<unknown>; reason?: 'needed' | 'welcome'; close: (done: boolean) => void; danger?: boolean; children?: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [why, setWhy] = useState('');
  const [fault, setFault] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  useEffect(() => { dialog.current?.showModal(); }, []);
  const run = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await act(why.trim());
      close(true);
    } catch (e) {
      setFault(e instanceof Refused ? e : new Refused(0, 'portal.broken', String(e)));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => close(false)}>
      <form method="dialog" onSubmit={e => { e.preventDefault(); void run(); }}>
        <h2 id={id}>{title}</h2>
        <div className="will">{will}</div>
        {children}
        {reason && (
          <label>Reason{reason === 'welcome' && ' (if there is one)'}, for the journal
            <input autoFocus value={why} onChange={e => setWhy(e.target.value)} required={reason === 'needed'} />
          </label>
        )}
        {fault && <Fault fault={fault} />}
        <footer>
          <button type="button" onClick={() => close(false)}>Leave it</button>
          <button type="submit" className={danger ? 'danger' : 'primary'} disabled={isBusy}>{isBusy ? 'Working…' : label}</button>
        </footer>
      </form>
    </dialog>
  );
}

/** A button whose action is asked about first. */
export function Action({ label, done, disabled, ...confirm }: { label: string; done?: () => void; disabled?: boolean } & Omit<Parameters<typeof Confirm>[0], 'close' | 'label'> & { does?: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button disabled={disabled} onClick={e => { e.stopPropagation(); setOpen(true); }}>{label}</button>
      {isOpen && <Confirm {...confirm} label={confirm.does ?? label} close={was => { setOpen(false); if (was) done?.(); }} />}
    </>
  );
}

/** A day by the hour, as bars; what is bad stands out. */
export function Spark({ hours, bad, name, from }: { hours?: number[]; bad?: number[]; name: string; from: string }) {
  const all = hours ?? Array<number>(24).fill(0);
  const most = Math.max(1, ...all);
  const total = all.reduce((a, b) => a + b, 0);
  const failed = bad?.reduce((a, b) => a + b, 0) ?? 0;
  const words = `${total} ${name} in the last ${all.length} hours${failed ? `, ${failed} of them bad` : ''}`;
  return (
    <svg className="spark" viewBox={`0 0 ${all.length * 4} 16`} preserveAspectRatio="none" role="img" aria-label={words}>
      <title>{`${words}; from ${utcTime(new Date(from))} UTC`}</title>
      {all.map((n, i) => n > 0 && <rect key={i} x={i * 4} width={3} y={16 - Math.max(1.5, (n / most) * 16)} height={Math.max(1.5, (n / most) * 16)} />)}
      {bad?.map((n, i) => n > 0 && <rect key={`b${i}`} className="bad" x={i * 4} width={3} y={16 - Math.max(2, (n / most) * 16)} height={Math.max(2, (n / most) * 16)} />)}
    </svg>
  );
}
