import 'react';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'rux-status': { status: 'off' | 'standby' | 'normal' | 'caution' | 'serious' | 'critical'; 'aria-hidden'?: 'true' };
    }
  }
}
