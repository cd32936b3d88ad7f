import { filled, valuesIn } from '../../model/chinese-template.ts';

/** How sentences name a socket, beside its endpoint, which is the same in every language. */
const NAMES: readonly (readonly [english: string, chinese: string])[] = [
  ['the holder {name}', '旧套接字 {name}'],
  ['the newcomer {name}', '新套接字 {name}'],
  ['the socket that left {name} in TIME_WAIT', '留下 {name}（TIME_WAIT）的套接字'],
  ['a TIME_WAIT entry ({name})', 'TIME_WAIT 项 ({name})'],
  ['a {state} connection that no process has open ({name})', '没有进程打开的 {state} 连接 ({name})'],
  ['the socket', '该套接字'],
  ['the client', '客户端'],
  ['{name} of {owner} (pid {pid})', '{owner} (pid {pid}) 的 {name}'],
  ['{name} of {owner}', '{owner} 的 {name}'],
];

/** A socket's name in Chinese: `nginx (pid 812) 的 0.0.0.0:80`. An endpoint, or a name that the user chose, stays. */
export function nameInChinese(name: string): string {
  for (const [english, chinese] of NAMES) {
    const values = valuesIn(english, name);
    if (values === undefined) continue;
    const inner = values.name === undefined ? {} : { name: nameInChinese(values.name) };
    return filled(chinese, { ...values, ...inner });
  }
  return name;
}
