import { FACTOR_PHRASES } from './factor-phrases.ts';
import { OWNER_PHRASES } from './owner-phrases.ts';
import { RULE_PHRASES } from './rule-phrases.ts';
import { SERVE_PHRASES } from './serve-phrases.ts';
import { SHORT_PHRASES } from './short-phrases.ts';
import { STORY_PHRASES } from './story-phrases.ts';
import { WHY_PHRASES } from './why-phrases.ts';

/** What the reports say, by its English: what is not here cannot be said. The names in braces are the same in both. */
export const PHRASES = {
  ...SHORT_PHRASES,
  ...STORY_PHRASES,
  ...RULE_PHRASES,
  ...SERVE_PHRASES,
  ...OWNER_PHRASES,
  ...WHY_PHRASES,
  ...FACTOR_PHRASES,
} as const;
