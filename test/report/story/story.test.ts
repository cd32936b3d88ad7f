import { describe, expect, it } from 'vitest';
import { STORIES_WRITERS, STORY_WRITERS } from '../../../src/report/index.ts';
import { PLAYED } from '../fixtures/stories.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

describe('a story', () => {
  it.each([
    ['terminal', 'txt'],
    ['markdown', 'md'],
  ] as const)('played in the %s has its steps, the table, the servers and the verdict', async (format, extension) => {
    const text = [...STORY_WRITERS[format](PLAYED, STYLE)].join('');
    await expect(text).toMatchFileSnapshot(`../golden/story.${extension}`);
  });

  it.each([
    ['terminal', 'txt'],
    ['markdown', 'md'],
  ] as const)('in the list of the %s has its verdict and what speaks against it', async (format, extension) => {
    const text = [...STORIES_WRITERS[format](PLAYED, STYLE)].join('');
    await expect(text).toMatchFileSnapshot(`../golden/stories.${extension}`);
  });

  it('comes in pieces, each of which begins with a step, but the first', () => {
    const steps = PLAYED.stories
      .flatMap(({ trials }) => trials)
      .reduce((sum, { report }) => sum + report.steps.length, 0);
    const pieces = [...STORY_WRITERS.terminal(PLAYED, STYLE)];
    expect(pieces.length).toBe(steps + PLAYED.stories.length);
    for (const piece of pieces.slice(1)) expect(piece).toMatch(/^(?:\n {2}\S[\s\S]*?\n)? +\d+ {2}/);
  });

  it('that does not hold has another colour and another mark than one that holds on a condition', () => {
    const list = (verdict: 'holds only if' | 'does not hold'): string => {
      const stories = PLAYED.stories.map((story) => ({ ...story, verdict }));
      const [, , line = ''] = [...STORIES_WRITERS.terminal({ ...PLAYED, stories }, { ...STYLE, colour: true })]
        .join('')
        .split('\n');
      return line;
    };
    expect(list('does not hold')).toContain('\u001b[31m✗');
    expect(list('holds only if')).toContain('\u001b[33m~');
  });
});
