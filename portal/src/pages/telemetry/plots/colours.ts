import { useEffect, useState } from 'react';

/** Whether the page is dark or light; what is drawn on a canvas has to be drawn again. */
export function useTheme() {
  const [theme, setTheme] = useState(document.documentElement.className);
  useEffect(() => {
    const watch = new MutationObserver(() => setTheme(document.documentElement.className));
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
    return () => watch.disconnect();
  }, []);
  return theme;
}

/** The page's colours as a canvas wants them. */
export function coloursOf(element: HTMLElement) {
  const style = getComputedStyle(element);
  const probe = document.createElement('span');
  element.append(probe);
  const resolve = (colour: string) => { probe.style.color = colour; return getComputedStyle(probe).color; };
  const of = (name: string) => resolve(`var(${name})`);
  const mixed = (name: string, part: number) => resolve(`color-mix(in srgb, var(${name}) ${part}%, transparent)`);
  const colours = {
    line: of('--color-text-primary'), band: mixed('--color-text-primary', 26), dim: of('--dim'), faint: of('--faint'),
    font: `${Math.round(parseFloat(style.fontSize) * 0.85)}px ${style.fontFamily}`,
    caution: { line: of('--color-status-caution'), area: mixed('--color-status-caution', 9) },
    serious: { line: of('--color-status-serious'), area: mixed('--color-status-serious', 11) },
    critical: { line: of('--color-status-critical'), area: mixed('--color-status-critical', 13) },
  };
  probe.remove();
  return { ...colours, level: (level: string) => level === 'watch' || level === 'warning' ? colours.caution : level === 'distress' ? colours.serious : colours.critical };
}
