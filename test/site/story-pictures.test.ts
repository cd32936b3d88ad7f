import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runProgram } from '../setup/program.ts';
import { drawing, pictureFile, STORIES } from './story-pictures.ts';

/** The kernel has another name elsewhere, and does the same. */
const ofAnyKernel = (picture: string): string => picture.replace(/Linux \d+\.\d+/g, 'Linux');

test.each(STORIES)(
  'the picture of %s in docs/stories.md is what demo draws: "npm run screenshots" draws it',
  async (story) => {
    const { stdout, stderr, code } = await runProgram(drawing(story));
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(ofAnyKernel(stdout)).toBe(ofAnyKernel(readFileSync(pictureFile(story), 'utf8')));
  },
);
