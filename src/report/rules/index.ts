import type { FormatOf } from '../../model/format.ts';
import type { Writer } from '../text/writer.ts';
import { rulesJson } from './json.ts';
import { rulesMarkdown } from './markdown.ts';
import { ruleDetail, rulesList } from './terminal.ts';
import type { RulesView } from './view.ts';

/** What `rules` prints. */
export const RULES_WRITERS: Readonly<Record<FormatOf<'rules'>, Writer<RulesView>>> = {
  terminal: ({ rules, inDetail }, style) =>
    inDetail ? [rules.map((rule) => ruleDetail(rule, style)).join('\n')] : [rulesList(rules, style)],
  json: ({ rules, version }) => [rulesJson(rules, version)],
  markdown: ({ rules, version }) => [rulesMarkdown(rules, version)],
};
