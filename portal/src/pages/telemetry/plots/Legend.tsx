import type { Ink } from './lines';
import { sayUnit } from './found';

/** Where the values below the pointer are written, without drawing the page anew. */
export type Told = { time: HTMLElement | null; values: Map<string, HTMLElement> };

export type LegendLine = { part: string; label: string; unit: string; side?: string; ink: Ink };

/** What each line is; one that is pressed is hidden or shown, one that is pointed at stands out with its limits. */
export function Legend({ lines, told, off, toggle, point, isBusy }: {
  lines: LegendLine[]; told: Told; off: readonly string[]; toggle: (part: string) => void; point: (part?: string) => void; isBusy: boolean;
}) {
  return (
    <div className="legend">
      <ul aria-label="Lines">
        {lines.map(({ part, label, unit, side, ink }) => (
          <li key={part}>
            <button aria-pressed={!off.includes(part)} title={`${part}. Press to ${off.includes(part) ? 'show' : 'hide'} its line; while you point at it its limits are drawn.`}
              onClick={() => toggle(part)} onFocus={() => point(part)} onBlur={() => point()} onPointerEnter={() => point(part)} onPointerLeave={() => point()}>
              <svg width={34} height={10} aria-hidden="true"><line x1={1} x2={33} y1={5} y2={5} stroke={ink.colour} strokeWidth={2.5} strokeDasharray={ink.dash.join(' ')} /></svg>
              <span>{label} <span className="dim">{unit}</span>{side && <span className="dim" aria-hidden="true"> {side === 'left' ? '←' : '→'}</span>}<span className="unseen">, {part} in {sayUnit(unit)}{side && `, scale on the ${side}`}</span></span>
            </button>
            <span className="mono" ref={e => { if (e) told.values.set(part, e); else told.values.delete(part); }} />
          </li>
        ))}
      </ul>
      <span className="mono dim" ref={e => { told.time = e; }} />
      {isBusy && <span className="dim">…</span>}
    </div>
  );
}
