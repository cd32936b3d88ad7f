import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import type { Trial } from '../model/trial.ts';
import { parseConfig, readConfigFile } from './file.ts';
import { nearest } from './nearest.ts';
import { shippedStories } from './shipped-stories.ts';

/** A file of trials that show one claim. */
export interface StoryFile {
  /** The file's name, without its ending. */
  readonly name: string;
  readonly trials: readonly Trial[];
}

/** The stories come with the program: beside `dist`, where this code is once it is built. */
const FOLDER = join(import.meta.dirname, '..', 'config', 'tutorial');

/** In the order in which the tutorial makes their claims: that of the sentences that they quote first. */
const ORDER: readonly string[] = [
  'who-closes-first',
  'restart-in-time-wait',
  'different-client-ports',
  'sequence-number-of-a-new-connection',
  'same-four-tuple',
  'three-servers-on-port-80',
  'two-servers-on-one-endpoint',
  'tw-reuse-is-not-for-servers',
  'tw-reuse-for-the-initiator',
  'port-in-another-state',
  'restart-with-reuseaddr',
];

/** What is in the folder, or in an executable file that has it inside. */
const storyFiles = (): readonly string[] => {
  const shipped = shippedStories();
  return shipped === undefined ? readdirSync(FOLDER) : Object.keys(shipped);
};

/** Their names, in that order; one that it does not name comes last. */
export const storyNames = (): string[] => {
  const placeOf = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return storyFiles()
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
};

/** Every story that comes with the program, in the order of the tutorial; or everything that is wrong in their files. */
export function readStories(): Result<readonly StoryFile[], readonly Problem[]> {
  const shipped = shippedStories();
  const configOf = (name: string) => {
    const path = join(FOLDER, `${name}.yaml`);
    const text = shipped?.[`${name}.yaml`];
    return text === undefined ? readConfigFile(path) : parseConfig(path, text);
  };
  const read = storyNames().map((name) => ({ name, config: configOf(name) }));
  const problems = read.flatMap(({ config }) => (config.ok ? [] : config.error));
  if (problems.length > 0) return err(problems);
  return ok(read.flatMap(({ name, config }) => (config.ok ? [{ name, trials: config.value.trials }] : [])));
}

/** The story of that name, or of that number in the list; or the one trial of that id, as a story of its own. */
export function findStory(stories: readonly StoryFile[], name: string): Result<StoryFile> {
  const story = stories.find((one, i) => one.name === name || String(i + 1) === name);
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
