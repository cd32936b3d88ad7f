import { PAD, type Panel } from './frame.tsx';
import { headOf, onSheet } from './head.tsx';

/** A panel with nothing to see but what it says. */
export const messagePanel = (title: string, below: readonly string[]): Panel => ({
  title,
  said: [title, ...below].filter((text) => text !== '').map((text) => `${text}.`),
  width: 560,
  draw: (width) => {
    const head = headOf(title, below, width - 2 * PAD);
    return onSheet({ ...head, height: head.height - 6 }, [], 0);
  },
});
