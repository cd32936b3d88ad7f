import { describe, expect, test } from 'vitest';
import { findStory } from '../../src/config/story-files.ts';
import type { Trial } from '../../src/model/trial.ts';

const trial = (id: string): Trial => ({
  id,
  title: id,
  sandbox: { addresses: [], devices: [], sysctls: {} },
  steps: [],
});
const STORIES = [
  { name: 'restart-in-time-wait', trials: [trial('restart-now'), trial('restart-later')] },
  { name: 'who-closes-first', trials: [trial('client-first')] },
];

describe('findStory', () => {
  test('finds a story by its name', () => {
    expect(findStory(STORIES, 'who-closes-first')).toEqual({ ok: true, value: STORIES[1] });
  });

  test('makes a story of the one trial that has the name as its id', () => {
    expect(findStory(STORIES, 'restart-later')).toMatchObject({
      ok: true,
      value: { name: 'restart-later', trials: [{ id: 'restart-later' }] },
    });
  });

  test.each([
    ['restart-in-timewait', { message: 'unknown story "restart-in-timewait"; did you mean restart-in-time-wait?' }],
    ['clinet-first', { message: 'unknown story "clinet-first"; did you mean client-first?' }],
    ['nothing', { message: 'unknown story "nothing"', hint: 'the stories are restart-in-time-wait, who-closes-first' }],
  ])('suggests a name for %s, or lists the stories', (name, error) => {
    expect(findStory(STORIES, name)).toEqual({ ok: false, error });
  });
});
