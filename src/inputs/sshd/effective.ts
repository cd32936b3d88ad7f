/** Whether a text is what `sshd -T` prints: all that sshd knows, in lower case. */
export const isEffective = (text: string): boolean =>
  /^listenaddress \S+:\d+\r?$/m.test(text) && /^addressfamily \w+\r?$/m.test(text) && !/^[ \t]*[#A-Z]/m.test(text);
