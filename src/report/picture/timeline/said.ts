import type { TimelineStep } from './steps.ts';

/** A step in a sentence: `3. again: bind 0.0.0.0:50005: EADDRINUSE, the tutorial says ok.` */
export const stepSaid = ({ number, who, what, chip, remarks }: TimelineStep): string =>
  `${number}. ${who === '' ? '' : `${who}: `}${what}: ${[chip.text, ...remarks.map(({ text }) => text)].join('; ')}.`;
