import { ok, problem, type Result } from '../model/result.ts';
import { OPERATING_SYSTEMS, type OperatingSystem } from '../rules/index.ts';

/** Reads names of operating systems that have rules: each text may hold several, with commas. `flag` is for the message. */
export function readSystems(
  flag: string,
  texts: string | readonly string[],
): Result<readonly [OperatingSystem, ...OperatingSystem[]]> {
  const names = [texts]
    .flat()
    .flatMap((text) => text.split(','))
    .map((name) => name.trim());
  const unknown = names.find((name) => !isOperatingSystem(name));
  const [first, ...others] = names.filter(isOperatingSystem);
  if (unknown === undefined && first !== undefined) return ok([first, ...others]);
  return problem(`${flag}: unknown system "${unknown ?? ''}"`, `the systems are ${OPERATING_SYSTEMS.join(', ')}`);
}

const isOperatingSystem = (name: string): name is OperatingSystem => OPERATING_SYSTEMS.some((os) => os === name);
