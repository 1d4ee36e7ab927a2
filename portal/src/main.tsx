import './parts/astro';
import '@fontsource/roboto/latin-400.css';
import '@fontsource/roboto/latin-500.css';
import '@fontsource/roboto-mono/latin-400.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';

document.documentElement.className = localStorage.getItem('theme') === 'light' ? 'light-theme' : 'dark-theme';
createRoot(document.getElementById('root')!).render(<App />);
