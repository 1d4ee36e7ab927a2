import { useState } from 'react';
import { Refused } from '../api/client';
import { Fault } from '../parts/ui';

export function LogIn({ note, logIn }: { note?: string; logIn: (name: string, password: string) => Promise<void> }) {
  const [fault, setFault] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (form: FormData) => {
    setBusy(true);
    setFault(undefined);
    try {
      await logIn(String(form.get('name')), String(form.get('password')));
    } catch (e) {
      setFault(e instanceof Refused ? e : new Refused(0, 'portal.broken', String(e)));
      setBusy(false);
    }
  };
  return (
    <main className="login">
      <form onSubmit={e => { e.preventDefault(); void submit(new FormData(e.currentTarget)); }}>
        <h1>Gantry</h1>
        {note && <p role="status">{note}</p>}
        <label>Name<input name="name" autoComplete="username" autoFocus required /></label>
        <label>Password<input name="password" type="password" autoComplete="current-password" required /></label>
        {fault && <Fault fault={fault} />}
        <button className="primary" disabled={isBusy}>{isBusy ? 'Logging in…' : 'Log in'}</button>
        <p className="dim">On a server that was just set up, the name is <code>admin</code>; its first password was printed when the server started.</p>
      </form>
    </main>
  );
}
