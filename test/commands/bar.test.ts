import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { startBar } from '../../src/commands/terminal/bar.ts';
import { width as textWidth } from '../../src/report/index.ts';

test.each([40, 60, 80, 200])('a progress bar is no wider than a terminal of %i columns', (columns) => {
  let printed = '';
  const terminal = new Writable({
    write: (some, _, done) => {
      printed += some;
      done();
    },
  });
  Object.assign(terminal, {
    isTTY: true,
    columns,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  const bar = startBar(999_999, 1_000_000, terminal as unknown as NodeJS.WriteStream);
  bar.stop();
  const line = printed.split('\x1b').find((part) => part.includes('999999 of 1000000')) ?? '';
  const text = line.replace(/^\[[?\d;]*[A-Za-z]/, '');
  expect(text).toContain('left');
  expect(textWidth(text)).toBeLessThanOrEqual(columns);
  if (columns >= 80) expect(text).toContain('█'.repeat(39));
});
