import { PAD, type Panel } from './frame.tsx';
import { HeadLines, headOf } from './head.tsx';

/** A panel with nothing to see but what it says. */
export function messagePanel(title: string, below: string): Panel {
  const width = 560;
  const head = headOf(title, [below], width - 2 * PAD);
  const said = [title, below].filter((text) => text !== '').map((text) => `${text}.`);
  return { title, said, width, height: head.height + PAD - 6, body: <HeadLines head={head} /> };
}
