import '@astrouxds/astro-web-components/dist/astro-web-components/astro-web-components.css';
import { defineCustomElement } from '@astrouxds/astro-web-components/components/rux-status.js';

defineCustomElement();
