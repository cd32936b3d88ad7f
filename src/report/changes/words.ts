/** What follows for outcomes that differ from the rules. */
export const CONSEQUENCE = 'during the run: the rules are not asked where that may have decided';
