import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export type Data = uPlot.AlignedData;
export type Options = Omit<uPlot.Options, 'width' | 'height'>;

/** The colours of lines, told apart without red and green; each also has a name in the legend. */
export const lineColours = ['#4dacff', '#e0a030', '#a58bff', '#3cb5a0', '#d977b0', '#9a9a9a'];

/** The ink of the present theme, for what is drawn on a canvas. */
export const ink = (name: string) => getComputedStyle(document.body).getPropertyValue(name).trim();

/** Times on an axis, in UTC, as short as the distance between them allows. */
export const timeAxis: Partial<uPlot.Axis> = {
  values: (_, at, __, ___, apart) => at.map((t, i) => {
    const text = new Date(t * 1000).toISOString();
    const [day, time] = [text.slice(0, 10), text.slice(11, apart >= 60 ? 16 : 19)];
    return apart >= 86_400 ? day : i === 0 || time.startsWith('00:00') ? `${time}\n${day}` : time;
  }),
};

/** The clock of UTC for what takes the reader's own for it. */
export const utcDate = (at: number) => { const t = new Date(at * 1000); return new Date(t.getTime() + t.getTimezoneOffset() * 60_000); };

const axis = (): Partial<uPlot.Axis> => ({ font: '12px Roboto', labelFont: '12px Roboto', stroke: ink('--color-text-secondary'), grid: { stroke: ink('--color-border-interactive-muted'), width: 0.3 }, ticks: { stroke: ink('--color-border-interactive-muted'), width: 0.5 } });

/** Lines over an axis, as wide as there is room. Load it lazily: it brings uPlot along. */
export default function Plot({ data, options, height = 260, label, made }: { data: Data; options: Options; height?: number; label: string; made?: (plot: uPlot | undefined) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  useEffect(() => {
    const draw = () => {
      plot.current?.destroy();
      // The last time of the axis reaches over its end.
      const letter = parseFloat(getComputedStyle(box.current!).fontSize);
      const axes = (options.axes ?? [{}, {}]).map(a => ({ ...axis(), ...a }));
      plot.current = new uPlot({ padding: [null, 3 * letter, null, null], ...options, axes, width: box.current!.clientWidth, height }, data, box.current!);
      made?.(plot.current);
    };
    draw();
    const wide = new ResizeObserver(() => { const width = box.current?.clientWidth; if (width) plot.current?.setSize({ width, height }); });
    wide.observe(box.current!);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ['class'] });
    return () => { wide.disconnect(); theme.disconnect(); plot.current?.destroy(); plot.current = undefined; made?.(undefined); };
    // New data alone is set below.
  }, [options, height]);
  useEffect(() => { if (plot.current && plot.current.data !== data) plot.current.setData(data); }, [data]);
  return <div ref={box} className="plot" role="figure" aria-label={label} />;
}
