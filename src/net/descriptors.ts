/**
 * Records which descriptors are open, so that none stays open after an exception. One byte per descriptor: in a matrix
 * of a million pairs a Set would cost as much as one of the system calls.
 */
export class Descriptors {
  #open = new Uint8Array(1024);
  #highest = -1;

  add(fd: number): void {
    if (fd >= this.#open.length) this.#grow(fd);
    this.#open[fd] = 1;
    if (fd > this.#highest) this.#highest = fd;
  }

  remove(fd: number): void {
    this.#open[fd] = 0;
  }

  /** All open descriptors, lowest first. */
  list(): number[] {
    const fds: number[] = [];
    for (let fd = 0; fd <= this.#highest; fd++) if (this.#open[fd] === 1) fds.push(fd);
    return fds;
  }

  #grow(fd: number): void {
    const larger = new Uint8Array(2 ** Math.ceil(Math.log2(fd + 1)));
    larger.set(this.#open);
    this.#open = larger;
  }
}
