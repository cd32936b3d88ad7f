import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderHeldPorts, renderWhy } from '../../../src/report/why/render.ts';
import { ANSWERS, HELD, heldOn } from './answers.ts';

const PLAIN = { columns: 80, colour: false, unicode: true };
const MARKS = /(observed|from the rules|predicted, tried|predicted|tried)$/;

const answerText = (name: string, style = PLAIN): string =>
  [...renderWhy(ANSWERS[name]!(), 'terminal', style)].join('');
const heldText = (style = PLAIN): string => [...renderHeldPorts(HELD(), 'terminal', style)].join('');

describe('an answer on a terminal', () => {
  test.each(Object.keys(ANSWERS))('%s', async (name) => {
    await expect(answerText(name)).toMatchFileSnapshot(`../golden/why-${name}.txt`);
  });

  test('in colour, and without Unicode', async () => {
    await expect(answerText('nginx', { ...PLAIN, colour: true })).toMatchFileSnapshot('../golden/why-nginx.colour.txt');
    expect(answerText('nginx', { ...PLAIN, unicode: false })).toMatch(/^[\n -~]*$/);
  });

  test('fits any width, steers no terminal, and marks every row', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(ANSWERS)), fc.integer({ min: 60, max: 200 }), (name, columns) => {
        const lines = answerText(name, { ...PLAIN, columns })
          .trimEnd()
          .split('\n');
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        // A row with a label says how it is known, but for what was not done and what contradicts.
        for (const line of lines.slice(1).filter((one) => /^ {2}\S/.test(one) && !/^ {2}(tried|DIFFERS)/.test(one))) {
          expect(line).toMatch(MARKS);
        }
      }),
    );
  });
});

describe('the held ports on a terminal', () => {
  test('are a line each, alike ones folded', async () => {
    await expect(heldText()).toMatchFileSnapshot('../golden/why-held.txt');
  });

  test('are none on an idle host', () => {
    const text = [...renderHeldPorts(heldOn([]), 'terminal', PLAIN)].join('');
    expect(text).toBe('0 held ports in the network namespace net:[4026531840], all observed\n');
  });
});

describe('as JSON', () => {
  test.each(Object.keys(ANSWERS))('%s has text for every address', (name) => {
    const answer = ANSWERS[name]!();
    const parsed = JSON.parse([...renderWhy(answer, 'json', PLAIN)].join(''));
    expect(parsed).toMatchObject({ schema: 'bindmatrix/why@1', version: '1.2.3', outcome: answer.outcome });
    expect(parsed.asked.address).toBe(answer.asked.address.ip);
    expect(JSON.stringify(parsed)).not.toContain('"ip":');
  });

  test('the held ports have every socket, with its options and owners', () => {
    const held = HELD();
    const parsed = JSON.parse([...renderHeldPorts(held, 'json', PLAIN)].join(''));
    expect(parsed.sockets).toHaveLength(held.sockets.length);
    expect(parsed.sockets).toContainEqual(
      expect.objectContaining({
        address: '::',
        port: 22,
        reuseaddr: true,
        v6only: true,
        owners: [{ pid: 900, command: 'sshd' }],
      }),
    );
    expect(parsed.connections).toMatchObject([{ address: '192.0.2.2', count: 5 }]);
    expect(parsed.processes.map(({ pid }: { pid: number }) => pid)).toEqual([812, 813, 814, 900]);
  });
});
