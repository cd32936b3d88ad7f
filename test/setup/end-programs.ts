import { afterAll } from 'vitest';
import { killPrograms } from './process.ts';
import { forgetWarm } from './warm.ts';

/** Of each test file: what it started and did not end must not be there while the next one runs. */
afterAll(() => {
  forgetWarm();
  killPrograms();
});
