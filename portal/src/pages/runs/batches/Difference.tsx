import { addressOf, get, send, type View } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { ask, Link, to, usePlace } from '../../../parts/route';
import type { Where } from '../../../parts/scope';
import { Panel, Show } from '../../../parts/ui';
import { bytes } from '../../../parts/words';
import { BytesSide } from './BytesSide';
import { RowsSide } from './RowsSide';
import { TextSide } from './TextSide';

export type Shown = View<'OutputDifferenceView'>;
type File = View<'ComparedFileView'>;

/** How one product differs from what was made before, so that a person can judge it. */
export function Difference({ where, batch, one, close }: { where: Where; batch: string; one: View<'ComparedView'>; close: () => void }) {
  const { query } = usePlace();
  const inline = query.get('view') === 'inline';
  const path = { ...where, id: batch, run: one.run, step: one.step, output: one.output };
  const shown = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/batches/{id}/differences/{run}/{step}/{output}', { path, query: { place: one.place }, signal }), [batch, one.run, one.step, one.output, one.place]);
  return (
    <Panel title={one.name} tools={<>
      {shown.value?.manner !== 'bytes' && <button aria-pressed={inline} onClick={() => ask({ view: inline ? null : 'inline' })}>Below one another</button>}
      <button onClick={close}>Close</button>
    </>}>
      <Show of={shown}>
        {d => (
          <>
            <div className="pad">
              <p>{d.sentence}</p>
              <p className="dim">{rulesOf(d)}</p>
            </div>
            <div className="columns"><Side where={where} name="Before" file={d.before} /><Side where={where} name="Now" file={d.now} /></div>
            {d.manner === 'table' ? <RowsSide difference={d} inline={inline} /> : d.manner === 'text' ? <TextSide difference={d} inline={inline} read={file => readOf(where, file)} /> : <BytesSide difference={d} />}
            {d.isCut && <p className="pad note">These are the first {d.differences.length} differences. Get both files to see all of them.</p>}
          </>
        )}
      </Show>
    </Panel>
  );
}

const outputPath = (where: Where, f: File) => ({ mission: where.mission, environment: f.environment, id: f.run, step: f.step, output: f.output });

/** The beginning of a file as text, and whether that is all of it. */
async function readOf(where: Where, file: File) {
  const answer = await send('GET', addressOf('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/outputs/{output}/preview', outputPath(where, file), { place: file.place }), { headers: { Accept: 'text/plain' } });
  return { text: await answer.text(), isCut: answer.headers.get('Gantry-Cut') === 'true' };
}

function Side({ where, name, file }: { where: Where; name: string; file?: File | null }) {
  if (!file) return <p className="pad dim">{name}: not made.</p>;
  return (
    <p className="pad">
      {name}: <a href={addressOf('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/outputs/{output}', outputPath(where, file), { place: file.place })} download={file.name}>{file.name}</a>, {bytes(file.sizeBytes)},
      made by <Link href={to('runs', where.mission, file.environment, file.run)}>a run in {file.environment}</Link>{file.product && <>, <Link href={to('products', where.mission, file.environment, file.name)}>the product</Link></>}
    </p>
  );
}

function rulesOf(d: Shown): string {
  if (d.manner === 'bytes') return 'Compared byte by byte.';
  if (d.manner === 'text') return 'Compared line by line; how a line ends is no difference.';
  const far = Object.entries(d.by.tolerances).map(([column, t]) => `${column === '*' ? 'every other number' : column} may be ${[t.absolute > 0 && `${t.absolute}`, t.relative > 0 && `${t.relative} of its value`].filter(Boolean).join(' or ')} apart`);
  return [
    'Compared as tables',
    d.by.key.length > 0 ? `rows belong together by ${d.by.key.join(', ')}` : 'rows belong together by their order',
    d.by.ignored.length > 0 && `${d.by.ignored.join(', ')} may differ`,
    far.length > 0 ? far.join(', ') : 'numbers must be equal',
  ].filter(Boolean).join('; ') + '.';
}
