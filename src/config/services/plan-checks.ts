import { type Profile, type Profiles, resolvedProfile } from '../../model/profile.ts';
import { type ConfigProblem, problemAt } from '../config-problem.ts';
import { MOST_PROBLEMS } from '../limits.ts';
import type { Path, YamlFile } from '../yaml-file.ts';
import { profilesOf } from './build-plan.ts';
import { tooManyLines } from './line-checks.ts';
import { optionProblems } from './option-checks.ts';
import { didYouMean, type Placed } from './placed.ts';
import type { RawServes, RawService } from './service-schema.ts';

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
  // A service with a mistake is one all the same.
  const named = services.flatMap((one: Partial<RawService> | null) =>
    typeof one?.id === 'string' ? [{ id: one.id, from: one.from }] : [],
  );
  const problems = [
    ...likeProblems(known, profiles),
    ...repeated(found),
    ...found.flatMap(({ one, path }) => serviceProblems(one, path, known)),
    ...tooManyLines(found),
    ...whole<RawServes>(serves, 'serves').flatMap(({ one, path }) => servesProblems(one, path, named)),
  ];
  return problems
    .slice(0, MOST_PROBLEMS + 1)
    .map(({ path, at, problem }) => problemAt(at === 'key' ? file.sourceOfKey(path) : file.sourceOf(path), problem));
}

const LIST_PROFILES = '"$0 profiles" lists them; a profile of your own stands in profiles:';

function likeProblems(known: Profiles, own: unknown): Placed[] {
  return Object.entries((own ?? {}) as Profiles).flatMap(([name, { like }]): Placed[] => {
    if (like === undefined) return [];
    const path = ['profiles', name, 'like'];
    if (!Object.hasOwn(known, like))
      return [
        {
          path,
          problem: {
            message: `there is no profile "${like}"`,
            hint: didYouMean(like, Object.keys(known), LIST_PROFILES),
          },
        },
      ];
    if (like === name) return [{ path, problem: { message: `the profile "${name}" is like itself` } }];
    const round = roundOf(known, name);
    return round === undefined
      ? []
      : [{ path, problem: { message: `the profile "${name}" is like itself: ${round}` } }];
  });
}

/** `ours, theirs, ours`: the profiles of which each is like the next. Undefined where they end. */
function roundOf(known: Profiles, name: string): string | undefined {
  const names = [name];
  for (let at = known[name]?.like; at !== undefined && Object.hasOwn(known, at); at = known[at]?.like) {
    names.push(at);
    if (at === name) return names.join(', ');
    if (names.length > Object.keys(known).length) return undefined;
  }
  return undefined;
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
    if (raw.from !== undefined) return endedProblems(raw, path);
    const hint = 'write profile: NAME ("$0 profiles" lists them), or from: FILE';
    return [{ path: [...path, 'id'], problem: { message: `the service "${raw.id}" needs "profile"`, hint } }];
  }
  if (!Object.hasOwn(known, raw.profile)) {
    const message = `there is no profile "${raw.profile}"`;
    return [
      {
        path: [...path, 'profile'],
        problem: { message, hint: didYouMean(raw.profile, Object.keys(known), LIST_PROFILES) },
      },
    ];
  }
  const profile = resolvedProfile(known, raw.profile);
  return [
    ...optionProblems(raw, path, raw.profile, profile),
    ...lineProblems(raw, path, raw.profile, profile),
    ...endedProblems(raw, path),
  ];
}

function endedProblems({ id, ended, reload, expect }: RawService, path: Path): Placed[] {
  if (ended === undefined) return [];
  const wrong = (key: string, why: string): Placed => ({
    path: [...path, key],
    at: 'key',
    problem: { message: `the service "${id}" has ended, and ${why}`, hint: `leave out ended: or ${key}:` },
  });
  return [
    ...(reload === undefined ? [] : [wrong('reload', 'takes no new lines')]),
    ...(expect === undefined ? [] : [wrong('expect', 'has no verdict')]),
  ];
}

function lineProblems(raw: RawService, path: Path, name: string, profile: Profile): Placed[] {
  if (raw.listen !== undefined || raw.from !== undefined || profile.default !== undefined) return [];
  const message = `the service "${raw.id}" needs "listen": the profile ${name} has no default`;
  return [{ path: [...path, 'id'], problem: { message, hint: 'write listen: 80, or listen: ADDRESS:PORT' } }];
}

function servesProblems(
  { by, nobody }: RawServes,
  path: Path,
  services: readonly Pick<RawService, 'id' | 'from'>[],
): Placed[] {
  if (by !== undefined && nobody === true)
    return [
      {
        path: [...path, 'nobody'],
        problem: { message: 'nobody answers, or a service does', hint: 'write by: or nobody:, not both' },
      },
    ];
  const ids = services.map(({ id }) => id);
  if (
    by === undefined ||
    ids.includes(by) ||
    services.some(({ id, from }) => from !== undefined && by.startsWith(`${id}.`))
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
