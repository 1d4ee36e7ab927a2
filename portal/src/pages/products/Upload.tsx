import { useEffect, useId, useRef, useState } from 'react';
import { Refused } from '../../api/client';
import { Link, to } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Fault } from '../../parts/ui';
import { bytes } from '../../parts/words';
import { upload } from './tus';

type Sending = { file: File; sent: number; note?: string; state?: string; fault?: Refused; stop: AbortController };

const outcomes: Record<string, string> = {
  published: 'published', already_there: 'was there already', waiting: 'arrived, and waits to be looked at', received: 'arrived, and is being looked at',
};

/** Puts files in, by choosing or dropping them. */
export function Upload({ where, done }: { where: Where; done: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const [isOver, setOver] = useState(false);
  const [sending, setSending] = useState<Sending[]>([]);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => { if (isOpen) dialog.current?.showModal(); }, [isOpen]);
  const change = (file: File, to: Partial<Sending>) => setSending(all => all.map(s => s.file === file ? { ...s, ...to } : s));

  const add = async (files: File[]) => {
    const fresh = files.map<Sending>(file => ({ file, sent: 0, stop: new AbortController() }));
    setSending(all => [...fresh, ...all]);
    for (const { file, stop } of fresh) {
      try {
        const { state } = await upload(where, file, stop.signal, (sent, note) => change(file, sent < 0 ? { note } : { sent, note: undefined }));
        change(file, { state, sent: file.size });
        done();
      } catch (e) {
        if (!stop.signal.aborted) change(file, { fault: e instanceof Refused ? e : new Refused(0, 'portal.broken', String(e)), state: 'refused' });
      }
    }
  };
  const close = () => { setOpen(false); setSending(all => all.filter(s => !s.state)); };

  return (
    <>
      <button onClick={() => setOpen(true)}>Put in{sending.some(s => !s.state) && ` (${sending.filter(s => !s.state).length} under way)`}</button>
      {isOpen && (
        <dialog ref={dialog} aria-labelledby={id} onClose={close}>
          <form method="dialog">
            <h2 id={id}>Put files into {where.mission}/{where.environment}</h2>
            <div className="will"><p>Each is checked like any arrival: its name must be of a type that the mission knows. A name that is taken keeps its bytes; products never change.</p></div>
            <label className={`drop ${isOver ? 'over' : ''}`} onDragOver={e => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
              onDrop={e => { e.preventDefault(); setOver(false); void add([...e.dataTransfer.files]); }}>
              Drop files here, or choose them
              <input type="file" multiple onChange={e => { void add([...e.target.files!]); e.target.value = ''; }} />
            </label>
            {sending.map((s, i) => (
              <div key={i}>
                <p className="wrap">{s.state && s.state !== 'refused' ? <Link href={to('products', where.mission, where.environment, s.file.name)}>{s.file.name}</Link> : s.file.name} <span className="dim">{s.state ? outcomes[s.state] ?? s.state : `${bytes(s.sent)} of ${bytes(s.file.size)}`} {s.note}</span>
                  {!s.state && <> <button type="button" className="plain" onClick={() => { s.stop.abort(); change(s.file, { state: 'stopped; put it in again to go on' }); }}>stop</button></>}</p>
                {!s.state && <progress max={s.file.size || 1} value={s.sent} aria-label={`${s.file.name} sent`} />}
                {s.fault && <Fault fault={s.fault} />}
              </div>
            ))}
            <footer><button>Close</button></footer>
          </form>
        </dialog>
      )}
    </>
  );
}
