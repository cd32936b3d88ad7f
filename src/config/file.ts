import { err, ok, type Result } from '../model/result.ts';
import { buildFile, type ConfigFile } from './build-file.ts';
import { checkSchema } from './check-schema.ts';
import { byPosition, type ConfigProblem, problemAt } from './config-problem.ts';
import { repeatedIds } from './entry-ids.ts';
import { parseJson } from './json-file.ts';
import { jsonErrorOf } from './json-syntax.ts';
import { fileOfPlain } from './plain-places.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { fileName, readText } from './read-text.ts';
import { schemaProblems } from './schema-problems.ts';
import { checkPlan } from './services/plan-checks.ts';
import { checkTrials } from './trial-checks.ts';
import { parseYaml, placesIn, type SourceAt, type YamlFile } from './yaml-file.ts';
import { parsePieces } from './yaml-pieces.ts';
import { MOST_PROBLEMS, SPLIT } from './yaml-tokens.ts';

/** Reads and checks a file, or standard input for `-`. Never throws; the error has the problems of the file. */
export function readConfigFile(path: string): Result<ConfigFile, readonly ConfigProblem[]> {
  const name = fileName(path);
  const text = readText(path);
  return text.ok ? parseConfig(name, text.value) : err([problemAt({ file: name, line: 1, column: 1 }, text.error)]);
}

/** Checks the text of a file; `name` is its name in messages. Of a hundred problems and more the first are told. */
export function parseConfig(name: string, text: string): Result<ConfigFile, readonly ConfigProblem[]> {
  const at = placesIn(name, text);
  const json = parseJson(text, at);
  if (json !== undefined) return checkFile(json);
  const plain = readPlainYaml(text);
  const checked = plain === undefined ? undefined : checkFile(fileOfPlain(plain, at));
  // What is wrong is told by the YAML parser.
  if (checked?.ok === true) return checked;
  const yaml = parsePieces(text, at) ?? parseYaml(text, at);
  return yaml.ok ? checkFile(yaml.value) : err(brokenJson(text, yaml.error, at) ?? inOrder(yaml.error));
}

/**
 * A long file that is meant as JSON is read as YAML where it is not JSON, and is too long for that: what its author must
 * know is the first mistake. Undefined where it is no such file.
 */
function brokenJson(text: string, problems: readonly ConfigProblem[], at: SourceAt): ConfigProblem[] | undefined {
  if (problems.length > 1 || problems[0]?.hint !== SPLIT || !/^[ \t\r\n]*\{[ \t\r\n]*"/.test(text)) return undefined;
  const error = jsonErrorOf(text);
  return error && [problemAt(at(error.offset), { message: `invalid JSON: ${error.message}`, hint: JSON_OR_YAML })];
}

const JSON_OR_YAML = 'as YAML, in which this may be right, the file is too long';

function checkFile(file: YamlFile): Result<ConfigFile, readonly ConfigProblem[]> {
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

function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const distinct = [...new Map(problems.map((p) => [p.message, p])).values()].sort(byPosition);
  const more = distinct[MOST_PROBLEMS];
  if (more === undefined) return distinct;
  return [...distinct.slice(0, MOST_PROBLEMS), problemAt(more.source, { message: 'and more problems from here on' })];
}
