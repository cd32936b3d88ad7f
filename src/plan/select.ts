import { type Address, ANY, type Family, formatAddress, isAny } from '../model/address.ts';
import type { Experiment, Sourced } from '../model/experiment.ts';
import type { SourcedProblem } from '../model/flow-problem.ts';
import type { Host } from '../model/host.ts';
import { err, ok, type Result } from '../model/result.ts';
import { splitExcept } from '../model/selector.ts';
import { bindsAbsent } from './combinations.ts';
import { globMatches } from './glob.ts';
import { type Place, resolveSelector } from './selector.ts';

/**
 * The addresses of the experiment: ANY first, then the specific ones, IPv4 before IPv6. Named addresses replace those
 * of the interfaces, unless the interfaces are given too.
 */
export function selectAddresses(
  experiment: Experiment,
  host: Host,
): Result<readonly Address[], readonly SourcedProblem[]> {
  const interfaces = matchInterfaces(experiment.interfaces, host);
  const named = resolveNamed(experiment.addresses, {
    host,
    where: experiment.where,
    absentToo: bindsAbsent(experiment),
  });
  const problems = [...interfaces.problems, ...named.problems];
  if (problems.length > 0) return err(problems);
  const families = host.ipv6 || experiment.families.length === 1 ? experiment.families : (['inet'] as const);
  const local = host.addresses.filter((a) => interfaces.names.has(a.interface)).map((a) => a.address);
  const instead = named.add.length > 0 && !experiment.interfacesWritten;
  const specific = instead ? named.add : [...local, ...named.add];
  const wildcards = families.filter((f) => !instead || named.add.some((a) => a.family === f)).map((f) => ANY[f]);
  const removed = new Set(named.remove.map(formatAddress));
  return ok(
    ordered([...wildcards, ...specific].filter((a) => families.includes(a.family) && !removed.has(formatAddress(a)))),
  );
}

function ordered(addresses: readonly Address[]): readonly Address[] {
  const unique = [...new Map(addresses.map((a) => [formatAddress(a), a])).values()];
  const rank = (a: Address): number => familyRank(a.family) + (isAny(a) ? 0 : 1);
  return unique.sort((a, b) => rank(a) - rank(b));
}

const familyRank = (family: Family): number => (family === 'inet' ? 0 : 2);

function matchInterfaces(
  globs: readonly Sourced[],
  host: Host,
): { names: ReadonlySet<string>; problems: SourcedProblem[] } {
  const names = new Set<string>();
  const problems: SourcedProblem[] = [];
  const onlyExcept = globs.every((g) => splitExcept(g.text).except);
  if (onlyExcept) for (const i of host.interfaces) names.add(i.name);
  for (const { text, source } of globs) {
    const { except, text: pattern } = splitExcept(text);
    const matching = host.interfaces.filter((i) => globMatches(pattern, i.name));
    if (matching.length === 0 && !except && pattern !== '*') {
      problems.push({
        source,
        message: `"${text}" matches no interface of this host`,
        hint: `the interfaces are ${host.interfaces.map((i) => i.name).join(', ')}`,
      });
    }
    for (const { name } of matching)
      if (except) names.delete(name);
      else names.add(name);
  }
  return { names, problems };
}

function resolveNamed(
  entries: readonly Sourced[],
  place: Place,
): { add: Address[]; remove: Address[]; problems: SourcedProblem[] } {
  const add: Address[] = [];
  const remove: Address[] = [];
  const problems: SourcedProblem[] = [];
  for (const { text, source } of entries) {
    const { except, text: pattern } = splitExcept(text);
    const resolved = resolveSelector(pattern, place);
    if (resolved.ok) for (const one of resolved.value) (except ? remove : add).push(one);
    else if (!except) problems.push({ source, ...resolved.error });
  }
  return { add, remove, problems };
}
