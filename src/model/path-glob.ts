/** Whether a path has a sign that makes it a glob: strpbrk(path, "*?[") in nginx, and glob(7). */
export const isGlob = (pattern: string): boolean => /[*?[]/.test(pattern);

/**
 * Whether one name between slashes matches a part of a glob: `*`, `?` and `[a-z]` (fnmatch(3) with FNM_PERIOD). A leading
 * dot is matched by a dot alone. It takes time in the product of both lengths at most.
 */
export function nameMatches(part: string, name: string): boolean {
  if (name.startsWith('.') && !part.startsWith('.')) return false;
  const signs = signsOf(part);
  let [at, sign, star, mark] = [0, 0, -1, 0];
  while (at < name.length) {
    const wanted = signs[sign];
    if (wanted === '*') {
      star = sign++;
      mark = at;
    } else if (wanted !== undefined && matches(wanted, name.charAt(at))) {
      sign++;
      at++;
    } else if (star >= 0) {
      sign = star + 1;
      at = ++mark;
    } else return false;
  }
  return signs.slice(sign).every((rest) => rest === '*');
}

/** Whether an absolute path matches a glob, part by part: `*` stands for no slash (FNM_PATHNAME). */
export function pathMatches(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const names = path.split('/');
  return parts.length === names.length && parts.every((part, i) => nameMatches(part, names[i] ?? ''));
}

/** One character of a name, or `*`; a class keeps its brackets. */
function signsOf(part: string): readonly string[] {
  return part.match(/\[[!^]?\]?[^\]]*\]|\\.|./gs) ?? [];
}

function matches(sign: string, char: string): boolean {
  if (sign === '?') return true;
  if (sign.length === 2 && sign.startsWith('\\')) return sign[1] === char;
  if (sign.length < 3 || !sign.startsWith('[')) return sign === char;
  const inside = sign.slice(1, -1);
  const isNegated = /^[!^]/.test(inside);
  return inClass(isNegated ? inside.slice(1) : inside, char) !== isNegated;
}

function inClass(members: string, char: string): boolean {
  for (let i = 0; i < members.length; i++) {
    const first = members.charAt(i);
    const isRange = members[i + 1] === '-' && i + 2 < members.length;
    const last = isRange ? members.charAt(i + 2) : first;
    if (first <= char && char <= last) return true;
    if (isRange) i += 2;
  }
  return false;
}
