import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import type { Trial } from '../model/trial.ts';
import { readConfigFile } from './file.ts';
import { nearest } from './nearest.ts';

/** A file of trials that show one claim. */
export interface StoryFile {
  /** The file's name, without its ending. */
  readonly name: string;
  readonly trials: readonly Trial[];
}

/** The stories come with the program: beside `dist`, where this code is once it is built. */
const FOLDER = join(import.meta.dirname, '..', 'config', 'tutorial');

/** Their names. */
export const storyNames = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();

/** Every story that comes with the program, by name; or everything that is wrong in their files. */
export function readStories(): Result<readonly StoryFile[], readonly Problem[]> {
  const read = storyNames().map((name) => ({ name, config: readConfigFile(join(FOLDER, `${name}.yaml`)) }));
  const problems = read.flatMap(({ config }) => (config.ok ? [] : config.error));
  if (problems.length > 0) return err(problems);
  return ok(read.flatMap(({ name, config }) => (config.ok ? [{ name, trials: config.value.trials }] : [])));
}

/** The story of that name; or the one trial of that id, as a story of its own. */
export function findStory(stories: readonly StoryFile[], name: string): Result<StoryFile> {
  const story = stories.find((one) => one.name === name);
  if (story !== undefined) return ok(story);
  const trial = stories.flatMap(({ trials }) => trials).find(({ id }) => id === name);
  return trial === undefined ? unknownStory(stories, name) : ok({ name, trials: [trial] });
}

function unknownStory(stories: readonly StoryFile[], name: string): Result<never> {
  const names = stories.map((story) => story.name);
  const near = nearest(name, [...names, ...stories.flatMap(({ trials }) => trials.map(({ id }) => id))]);
  return near === undefined
    ? problem(`unknown story "${name}"`, `the stories are ${names.join(', ')}`)
    : problem(`unknown story "${name}"; did you mean ${near}?`);
}
