import type { Start } from '../../model/service-plan.ts';
import type { AlikeParts } from './alike-parts.ts';
import type { Component } from './components.ts';
import { type ComponentVerdict, judgeComponent } from './judge-component.ts';
import type { Rulebook } from './trail.ts';

/** What becomes of the parts of a plan by the rules; of those that are alike one is judged. */
export const judgeParts = (parts: AlikeParts, start: Start, book: Rulebook): readonly ComponentVerdict[] =>
  parts
    .map('verdict', (part) => judgeComponent(part, start, book))
    .map((verdict, i) => withSources(verdict, parts.parts[i]));

/** Each service is written somewhere else. */
function withSources(verdict: ComponentVerdict, part: Component | undefined): ComponentVerdict {
  const sources = new Map(part?.services.map(({ id, source }) => [id, source]));
  const services = verdict.services.map((one) => ({ ...one, source: sources.get(one.id) ?? one.source }));
  return { ...verdict, services };
}
