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
});
