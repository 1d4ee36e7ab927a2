import type { components, paths } from './schema';

export type View<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Why the server refused, as it said it; or that it could not be reached. */
export class Refused extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly traceId?: string, readonly findings: View<'ProblemFinding'>[] = []) {
    super(message);
  }
}

let csrf = '';
let onSignedOut: () => void = () => {};

/** What changes must carry; it is kept in memory alone. */
export function keepCsrf(token: string) { csrf = token; }
export function whenSignedOut(action: () => void) { onSignedOut = action; }

type With<Method extends string> = { [P in keyof paths]: paths[P] extends Record<Method, { responses: unknown }> ? P : never }[keyof paths];
type Operation<P extends keyof paths, M extends keyof paths[P]> = paths[P][M];
type Answer<O> = O extends { responses: infer R } ? Content<R[keyof R & (200 | 201 | 202)]> : never;
type Content<R> = R extends { content: { 'application/json': infer C } } ? C : void;
type Body<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : undefined;
type Query<O> = O extends { parameters: { query?: infer Q } } ? Q : never;
type InPath<O> = O extends { parameters: { path: infer V } } ? V : undefined;
type Asked<O> = { path?: InPath<O>; query?: Query<O>; body?: Body<O>; signal?: AbortSignal };

export const get = <P extends With<'get'>>(address: P, asked: Asked<Operation<P, 'get' & keyof paths[P]>> = {}) =>
  call<Answer<Operation<P, 'get' & keyof paths[P]>>>('GET', address, asked);
export const post = <P extends With<'post'>>(address: P, asked: Asked<Operation<P, 'post' & keyof paths[P]>> = {}) =>
  call<Answer<Operation<P, 'post' & keyof paths[P]>>>('POST', address, asked);
export const put = <P extends With<'put'>>(address: P, asked: Asked<Operation<P, 'put' & keyof paths[P]>> = {}) =>
  call<Answer<Operation<P, 'put' & keyof paths[P]>>>('PUT', address, asked);
export const patch = <P extends With<'patch'>>(address: P, asked: Asked<Operation<P, 'patch' & keyof paths[P]>> = {}) =>
  call<Answer<Operation<P, 'patch' & keyof paths[P]>>>('PATCH', address, asked);
export const remove = <P extends With<'delete'>>(address: P, asked: Asked<Operation<P, 'delete' & keyof paths[P]>> = {}) =>
  call<Answer<Operation<P, 'delete' & keyof paths[P]>>>('DELETE', address, asked);

async function call<T>(method: string, template: string, asked: { path?: unknown; query?: unknown; body?: unknown; signal?: AbortSignal }): Promise<T> {
  const answer = await send(method, addressOf(template, asked.path, asked.query), {
    body: asked.body === undefined ? undefined : JSON.stringify(asked.body),
    headers: asked.body === undefined ? undefined : { 'Content-Type': 'application/json' },
    signal: asked.signal,
  });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** Sends a request with the session; throws what the server refuses. */
export async function send(method: string, address: string, more: { body?: BodyInit; headers?: Record<string, string>; signal?: AbortSignal } = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      method, body: more.body, signal: more.signal, credentials: 'same-origin',
      headers: { Accept: 'application/json', 'X-Gantry-Portal': '1', ...(method === 'GET' ? {} : { 'X-Gantry-Csrf': csrf }), ...more.headers },
    });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Refused(0, 'portal.unreachable', 'The server cannot be reached. The portal goes on by itself as soon as it answers.');
  }
  if (!answer.ok) throw await refusalOf(answer, address);
  return answer;
}

export function addressOf(template: string, path?: unknown, query?: unknown): string {
  const values = (path ?? {}) as Record<string, string | number>;
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  return search.size ? `${filled}?${search}` : filled;
}

async function refusalOf(answer: Response, address: string): Promise<Refused> {
  let problem: Partial<View<'Problem'>> = {};
  try { problem = await answer.json(); } catch { /* A proxy in between says it in its own words. */ }
  if (answer.status === 401 && !address.endsWith('/session')) onSignedOut();
  return new Refused(answer.status, problem.code ?? `http.${answer.status}`, problem.detail ?? problem.title ?? `The server answered ${answer.status}.`,
    problem.traceId ?? undefined, problem.findings ?? []);
}

/** Every item of a paged list, up to a number. */
export async function all<T>(page: (after?: string) => Promise<{ items: T[]; next?: string | null }>, most = 2000): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const one = await page(after);
    items.push(...one.items);
    after = one.next ?? undefined;
  } while (after && items.length < most);
  return items;
}
