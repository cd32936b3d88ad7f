import { err, ok, type Result } from '../model/result.ts';
import { buildFile, type ConfigFile } from './build-file.ts';
import { checkSchema } from './check-schema.ts';
import { type ConfigProblem, inOrder, problemAt } from './config-problem.ts';
import { repeatedIds } from './entry-ids.ts';
import { parseJson } from './json-file.ts';
import { SPLIT } from './limits.ts';
import { fileOfPlain } from './plain-places.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { schemaProblems } from './schema-problems.ts';
import { checkPlan } from './services/plan-checks.ts';
import { placesIn } from './source-at.ts';
import { checkTrials } from './trial-checks.ts';
import type { YamlFile } from './yaml-file.ts';

type Checked = Result<ConfigFile, readonly ConfigProblem[]>;

/** Checks a text that is JSON, or plain YAML without a mistake. Undefined of any other, for which a YAML parser is needed. */
export function checkPlainText(name: string, text: string): Checked | undefined {
  const { json, plain } = plainFiles(name, text);
  if (json !== undefined) return checkFile(json);
  const checked = plain === undefined ? undefined : checkFile(plain);
  return checked?.ok === true ? checked : undefined;
}

/** The same text as its values and their places, not yet checked where it is JSON. */
export function readPlainText(name: string, text: string): YamlFile | undefined {
  const { json, plain } = plainFiles(name, text);
  return json ?? (plain !== undefined && checkFile(plain).ok ? plain : undefined);
}

function plainFiles(name: string, text: string): { readonly json?: YamlFile; readonly plain?: YamlFile } {
  const at = placesIn(name, text);
  const json = parseJson(text, at);
  if (json !== undefined) return { json };
  const plain = readPlainYaml(text);
  return plain === undefined ? {} : { plain: fileOfPlain(plain, at) };
}

/** Checks what a file has. */
export function checkFile(file: YamlFile): Checked {
  if (file.value === null) {
    return err([problemAt(file.sourceOf([]), { message: 'the file is empty', hint: 'write at least "version: 1"' })]);
  }
  const long = tooMany(file);
  if (long !== undefined) return err([long]);
  const { issues, file: checked, trials } = checkSchema(file.value);
  const problems = [
    ...file.problems,
    ...schemaProblems(issues, file),
    ...checkTrials(file, issues, trials),
    ...checkPlan(file, issues),
    ...repeatedIds(file),
  ];
  return problems.length > 0 || issues.length > 0 ? err(inOrder(problems)) : ok(buildFile(checked, file));
}

/** More entries than a file may have: to check so many takes three seconds, and 300 MB. */
const MOST_ENTRIES = { expect: 40_000, trials: 15_000 } as const;

function tooMany(file: YamlFile): ConfigProblem | undefined {
  for (const [key, most] of Object.entries(MOST_ENTRIES)) {
    const list = (file.value as Readonly<Record<string, unknown>>)[key];
    if (Array.isArray(list) && list.length > most)
      return problemAt(file.sourceOf([key, most]), { message: `more than ${most} entries in "${key}"`, hint: SPLIT });
  }
  return undefined;
}
