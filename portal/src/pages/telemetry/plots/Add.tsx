import { useId, useState } from 'react';
import { get } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import type { Where } from '../../../parts/scope';
import { isDrawn } from './found';

const search = async (where: Where, word: string, limit: number, signal?: AbortSignal) =>
  (await get('/api/v1/missions/{mission}/environments/{environment}/telemetry/parameters', { path: where, query: { search: word, limit }, signal })).items;

/** A parameter by a word of its name; those that are found are offered. */
export function Add({ where, add }: { where: Where; add: (name: string) => void }) {
  const [word, setWord] = useState('');
  const id = useId();
  const offered = useLoad(async signal => {
    if (word.length < 2) return [];
    await new Promise(done => setTimeout(done, 150));
    return signal.aborted ? [] : (await search(where, word, 40, signal)).filter(isDrawn);
  }, [where, word]);
  const names = offered.value ?? [];
  const take = (name: string) => { setWord(''); add(name); };
  // Who types faster than the list comes is not waited for: what they typed is looked up.
  const submit = async () => {
    const one = names.find(p => p.name === word) ?? (await search(where, word, 40).catch(() => [])).find(isDrawn);
    if (one || word.startsWith('/')) take(one?.name ?? word);
  };
  return (
    <form className="grow" onSubmit={e => { e.preventDefault(); void submit(); }}>
      <label className="grow">Add a parameter
        <input list={id} value={word} placeholder="a word of its name" onChange={e => { const name = e.target.value; if (names.some(p => p.name === name)) take(name); else setWord(name); }} />
      </label>
      <datalist id={id}>{names.map(p => <option key={p.name} value={p.name}>{[p.unit, p.about].filter(Boolean).join(', ')}</option>)}</datalist>
    </form>
  );
}
