import { ok, problem, type Result } from '../model/result.ts';
import { type AskedSystem, askedSystem, OPERATING_SYSTEMS, type OperatingSystem } from '../rules/index.ts';

/** Reads names of operating systems that have rules: each text may hold several, with commas. `flag` is for the message. */
export function readSystems(
  flag: string,
  texts: string | readonly string[],
): Result<readonly [OperatingSystem, ...OperatingSystem[]]> {
  const names = namesIn(texts);
  const unknown = names.find((name) => !isOperatingSystem(name));
  const [first, ...others] = names.filter(isOperatingSystem);
  if (unknown === undefined && first !== undefined) return ok([first, ...others]);
  return problem(`${flag}: unknown system "${unknown ?? ''}"`, `the systems are ${OPERATING_SYSTEMS.join(', ')}`);
}

/** The same of systems that may be Linux of one version: `linux@6.1`. */
export function readAskedSystems(
  flag: string,
  texts: string | readonly string[],
): Result<readonly [AskedSystem, ...AskedSystem[]]> {
  const asked: AskedSystem[] = [];
  for (const name of namesIn(texts)) {
    const system = askedSystem(name);
    if ('message' in system) return problem(`${flag}: ${system.message}`, system.hint);
    if (!asked.some(({ id }) => id === system.id)) asked.push(system);
  }
  const [first, ...others] = asked;
  return first === undefined ? problem(`${flag}: no system is named`) : ok([first, ...others]);
}

/** The names in texts of which each may hold several, with commas. */
export const namesIn = (texts: string | readonly string[]): string[] =>
  [texts]
    .flat()
    .flatMap((text) => text.split(','))
    .map((name) => name.trim());

const isOperatingSystem = (name: string): name is OperatingSystem => OPERATING_SYSTEMS.some((os) => os === name);
