import type { Start } from '../../model/service-plan.ts';
import type { Component } from './components.ts';
import { type ComponentVerdict, judgeComponent } from './judge-component.ts';
import { type Kind, kindOf, standInFor, withOwnNames } from './stand-in.ts';
import type { Rulebook } from './trail.ts';

/**
 * What becomes of the parts of a plan by the rules. Hundreds of them may differ in nothing but their ids and the numbers of
 * their ports: of those one is judged, under names that stand for those of each.
 */
export function judgeParts(parts: readonly Component[], start: Start, book: Rulebook): readonly ComponentVerdict[] {
  const kinds = parts.map((part) => (parts.length === 1 ? undefined : kindOf(part, book.env)));
  const counts = new Map<string, number>();
  for (const kind of kinds) if (kind !== undefined) counts.set(kind.key, (counts.get(kind.key) ?? 0) + 1);
  const judged = new Map<string, ComponentVerdict>();
  return parts.map((part, i) => {
    const kind = kinds[i];
    if (kind === undefined || counts.get(kind.key) === 1) return judgeComponent(part, start, book);
    const verdict = judged.get(kind.key) ?? judgeComponent(standInFor(part, kind), start, book);
    judged.set(kind.key, verdict);
    return verdictFor(part, kind, verdict);
  });
}

function verdictFor({ services }: Component, kind: Kind, verdict: ComponentVerdict): ComponentVerdict {
  const own = withOwnNames(verdict, kind);
  const sources = new Map(services.map(({ id, source }) => [id, source]));
  return { ...own, services: own.services.map((one) => ({ ...one, source: sources.get(one.id) ?? one.source })) };
}
