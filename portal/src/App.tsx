import { lazy, Suspense, useEffect, useState } from 'react';
import { LogIn } from './pages/LogIn';
import { Overview } from './pages/Overview';
import { useConnection } from './parts/live';
import { Link, usePlace } from './parts/route';
import { SessionContext, useLogIn, useSession } from './parts/session';
import { Boundary } from './parts/Boundary';
import { Empty, useNow } from './parts/ui';
import { dayOfYear, span, utcDay, utcTime } from './parts/words';

const rooms: { path: string; name: string; Page: React.ComponentType }[] = [
  { path: '', name: 'Overview', Page: Overview },
  { path: 'runs', name: 'Runs', Page: lazy(() => import('./pages/runs/Runs')) },
  { path: 'products', name: 'Products', Page: lazy(() => import('./pages/products/Products')) },
  { path: 'query', name: 'Query', Page: lazy(() => import('./pages/query/Query')) },
  { path: 'traffic', name: 'Traffic', Page: lazy(() => import('./pages/traffic/Traffic')) },
  { path: 'telemetry', name: 'Telemetry', Page: lazy(() => import('./pages/telemetry/Telemetry')) },
  { path: 'completeness', name: 'Completeness', Page: lazy(() => import('./pages/Completeness')) },
  { path: 'releases', name: 'Releases', Page: lazy(() => import('./pages/releases/Releases')) },
  { path: 'journal', name: 'Journal', Page: lazy(() => import('./pages/Journal')) },
  { path: 'access', name: 'Access', Page: lazy(() => import('./pages/access/Access')) },
];

export function App() {
  const { session, isKnown, note, logIn, logOut } = useLogIn();
  if (!isKnown) return null;
  if (!session) return <LogIn note={note} logIn={logIn} />;
  return <SessionContext value={{ session, logOut }}><Shell /></SessionContext>;
}

function Shell() {
  const { words } = usePlace();
  const connection = useConnection();
  const room = rooms.find(r => r.path === (words[0] ?? ''));
  useEffect(() => { document.title = room?.path ? `${room.name} · Gantry` : 'Gantry'; }, [room]);
  const isLost = connection.state === 'lost';
  return (
    <>
      <a className="skip" href="#content">To the content</a>
      <header className="bar">
        <Link href="/" className="brand">Gantry</Link>
        <nav aria-label="Rooms">
          {rooms.map(r => <Link key={r.path} href={`/${r.path}`} aria-current={r === room ? 'page' : undefined}>{r.name}</Link>)}
        </nav>
        <Clock />
        <Person />
      </header>
      {isLost && <Lost since={connection.since} />}
      <main id="content" tabIndex={-1} className={isLost ? 'stale' : ''}>
        <Boundary key={words[0]}>
          <Suspense fallback={<p className="dim loading" role="status">Loading…</p>}>
            {room ? <room.Page /> : <Empty>There is no such page. <Link href="/">The overview</Link> shows what there is.</Empty>}
          </Suspense>
        </Boundary>
      </main>
    </>
  );
}

function Clock() {
  const now = new Date(useNow());
  return (
    <time className="clock mono" dateTime={now.toISOString()} title={`${now.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'long' })} here`}>
      {utcDay(now)} <span className="dim">day</span> {String(dayOfYear(now)).padStart(3, '0')} <b>{utcTime(now)}</b> <span className="dim">UTC</span>
    </time>
  );
}

function Lost({ since }: { since: Date }) {
  const now = useNow();
  return (
    <p className="lost" role="alert">
      <rux-status status="serious" aria-hidden="true" />
      The connection to the server was lost at {utcTime(since)} UTC, {span(now - since.getTime())} ago. What you see is from then; it catches up by itself.
    </p>
  );
}

function Person() {
  const { session, logOut } = useSession();
  const connection = useConnection();
  const [theme, setTheme] = useTheme();
  return (
    <div className="person">
      <span className={`link ${connection.state}`} title="Whether changes come in as they happen">{connection.state === 'live' ? 'live' : connection.state === 'lost' ? 'not connected' : 'connecting'}</span>
      <button className="plain" onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>{theme === 'dark' ? 'Light' : 'Dark'}</button>
      <Link href="/access">{session.me.name}</Link>
      <button className="plain" onClick={() => void logOut()}>Log out</button>
    </div>
  );
}

type Theme = 'dark' | 'light';

function useTheme() {
  const [theme, setTheme] = useState<Theme>(() => localStorage.getItem('theme') === 'light' ? 'light' : 'dark');
  useEffect(() => {
    document.documentElement.className = `${theme}-theme`;
    localStorage.setItem('theme', theme);
  }, [theme]);
  return [theme, setTheme] as const;
}
