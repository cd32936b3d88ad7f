import { err, type Result } from '../model/result.ts';
import { type ConfigProblem, inOrder, problemAt } from './config-problem.ts';
import { jsonErrorOf } from './json-syntax.ts';
import { SPLIT } from './limits.ts';
import { placesIn, type SourceAt } from './source-at.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';
import { parsePieces } from './yaml-pieces.ts';

/** Reads any YAML; `name` is the name of its file in messages. */
export function parseYamlText(name: string, text: string): Result<YamlFile, readonly ConfigProblem[]> {
  const at = placesIn(name, text);
  const yaml = parsePieces(text, at) ?? parseYaml(text, at);
  return yaml.ok ? yaml : err(brokenJson(text, yaml.error, at) ?? inOrder(yaml.error));
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
