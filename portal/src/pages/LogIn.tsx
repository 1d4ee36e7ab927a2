import { useEffect, useState } from 'react';
import { addressOf, get, Refused, type View } from '../api/client';
import { ask, usePlace } from '../parts/route';
import { Fault } from '../parts/ui';

const reasons: Record<string, string> = {
  'access.login_not_begun': 'This log-in was not begun in this browser, or longer ago than ten minutes. Begin it again.',
  'access.login_refused': 'The issuer did not let you in.',
  'access.login_not_confirmed': 'The issuer did not confirm the log-in. Begin it again.',
  'access.login_issuer_unreachable': 'The issuer cannot be reached just now. Try again in a moment.',
};

export function LogIn({ note, logIn }: { note?: string; logIn: (name: string, password: string) => Promise<void> }) {
  const [fault, setFault] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const { query, address } = usePlace();
  const [issuers, setIssuers] = useState<View<'LoginIssuerView'>[]>([]);
  // Whoever was sent back without being let in reads why in the portal's own words; the code says it to those who can look it up.
  const code = query.get('refused');
  const refused = code ? new Refused(401, code, reasons[code] ?? 'The issuer’s answer was refused. Begin the log-in again, or ask whoever runs this server: its log says why.') : undefined;
  useEffect(() => { get('/api/v1/session/issuers').then(({ items }) => setIssuers(items), () => { /* Names and passwords are there all the same. */ }); }, []);
  const back = address.replace(/[?&]refused=[^&]*/, '');
  const submit = async (form: FormData) => {
    setBusy(true);
    setFault(undefined);
    if (code) ask({ refused: null });
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
        {(fault ?? refused) && <Fault fault={(fault ?? refused)!} />}
        <button className="primary" disabled={isBusy}>{isBusy ? 'Logging in…' : 'Log in'}</button>
        {issuers.length > 0 && (
          <div className="issuers">
            <span className="dim">or by</span>
            {issuers.map(i => <a key={i.name} className="button" href={addressOf(i.address, {}, { to: back })}>{i.name}</a>)}
          </div>
        )}
        <p className="dim">On a server that was just set up, the name is <code>admin</code>; its first password was printed when the server started.</p>
      </form>
    </main>
  );
}
