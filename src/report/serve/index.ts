export { refusalLine, refusalLines } from './refusal.ts';
export { closingLines, openingLines } from './session.ts';
export { Transcript } from './transcript.ts';
