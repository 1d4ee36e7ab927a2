import type { View } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { Show } from '../../../parts/ui';
import { many } from '../../../parts/words';
import { align, type Line, middle } from './align';
import type { Shown } from './Difference';

type File = View<'ComparedFileView'>;
type Text = { text: string; isCut: boolean };

/** Two texts side by side, or below one another; long stretches that are the same are left out. */
export function TextSide({ difference: d, inline, read }: { difference: Shown; inline: boolean; read: (file: File) => Promise<Text> }) {
  const texts = useLoad(async () => Promise.all([d.before, d.now].map(f => f ? read(f) : { text: '', isCut: false })), [d.before?.sha256, d.now?.sha256]);
  return (
    <Show of={texts}>
      {([before, now]) => {
        const lines = align(linesOf(before!.text), linesOf(now!.text), d.before && d.now ? d.differences : whole(d, linesOf((d.now ? now! : before!).text)));
        return (
          <div className="scroll diff">
            <table aria-label="Lines before and now">
              <thead className="unseen"><tr><th scope="col">Line</th><th scope="col">Before</th>{!inline && <><th scope="col">Line</th><th scope="col">Now</th></>}</tr></thead>
              <tbody>{lines.flatMap((line, i) => inline ? below(line, i) : [<Beside key={i} line={line} />])}</tbody>
            </table>
            {(before!.isCut || now!.isCut) && <p className="pad note">Of long texts only the beginning is read here; differences further on are shown without their neighbours.</p>}
          </div>
        );
      }}
    </Show>
  );
}

const linesOf = (text: string) => { const lines = text.split(/\r?\n/); if (lines[lines.length - 1] === '') lines.pop(); return lines; };

// What only one of the two runs made is shown as it is.
const whole = (d: Shown, lines: string[]) => lines.slice(0, 200).map((text, i) => d.now ? { kind: 'only_now', nowPlace: i + 1, now: text } : { kind: 'only_before', beforePlace: i + 1, before: text });

function Beside({ line }: { line: Line }) {
  if (line.kind === 'gap') return <tr className="gap"><td colSpan={4}>{many(line.lines, 'line')} the same</td></tr>;
  return (
    <tr className={line.kind}>
      <td className="no">{line.before?.[0]}</td><td>{line.before && <Words of={line.before[1]} beside={line.kind === 'changed' ? line.now?.[1] : undefined} mark={line.kind === 'gone' ? 'del' : undefined} as="del" />}</td>
      <td className="no">{line.now?.[0]}</td><td>{line.now && <Words of={line.now[1]} beside={line.kind === 'changed' ? line.before?.[1] : undefined} mark={line.kind === 'new' ? 'ins' : undefined} as="ins" />}</td>
    </tr>
  );
}

function below(line: Line, i: number) {
  if (line.kind === 'gap') return [<tr key={i} className="gap"><td colSpan={2}>{many(line.lines, 'line')} the same</td></tr>];
  if (line.kind === 'same') return [<tr key={i}><td className="no">{line.now![0]}</td><td>{line.now![1]}</td></tr>];
  return [
    ...(line.before ? [<tr key={`${i}-`} className="gone"><td className="no">− {line.before[0]}</td><td><Words of={line.before[1]} beside={line.now?.[1]} mark={line.now ? undefined : 'del'} as="del" /></td></tr>] : []),
    ...(line.now ? [<tr key={`${i}+`} className="new"><td className="no">+ {line.now[0]}</td><td><Words of={line.now[1]} beside={line.before?.[1]} mark={line.before ? undefined : 'ins'} as="ins" /></td></tr>] : []),
  ];
}

function Words({ of, beside, mark, as: As }: { of: string; beside?: string; mark?: 'del' | 'ins'; as: 'del' | 'ins' }) {
  if (mark) return <As>{of}</As>;
  if (beside === undefined) return <>{of}</>;
  const { start, end } = middle(of, beside);
  return <>{of.slice(0, start)}<As>{of.slice(start, of.length - end)}</As>{end > 0 ? of.slice(-end) : ''}</>;
}
