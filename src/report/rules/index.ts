import type { FormatOf } from '../../model/format.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import { rulesJson } from './json.ts';
import { rulesMarkdown } from './markdown.ts';
import { ruleDetail, rulesList } from './terminal.ts';
import type { RulesView } from './view.ts';

/** What `rules` prints. */
export const RULES_WRITERS: Readonly<Record<FormatOf<'rules'>, GatedWriter<RulesView>>> = /* @__PURE__ */ writers({
  terminal: ({ rules, inDetail }, style) =>
    inDetail ? [rules.map((rule) => ruleDetail(rule, style)).join('\n')] : [rulesList(rules, style)],
  json: ({ rules, version }) => [rulesJson(rules, version)],
  markdown: ({ rules }, style) => [rulesMarkdown(rules, style)],
});
