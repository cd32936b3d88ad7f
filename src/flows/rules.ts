import { nearest } from '../config/nearest.ts';
import { trialsToYaml, trialToYaml } from '../config/trial-yaml.ts';
import { err, ok, problem, type Result } from '../model/result.ts';
import { globMatches } from '../plan/glob.ts';
import { catalogue, type RuleEntry } from '../rules/catalogue.ts';
import { OPERATING_SYSTEMS, type OperatingSystem } from '../rules/index.ts';
import { readSystems } from './systems.ts';
import { VERSION } from './version.ts';

/** A rule, with its example as the lines of a YAML file of one trial. */
type RuleView = Omit<RuleEntry, 'example'> & { readonly example?: readonly string[] };

/** Rules as they are shown. */
export interface ChosenRules {
  readonly rules: readonly RuleView[];
  /** One rule was named: show everything about it. */
  readonly inDetail: boolean;
  readonly version: string;
}

/** Which rules: by id, by a glob of ids, or by the part of an id that follows the system; and of which systems. */
export interface RuleChoice {
  readonly id: string | undefined;
  /** Names of systems, also several with commas; undefined: all. */
  readonly systems: string | readonly string[] | undefined;
}

/** The rules that fit the choice. */
export function showRules(choice: RuleChoice): Result<ChosenRules> {
  const chosen = chooseRules(choice);
  if (!chosen.ok) return chosen;
  const inDetail = chosen.value.length === 1 && choice.id !== undefined && !/[*?]/.test(choice.id);
  return ok({ rules: chosen.value.map(viewOf), inDetail, version: VERSION });
}

/** The examples of the rules that fit the choice, as a YAML file that `check` reads. */
export function ruleExamples(choice: RuleChoice): Result<string> {
  const chosen = chooseRules(choice);
  if (!chosen.ok) return chosen;
  const trials = chosen.value.flatMap(({ example }) => example ?? []);
  if (trials.length > 0) return ok(trialsToYaml(trials));
  const [first] = chosen.value;
  return problem(
    `${first?.id} has no example: ${first?.noExample}`,
    "$0 rules 'linux.*' --example prints those of Linux",
  );
}

function viewOf({ example, ...entry }: RuleEntry): RuleView {
  return { ...entry, ...(example === undefined ? {} : { example: trialToYaml(example).trimEnd().split('\n') }) };
}

function chooseRules({ id, systems }: RuleChoice): Result<readonly RuleEntry[]> {
  const asked: Result<readonly OperatingSystem[]> =
    systems === undefined ? ok(OPERATING_SYSTEMS) : readSystems('--os', systems);
  if (!asked.ok) return asked;
  const all = catalogue().filter(({ os }) => asked.value.includes(os));
  if (id === undefined) return ok(all);
  const found = all.filter((rule) => globMatches(id, rule.id) || globMatches(`*.${id}`, rule.id));
  if (found.length > 0) return ok(found);
  const of = systems === undefined ? '' : ` of ${asked.value.join(', ')}`;
  return err({ message: `unknown rule "${id}"${of}`, hint: suggestion(id, all) });
}

/** Rules that a hint names at most. */
const MOST = 3;

/** The rules whose id is nearly the one asked for, or shares a word with it. */
function suggestion(id: string, all: readonly RuleEntry[]): string {
  const ids = all.map((rule) => rule.id);
  const near = nearest(id, ids) ?? nearest(`linux.${id}`, ids);
  if (near !== undefined) return `did you mean ${near}?`;
  const words = id.split(/[.\-*?]/).filter((word) => word.length > 3 && !OPERATING_SYSTEMS.some((os) => os === word));
  const alike = ids.filter((one) => words.some((word) => one.includes(word))).slice(0, MOST);
  return alike.length === 0 ? '$0 rules lists them' : `did you mean ${alike.join(' or ')}?`;
}
