import { hydrate } from 'preact';
import { TryPage } from './page.tsx';

const place = document.getElementById('try');
if (place !== null) hydrate(<TryPage />, place);
