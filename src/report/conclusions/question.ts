/** What this machine does, computed from the cells: `answer` as a sentence's end, `brief` for a table of several. */
export interface Conclusion {
  readonly question: string;
  readonly label: string;
  readonly answer: string;
  readonly brief: string;
}

/** The questions, as a comparison's columns name them. */
export const QUESTIONS = {
  anySpecific: 'ANY and a specific address',
  twoSpecific: 'two specific addresses',
  sameTwice: 'the same one twice',
  dualStack: ':: and IPv4',
  answers: 'who answers, both open',
  oneTakesAll: 'of two on the same address',
  refusal: 'refused in',
} as const;
