/** A row's text runs over several lines beside its mark: text first, then the mark. */
export function inReadingOrder(stdout: string): string {
  const MARK = / +(observed|from the rules|predicted, tried|predicted|tried)$/;
  const words: string[] = [];
  let mark = '';
  for (const line of stdout.split('\n')) {
    const starts = MARK.exec(line)?.[1];
    if (starts !== undefined) {
      words.push(mark);
      mark = starts;
    }
    words.push(line.replace(MARK, ''));
  }
  return [...words, mark].join(' ').replace(/\s+/g, ' ');
}
