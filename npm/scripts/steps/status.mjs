// One line on stderr that says what a long step is doing: it changes in place on a terminal, elsewhere a new line comes
// now and then.

const EVERY_SECONDS = 15;

export class Status {
  #title;
  #detail = '';
  #start = Date.now();
  #printed = 0;
  #terminal = process.stderr.isTTY;
  #timer;

  constructor(title) {
    this.#title = title;
    this.#timer = setInterval(() => this.#show(), 500);
  }

  update(detail) {
    this.#detail = detail;
  }

  /** Leaves a line behind if the step took so long that somebody waited for it. */
  end(outcome) {
    clearInterval(this.#timer);
    if (this.#terminal) process.stderr.write('\r\x1b[2K');
    if (this.#seconds() >= 2 || outcome !== 'done')
      process.stderr.write(`${this.#title}: ${outcome} (${this.#seconds()} s)\n`);
  }

  #seconds() {
    return Math.round((Date.now() - this.#start) / 1000);
  }

  #show() {
    const line = `${this.#title}: ${this.#detail ? `${this.#detail}, ` : ''}${this.#seconds()} s`;
    if (this.#terminal) {
      process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
    } else if (this.#seconds() - this.#printed >= EVERY_SECONDS) {
      this.#printed = this.#seconds();
      process.stderr.write(`${line}\n`);
    }
  }
}
