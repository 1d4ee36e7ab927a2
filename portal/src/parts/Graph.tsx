import { useMemo } from 'react';
import { layers } from './layers';
import { Link } from './route';

export type Node = { id: string; title: string; small?: string; tone?: 'going' | 'attention' | 'bad' | 'idle'; href?: string; isChosen?: boolean; hover?: string };

const box = { width: 168, height: 42, gapX: 44, gapY: 14 };

/** What needs what, from left to right. */
export function Graph({ nodes, edges, label }: { nodes: Node[]; edges: [string, string][]; label: string }) {
  const shape = nodes.map(n => n.id).join() + edges.join(';');
  const plan = useMemo(() => layers(nodes.map(n => n.id), edges, box), [shape]);
  const [width, height] = [plan.width + 8, plan.height + 8];
  return (
    <svg className="graph" width={width} height={height} viewBox={`-4 -4 ${width} ${height}`} role="group" aria-label={label}>
      {plan.links.map(([a, b]) => {
        const [from, to] = [plan.laid.get(a)!, plan.laid.get(b)!];
        const [x1, y1, x2, y2] = [from.x + box.width, from.y + box.height / 2, to.x, to.y + box.height / 2];
        const bend = Math.max(20, (x2 - x1) / 2);
        return <path key={`${a} ${b}`} className="edge" d={`M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`} />;
      })}
      {nodes.map(n => {
        const at = plan.laid.get(n.id)!;
        const inside = (
          <>
            <rect width={box.width} height={box.height} rx={3} />
            <text x={10} y={n.small ? 18 : 26}>{cut(n.title, 24)}{n.small && <tspan fillOpacity={0}>, </tspan>}</text>
            {n.small && <text x={10} y={33} className="small">{cut(n.small, 28)}</text>}
          </>
        );
        return (
          <g key={n.id} className={`node ${n.tone ?? ''} ${n.isChosen ? 'chosen' : ''}`} transform={`translate(${at.x},${at.y})`}>
            <title>{n.hover ?? n.title}</title>
            {n.href ? <Link href={n.href} aria-label={`${n.title}${n.small ? `, ${n.small}` : ''}`} aria-current={n.isChosen ? 'true' : undefined}>{inside}</Link> : inside}
          </g>
        );
      })}
    </svg>
  );
}

const cut = (text: string, most: number) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
