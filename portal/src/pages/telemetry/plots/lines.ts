import { useTheme } from './colours';

// Told apart also by who does not see red and green, on the ground of each theme; and by their dashes alone.
const inks = {
  dark: ['#4dacff', '#e0a030', '#a58bff', '#3cb5a0', '#e383bf', '#b4b4b4', '#d6cf5a', '#8fd0ff'],
  light: ['#005a9c', '#8a5200', '#5a3fc0', '#00695f', '#a3216f', '#4d4d4d', '#6a6300', '#2f7fb8'],
};
const dashes = [[], [9, 4], [2, 3], [12, 3, 2, 3], [5, 3], [18, 4], [2, 6], [9, 3, 2, 3, 2, 3]];

export type Ink = { colour: string; dash: number[] };

/** How the line of each place is drawn. */
export function useInks(): Ink[] {
  const theme = useTheme();
  return inks[theme.includes('light') ? 'light' : 'dark'].map((colour, i) => ({ colour, dash: dashes[i]! }));
}
