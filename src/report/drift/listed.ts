/** Names in a sentence at most. */
const MOST_NAMED = 3;

/** `a, b and 3 more` */
export const listed = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED - 1).join(', ')} and ${names.length - MOST_NAMED + 1} more`;
