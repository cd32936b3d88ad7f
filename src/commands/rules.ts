import { nearest } from '../config/nearest.ts';
import { trialsToYaml, trialToYaml } from '../config/trial-yaml.ts';
import { err, ok, type Problem, type Result } from '../model/result.ts';
import { globMatches } from '../plan/glob.ts';
import { renderRules } from '../report/rules/index.ts';
import type { RuleView } from '../report/rules/view.ts';
import { catalogue, type RuleEntry } from '../rules/catalogue.ts';
import { OPERATING_SYSTEMS } from '../rules/index.ts';
import { EXIT } from './exit.ts';
import type { RulesArguments } from './options.ts';
import { openOutput } from './output.ts';
import { complainOf, styleFor } from './print.ts';
import { VERSION } from './version.ts';

/** `bindmatrix rules`: the rules, one of them, or their examples as a file that `check` reads. Gives the exit code. */
export async function rules(argv: RulesArguments): Promise<number> {
  const asked = chosenRules(argv.id, argv.os);
  const text = asked.ok ? written(asked.value, argv) : asked;
  const output = text.ok ? openOutput(argv.output) : text;
  if (!(text.ok && output.ok)) {
    if (!output.ok) complainOf(output.error);
    return EXIT.usage;
  }
  await output.value.write([text.value]);
  return EXIT.done;
}

function written(
  chosen: readonly RuleEntry[],
  { id, format, example, output }: RulesArguments,
): Result<string, Problem> {
  if (example === true) return examplesOf(chosen);
  const inDetail = chosen.length === 1 && id !== undefined && !isGlob(id);
  return ok(renderRules(chosen.map(viewOf), inDetail, { format, style: styleFor(output), version: VERSION }));
}

function viewOf({ example, ...entry }: RuleEntry): RuleView {
  return { ...entry, ...(example === undefined ? {} : { example: trialToYaml(example) }) };
}

/** One file with the examples of all rules that have one. */
function examplesOf(chosen: readonly RuleEntry[]): Result<string, Problem> {
  const trials = chosen.flatMap(({ example }) => example ?? []);
  if (trials.length > 0) return ok(trialsToYaml(trials));
  const [first] = chosen;
  return err({
    message: `rules: ${first?.id} has no example: ${first?.noExample}`,
    hint: "bindmatrix rules 'linux.*' --example prints those that there are",
  });
}

const isGlob = (text: string): boolean => /[*?]/.test(text);

/** The rules of the systems that fit: by id, by a glob, or by the name that follows the system. */
function chosenRules(
  id: string | undefined,
  systems: string | readonly string[] | undefined,
): Result<readonly RuleEntry[], Problem> {
  const asked = systems === undefined ? undefined : [systems].flat().join(',');
  const names = asked?.split(',').map((name) => name.trim()) ?? OPERATING_SYSTEMS;
  const unknown = names.find((name) => !OPERATING_SYSTEMS.some((os) => os === name));
  if (unknown !== undefined) {
    return err({
      message: `--os: "${unknown}" is no system with rules`,
      hint: `there are rules of ${OPERATING_SYSTEMS.join(', ')}`,
    });
  }
  const all = catalogue().filter(({ os }) => names.includes(os));
  if (id === undefined) return ok(all);
  const found = all.filter((rule) => globMatches(id, rule.id) || globMatches(`*.${id}`, rule.id));
  if (found.length > 0) return ok(found);
  return err({
    message: `rules: there is no rule "${id}"${asked === undefined ? '' : ` of ${asked}`}`,
    hint: hint(id, all),
  });
}

/** Rules that a hint names at most. */
const MOST = 3;

/** The rules whose id is nearly the one asked for, or shares a word with it. */
function hint(id: string, all: readonly RuleEntry[]): string {
  const ids = all.map((rule) => rule.id);
  const near = nearest(id, ids) ?? nearest(`linux.${id}`, ids);
  if (near !== undefined) return `did you mean ${near}?`;
  const words = id.split(/[.\-*?]/).filter((word) => word.length > 3 && !OPERATING_SYSTEMS.some((os) => os === word));
  const alike = ids.filter((one) => words.some((word) => one.includes(word))).slice(0, MOST);
  return alike.length === 0 ? 'bindmatrix rules lists them' : `did you mean ${alike.join(' or ')}?`;
}
