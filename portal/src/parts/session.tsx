import { createContext, useContext, useEffect, useState } from 'react';
import { get, keepCsrf, post, Refused, remove, type View, whenSignedOut } from '../api/client';
import { follow, unfollow } from './live';

export type Session = View<'SessionView'>;
type State = { session?: Session; isKnown: boolean; note?: string };

export const SessionContext = createContext<{ session: Session; logOut: () => Promise<void> }>(null!);
export const useSession = () => useContext(SessionContext);

/** The log-in, kept by a cookie that no script can read. */
export function useLogIn() {
  const [state, setState] = useState<State>({ isKnown: false });
  const begin = (session: Session) => {
    keepCsrf(session.csrfToken);
    setState({ session, isKnown: true });
    follow();
  };
  const end = (note?: string) => {
    keepCsrf('');
    unfollow();
    setState({ isKnown: true, note });
  };

  useEffect(() => {
    whenSignedOut(() => end('Your session has ended. Log in again to go on where you were.'));
    get('/api/v1/session').then(begin, (e: unknown) => end(e instanceof Refused && e.status === 0 ? e.message : undefined));
  }, []);
  useEffect(() => {
    if (!state.session) return;
    const left = Date.parse(state.session.expiresAt) - Date.now();
    const timer = setTimeout(() => end('Your session has ended. Log in again to go on where you were.'), Math.min(left, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [state.session]);

  return {
    ...state,
    logIn: async (name: string, password: string) => begin(await post('/api/v1/session', { body: { name, password } })),
    logOut: async () => { await remove('/api/v1/session'); end(); },
  };
}

