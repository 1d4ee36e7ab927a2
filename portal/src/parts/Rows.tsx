import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef } from 'react';

const Once = memo(({ item, render }: { item: unknown; render: (item: never) => ReactNode }) => render(item as never), (old, now) => old.item === now.item);

/**
 * A list of any length of which only what is seen is drawn. Where the look of a row comes from its item alone, it is drawn once
 * and then only moved.
 */
export function Rows<T>({ items, columns, heads, render, once, keyOf, more, isMore, open, right, height = 'calc(100vh - 18rem)', label, seen: tell }: {
  items: T[]; columns: string; heads: string[]; render: (item: T) => ReactNode; once?: boolean; keyOf: (item: T) => string; more?: () => void; isMore?: boolean; open?: (item: T) => void; height?: string; label: string; right?: readonly string[]; seen?: (items: T[]) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 2;
  const list = useVirtualizer({ count: items.length, getScrollElement: () => box.current, estimateSize: () => size, overscan: 12, getItemKey: i => keyOf(items[i]!) });
  const seen = list.getVirtualItems();
  const last = seen[seen.length - 1]?.index ?? 0;
  useEffect(() => { if (isMore && last >= items.length - 30) more?.(); }, [last, items.length, isMore, more]);
  const first = seen[0]?.index ?? 0;
  // Whoever follows what is in sight wants to know it.
  useEffect(() => tell?.(items.slice(first, last + 1)), [first, last, items, tell]);
  const press = (e: KeyboardEvent, item: T) => { if (e.key === 'Enter' && e.target === e.currentTarget) open?.(item); };
  return (
    <div role="table" aria-label={label} aria-rowcount={isMore ? -1 : items.length + 1}>
      {heads.length > 0 && <div role="rowgroup"><div role="row" className="rowhead" style={{ gridTemplateColumns: columns }}>{heads.map(h => <span role="columnheader" key={h} className={right?.includes(h) ? 'right' : undefined}>{h}</span>)}</div></div>}
      <div ref={box} className="rows" style={{ maxHeight: height }} role="rowgroup" tabIndex={0}>
        <div role="presentation" style={{ height: list.getTotalSize() }}>
          {seen.map(v => {
            const item = items[v.index]!;
            return (
              <div key={v.key} role="row" aria-rowindex={v.index + 2} className="row" tabIndex={open ? 0 : undefined} onKeyDown={e => press(e, item)}
                onDoubleClick={open && (() => open(item))} style={{ gridTemplateColumns: columns, height: size, transform: `translateY(${v.start}px)` }}>
                {once ? <Once item={item} render={render} /> : render(item)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
