/**
 * The variables of an `.env` file, which Compose reads beside its own: `NAME=value`, `export NAME=value`, quotes around the
 * value, `#` after a blank begins a comment. What is no such line is left out. Values may name earlier ones: that is not
 * done here.
 */
export function readDotEnv(text: string): Readonly<Record<string, string>> {
  const values: [string, string][] = [];
  for (const line of text.split('\n')) {
    const name = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/.exec(line);
    if (name?.[1] !== undefined) values.push([name[1], unquoted(line.slice(name[0].length).trim())]);
  }
  return Object.fromEntries(values);
}

function unquoted(text: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(text)?.[2];
  if (quoted !== undefined) return quoted;
  const comment = text.search(/(?:^|[ \t])#/);
  return (comment < 0 ? text : text.slice(0, comment)).trim();
}
