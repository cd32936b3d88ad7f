import { type Profile, type Profiles, resolvedProfile } from '../../model/profile.ts';
import type { Problem } from '../../model/result.ts';
import { MOST_SOCKETS } from '../../model/service-plan.ts';
import { type ConfigProblem, problemAt } from '../config-problem.ts';
import { MOST_PROBLEMS } from '../limits.ts';
import { nearest } from '../nearest.ts';
import type { Path, YamlFile } from '../yaml-file.ts';
import { profilesOf } from './build-plan.ts';
import { readEndpointText } from './endpoint-text.ts';
import type { RawListen, RawServes, RawService } from './service-schema.ts';

/**
 * Finds the mistakes in the services of a file that the schema does not see: unknown profiles and words, ids that are
 * given twice, a service without a line. `issues` are those of the schema.
 */
export function checkPlan(file: YamlFile, issues: readonly { readonly path: Path }[]): ConfigProblem[] {
  const { services, serves, profiles } = file.value as { services?: unknown; serves?: unknown; profiles?: unknown };
  if (!Array.isArray(services)) return [];
  const malformed = new Set(issues.map(({ path: [section, index] }) => `${String(section)} ${String(index)}`));
  if (issues.some(({ path }) => path[0] === 'profiles')) return [];
  const known = profilesOf({ profiles: profiles as Parameters<typeof profilesOf>[0]['profiles'] });
  const whole = <T>(list: unknown, section: string): { readonly one: T; readonly path: Path }[] =>
    (Array.isArray(list) ? list : [])
      .map((one, i) => ({ one: one as T, path: [section, i] }))
      .filter(({ path }) => !malformed.has(`${section} ${String(path[1])}`));
  const found = whole<RawService>(services, 'services');
  const problems = [
    ...likeProblems(known, profiles),
    ...repeated(found),
    ...found.flatMap(({ one, path }) => serviceProblems(one, path, known)),
    ...tooManyLines(found),
    ...whole<RawServes>(serves, 'serves').flatMap(({ one, path }) => servesProblems(one, path, found)),
  ];
  return problems
    .slice(0, MOST_PROBLEMS + 1)
    .map(({ path, at, problem }) => problemAt(at === 'key' ? file.sourceOfKey(path) : file.sourceOf(path), problem));
}

interface Placed {
  readonly path: Path;
  readonly at?: 'key';
  readonly problem: Problem;
}

const didYouMean = (text: string, words: readonly string[], otherwise: string): string => {
  const near = nearest(text, words);
  return near === undefined ? otherwise : `did you mean ${near}?`;
};

const LIST_PROFILES = '"$0 profiles" lists them; a profile of your own stands in profiles:';

function likeProblems(known: Profiles, own: unknown): Placed[] {
  return Object.entries((own ?? {}) as Profiles).flatMap(([name, { like }]): Placed[] => {
    if (like === undefined) return [];
    const path = ['profiles', name, 'like'];
    if (known[like] === undefined)
      return [
        {
          path,
          problem: {
            message: `there is no profile "${like}"`,
            hint: didYouMean(like, Object.keys(known), LIST_PROFILES),
          },
        },
      ];
    return like === name ? [{ path, problem: { message: `the profile "${name}" is like itself` } }] : [];
  });
}

function repeated(found: readonly { readonly one: RawService; readonly path: Path }[]): Placed[] {
  const first = new Map<string, number>();
  return found.flatMap(({ one: { id }, path }): Placed[] => {
    const before = first.get(id);
    if (before === undefined) first.set(id, Number(path[1]));
    const message = `the id "${id}" is already the id of service ${(before ?? 0) + 1}`;
    return before === undefined
      ? []
      : [{ path: [...path, 'id'], problem: { message, hint: 'give each service an id of its own' } }];
  });
}

function serviceProblems(raw: RawService, path: Path, known: Profiles): Placed[] {
  if (raw.profile === undefined) {
    if (raw.from !== undefined) return [];
    const hint = 'write profile: NAME ("$0 profiles" lists them), or from: FILE';
    return [{ path: [...path, 'id'], problem: { message: `the service "${raw.id}" needs "profile"`, hint } }];
  }
  if (known[raw.profile] === undefined) {
    const message = `there is no profile "${raw.profile}"`;
    return [
      {
        path: [...path, 'profile'],
        problem: { message, hint: didYouMean(raw.profile, Object.keys(known), LIST_PROFILES) },
      },
    ];
  }
  const profile = resolvedProfile(known, raw.profile);
  return [...optionProblems(raw, path, raw.profile, profile), ...lineProblems(raw, path, raw.profile, profile)];
}

function lineProblems(raw: RawService, path: Path, name: string, profile: Profile): Placed[] {
  if (raw.listen !== undefined || raw.from !== undefined || profile.default !== undefined) return [];
  const message = `the service "${raw.id}" needs "listen": the profile ${name} has no default`;
  return [{ path: [...path, 'id'], problem: { message, hint: 'write listen: 80, or listen: ADDRESS:PORT' } }];
}

/** A range is a line for each of its ports: of one range too many for the memory of any machine the place is told. */
function tooManyLines(found: readonly { readonly one: RawService; readonly path: Path }[]): Placed[] {
  let lines = 0;
  for (const { one, path } of found) {
    const listed = [
      ...endpointsOf(one.listen, [...path, 'listen']),
      ...endpointsOf(one.reload?.listen, [...path, 'reload', 'listen']),
    ];
    for (const { endpoint, path: at } of listed) {
      const read = readEndpointText(endpoint);
      lines += read.ok ? read.value.ports.length : 0;
      if (lines > MOST_SOCKETS)
        return [
          {
            path: at,
            problem: {
              message: `more than ${MOST_SOCKETS} sockets in one plan, up to here`,
              hint: 'split the plan into several files',
            },
          },
        ];
    }
  }
  return [];
}

function endpointsOf(listen: RawListen | undefined, at: Path) {
  const one = (line: Exclude<RawListen, readonly unknown[]>, path: Path) =>
    typeof line === 'object' ? { endpoint: line.endpoint, path: [...path, 'endpoint'] } : { endpoint: line, path };
  if (listen === undefined) return [];
  return Array.isArray(listen) ? listen.map((line, i) => one(line, [...at, i])) : [one(listen, at)];
}

/** Words that the profile does not know. */
function optionProblems(raw: RawService, path: Path, name: string, { flags = {} }: Profile): Placed[] {
  const words = Object.keys(flags);
  const lists: readonly (readonly [RawListen | undefined, Path])[] = [
    [raw.listen, [...path, 'listen']],
    [raw.reload?.listen, [...path, 'reload', 'listen']],
  ];
  const optionMaps = [
    { options: raw.options, at: [...path, 'options'] },
    ...lists.flatMap(([listen, at]) => linesWithOptions(listen, at)),
  ];
  return optionMaps.flatMap(({ options, at }) =>
    Object.entries(options ?? {}).flatMap(([word, value]): Placed[] => {
      const place = [...at, word];
      if (Object.hasOwn(flags, word))
        return flags[word]?.copies === undefined ? [] : copiesProblems(word, value, place);
      const message = `${name} has no option "${word}"`;
      const otherwise = words.length === 0 ? 'it has none' : `its options are ${words.join(', ')}`;
      return [{ path: place, at: 'key', problem: { message, hint: didYouMean(word, words, otherwise) } }];
    }),
  );
}

/** So many sockets may a number ask for, which is that of a server's workers. */
const MOST_COPIES = 1024;

function copiesProblems(word: string, value: unknown, path: Path): Placed[] {
  if (typeof value !== 'number' || (Number.isInteger(value) && value >= 1 && value <= MOST_COPIES)) return [];
  const message = `"${word}" opens a socket for each worker: ${value} is no number of workers`;
  return [{ path, problem: { message, hint: `write true, or a number from 1 to ${MOST_COPIES}` } }];
}

function linesWithOptions(listen: RawListen | undefined, at: Path) {
  const lines = Array.isArray(listen)
    ? listen.map((one, i) => ({ one, path: [...at, i] }))
    : [{ one: listen, path: at }];
  return lines.flatMap(({ one, path }) =>
    typeof one === 'object' && 'options' in one ? [{ options: one.options, at: [...path, 'options'] }] : [],
  );
}

function servesProblems(
  { by, nobody }: RawServes,
  path: Path,
  found: readonly { readonly one: RawService }[],
): Placed[] {
  if (by !== undefined && nobody === true)
    return [
      {
        path: [...path, 'nobody'],
        problem: { message: 'nobody answers, or a service does', hint: 'write by: or nobody:, not both' },
      },
    ];
  const ids = found.map(({ one }) => one.id);
  if (
    by === undefined ||
    ids.includes(by) ||
    found.some(({ one }) => one.from !== undefined && by.startsWith(`${one.id}.`))
  )
    return [];
  return [
    {
      path: [...path, 'by'],
      problem: {
        message: `there is no service "${by}"`,
        hint: didYouMean(by, ids, `the services are ${ids.join(', ')}`),
      },
    },
  ];
}
