import { type ProfileFlag, type ProfileOptions, resolvedProfile, type ToldRecipes } from '../../model/profile.ts';
import type { PlanLine } from '../../model/service-plan.ts';
import type { LinedPlan } from './lines.ts';
import { lineText, type PlanChange, withService } from './plan-change.ts';
import type { LinedService } from './ready.ts';

/**
 * Words of the profile that make an IPv6 wildcard IPv6 only, that leave a family or the wildcards out, that set SO_REUSEADDR
 * or IP_FREEBIND, and those that set SO_REUSEPORT: of two services that is no help, since they would share, but one whose own
 * sockets are in its way may open them so.
 */
export function optionChanges(plan: LinedPlan, service: LinedService): PlanChange[] {
  const profile = resolvedProfile(plan.profiles, service.profile);
  return Object.entries(profile.flags ?? {}).flatMap(([word, flag]) => {
    const gain = flag.told === undefined ? gainOf(flag.socket ?? {}) : narrowing(profile.told ?? {}, flag.told);
    if (gain === undefined || service.options[word] !== undefined) return [];
    const { lines, reload, options } = service;
    if (reload === undefined) {
      const freed = lines.map((line) => ({ ...line, options: withoutOpposite(line.options, word) }));
      const changed = { ...service, lines: freed, options: { ...withoutOpposite(options, word), [word]: true } };
      return [{ change: `${service.id}: set ${word}, so that ${gain}`, plan: withService(plan, changed) }];
    }
    const changed = withWordInReload(service, reload, word, flag);
    if (changed === undefined) return [];
    const where = flag.kept === undefined ? ' on its new lines' : '';
    return [{ change: `${service.id}: set ${word}${where}, so that ${gain}`, plan: withService(plan, changed) }];
  });
}

/** The lines with which it runs are as they are: a reload leaves their sockets so, unless the word is one that it sets. */
function withWordInReload(
  service: LinedService,
  reload: readonly PlanLine[],
  word: string,
  { kept }: ProfileFlag,
): LinedService | undefined {
  const known = new Set(service.lines.map(lineText));
  const isTold = (line: PlanLine): boolean => kept !== undefined || !known.has(lineText(line));
  if (!reload.some(isTold)) return undefined;
  const off = Object.fromEntries(
    Object.keys(service.options).flatMap((one) => (isOpposite(one, word) ? [[one, false]] : [])),
  );
  return {
    ...service,
    reload: reload.map((line) =>
      isTold(line) ? { ...line, options: { ...off, ...withoutOpposite(line.options, word), [word]: true } } : line,
    ),
  };
}

const gainOf = ({ v6only, reuseport, reuseaddr, freebind }: ProfileOptions): string | undefined =>
  v6only === true
    ? 'its IPv6 socket leaves IPv4 to others'
    : reuseport === true
      ? 'its own sockets may share the port'
      : reuseaddr === true
        ? 'it starts over connections that were left behind'
        : freebind === true
          ? 'it may bind an address that the host has not yet'
          : undefined;

const WILDCARD = /(?:^|[\s,|])(?:::|0\.0\.0\.0)(?:$|[\s,|])/;

/** What a word that decides at which addresses a server opens sockets leaves to others. */
function narrowing(usual: ToldRecipes, told: ToldRecipes): string | undefined {
  if (isPlaced(usual, told)) return 'it is bound to its addresses, and to no wildcard';
  if (usual.port === undefined || !/^:: dual/.test(usual.port)) return undefined;
  if (told.port === '0.0.0.0') return 'it takes IPv4 alone';
  return told.port === ':: v6only' ? 'it takes IPv6 alone' : undefined;
}

/** Whether a word makes a server bind the address that a line tells it, in place of a wildcard. */
export const isPlaced = (usual: ToldRecipes, told: ToldRecipes): boolean =>
  told.addr4 === 'told' && WILDCARD.test(usual.addr4 ?? 'told');

/** `ipv6only=on` takes the place of `ipv6only=off`. */
const withoutOpposite = (options: PlanLine['options'], word: string): PlanLine['options'] =>
  Object.fromEntries(Object.entries(options).filter(([other]) => !isOpposite(other, word)));

const isOpposite = (other: string, word: string): boolean =>
  word.includes('=') && other.startsWith(`${word.split('=')[0]}=`);
