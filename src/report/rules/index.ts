import type { Format } from '../index.ts';
import type { Style } from '../text/style.ts';
import { rulesJson } from './json.ts';
import { rulesMarkdown } from './markdown.ts';
import { ruleDetail, rulesList } from './terminal.ts';
import type { RuleView } from './view.ts';

export interface Rendering {
  readonly format: Format;
  readonly style: Style;
  readonly version: string;
}

/** All these rules; `inDetail` tells the terminal everything about the one that was asked for. */
export function renderRules(
  rules: readonly RuleView[],
  inDetail: boolean,
  { format, style, version }: Rendering,
): string {
  if (format === 'json') return rulesJson(rules, version);
  if (format === 'markdown') return rulesMarkdown(rules, version);
  return inDetail ? rules.map((rule) => ruleDetail(rule, style)).join('\n') : rulesList(rules, style);
}
