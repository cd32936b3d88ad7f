import type { Profile, ProfileFlag } from '../../model/profile.ts';
import type { Problem } from '../../model/result.ts';
import type { Path } from '../yaml-file.ts';
import { didYouMean, type Placed } from './placed.ts';
import type { RawListen, RawService } from './service-schema.ts';

/** Words that the profile does not know, and values that they do not have. */
export function optionProblems(raw: RawService, path: Path, name: string, profile: Profile): Placed[] {
  return optionsOf(raw, path).flatMap(({ word, value, path: at }): Placed[] => {
    const found = optionProblem(name, profile, word, value);
    return found === undefined ? [] : [{ path: at, ...found }];
  });
}

/** The options of a service and of its lines. */
export function optionsOf(raw: RawService, path: Path) {
  const lists: readonly (readonly [RawListen | undefined, Path])[] = [
    [raw.listen, [...path, 'listen']],
    [raw.reload?.listen, [...path, 'reload', 'listen']],
  ];
  const optionMaps = [
    { options: raw.options, at: [...path, 'options'] },
    ...lists.flatMap(([listen, at]) => linesWithOptions(listen, at)),
  ];
  return optionMaps.flatMap(({ options, at }) =>
    Object.entries(options ?? {}).map(([word, value]) => ({ word, value, path: [...at, word] })),
  );
}

/** What is wrong with one word of a profile, at the word itself or at its value. */
export function optionProblem(
  name: string,
  { flags = {} }: Profile,
  word: string,
  value: unknown,
): Pick<Placed, 'at' | 'problem'> | undefined {
  const flag = Object.hasOwn(flags, word) ? flags[word] : undefined;
  if (flag !== undefined) {
    const problem = valueProblem(flag, word, value);
    return problem === undefined ? undefined : { problem };
  }
  const words = Object.keys(flags);
  const message = `${name} has no option "${word}"`;
  const whole = `${word}=${String(value)}`;
  if (words.includes(whole)) return { at: 'key', problem: { message, hint: `write "${whole}": true` } };
  const otherwise = words.length === 0 ? 'it has none' : `its options are ${words.join(', ')}`;
  return { at: 'key', problem: { message, hint: didYouMean(word, words, otherwise) } };
}

/** SO_BINDTODEVICE takes a name of so many bytes: IFNAMSIZ without the NUL at its end. */
const LONGEST_DEVICE = 15;

function valueProblem(flag: ProfileFlag, word: string, value: unknown): Problem | undefined {
  if (flag.device === 'value') {
    if (typeof value === 'string' && value !== '' && new TextEncoder().encode(value).length <= LONGEST_DEVICE)
      return undefined;
    const hint = `write the name of an interface: ${word}: eth0`;
    return { message: `"${word}": ${String(value)} is not the name of an interface`, hint };
  }
  if (flag.copies !== undefined && typeof value === 'number') return copiesProblem(word, value);
  if (typeof value === 'boolean') return undefined;
  const message = `"${word}" is a word that is there or not: ${String(value)} says neither`;
  return { message, hint: 'write true or false' };
}

/** So many sockets may a number ask for, which is that of a server's workers. */
const MOST_COPIES = 1024;

function copiesProblem(word: string, value: number): Problem | undefined {
  if (Number.isInteger(value) && value >= 1 && value <= MOST_COPIES) return undefined;
  const message = `"${word}" opens a socket for each worker: ${value} is no number of workers`;
  return { message, hint: `write true, or a number from 1 to ${MOST_COPIES}` };
}

function linesWithOptions(listen: RawListen | undefined, at: Path) {
  const lines = Array.isArray(listen)
    ? listen.map((one, i) => ({ one, path: [...at, i] }))
    : [{ one: listen, path: at }];
  return lines.flatMap(({ one, path }) =>
    typeof one === 'object' && 'options' in one ? [{ options: one.options, at: [...path, 'options'] }] : [],
  );
}
