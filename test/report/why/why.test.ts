import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heldDocument } from '../../../src/contracts/held.ts';
import { whyDocument } from '../../../src/contracts/why.ts';
import type { WhyAnswer } from '../../../src/model/why.ts';
import { HELD_WRITERS, WHY_WRITERS } from '../../../src/report/why/index.ts';
import { ANSWERS, HELD, heldOn } from './answers.ts';

const PLAIN = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };
const MARKS = /(observed|from the rules|predicted, tried|predicted|tried)$/;

function answerOf(name: string): WhyAnswer {
  const make = ANSWERS[name];
  if (make === undefined) throw new Error(`no answer ${name}`);
  return make();
}

const answerText = (name: string, style = PLAIN): string => [...WHY_WRITERS.terminal([answerOf(name)], style)].join('');
const heldText = (style = PLAIN): string => [...HELD_WRITERS.terminal(HELD(), style)].join('');

describe('an answer on a terminal', () => {
  test.each(Object.keys(ANSWERS))('%s is as the golden file has it', async (name) => {
    await expect(answerText(name)).toMatchFileSnapshot(`../golden/why-${name}.txt`);
  });

  test('in colour, and without Unicode', async () => {
    await expect(answerText('nginx', { ...PLAIN, colour: true })).toMatchFileSnapshot('../golden/why-nginx.colour.txt');
    expect(answerText('nginx', { ...PLAIN, unicode: false })).toMatch(/^[\n -~]*$/);
  });

  test('fits any width, steers no terminal, and marks every row', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(ANSWERS)), fc.integer({ min: 40, max: 200 }), (name, columns) => {
        const lines = answerText(name, { ...PLAIN, columns })
          .trimEnd()
          .split('\n');
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        // A row with a label says how it is known, but for what was not done and what contradicts.
        if (columns < 60) {
          expect(lines.join('\n')).not.toMatch(/\S {2,}(observed|from the rules|predicted|tried)$/m);
          return;
        }
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
    const text = [...HELD_WRITERS.terminal(heldOn([]), PLAIN)].join('');
    expect(text).toBe('0 ports in use in the network namespace net:[4026531840], all observed\n');
  });
});

describe('as JSON', () => {
  const jsonOf = (name: string): string => [...WHY_WRITERS.json([answerOf(name)], PLAIN)].join('');

  test.each(Object.keys(ANSWERS))('the answer %s is one of bindmatrix/why@1', (name) => {
    expect(whyDocument.safeParse(JSON.parse(jsonOf(name))).error).toBeUndefined();
  });

  test.each(['busy', 'unknown', 'a-device', 'a-dual-stack-newcomer', 'an-absent-address'])(
    'the answer %s is as the golden file has it',
    async (name) => {
      await expect(jsonOf(name)).toMatchFileSnapshot(`../golden/why-${name}.json`);
    },
  );

  test('the held ports are one of bindmatrix/held@1, with every socket, its options and owners', async () => {
    const held = HELD();
    const text = [...HELD_WRITERS.json(held, PLAIN)].join('');
    const parsed = heldDocument.parse(JSON.parse(text));
    expect(parsed.sockets).toHaveLength(held.sockets.length);
    await expect(text).toMatchFileSnapshot('../golden/why-held.json');
  });
});
