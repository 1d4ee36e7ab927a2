import { type AnchorHTMLAttributes, type MouseEvent, useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const tell = () => listeners.forEach(l => l());
addEventListener('popstate', tell);

/** Where we are. Every state of the portal is an address. */
export function usePlace() {
  const address = useSyncExternalStore(l => { listeners.add(l); return () => listeners.delete(l); }, () => location.pathname + location.search);
  return useMemo(() => {
    const url = new URL(address, location.origin);
    return { path: url.pathname, words: url.pathname.split('/').filter(Boolean).map(decodeURIComponent), query: url.searchParams, address };
  }, [address]);
}

export function go(address: string, replace = false) {
  if (address === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  tell();
  if (!replace) scrollTo(0, 0);
}

/** Sets or removes parts of the address's query. */
export function ask(changes: Record<string, string | null | undefined>, replace = true) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value); else query.delete(name);
  }
  go(location.pathname + (query.size ? `?${query}` : ''), replace);
}

export const to = (...words: string[]) => '/' + words.map(encodeURIComponent).join('/');

export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (e: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(e);
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return;
    e.preventDefault();
    go(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
