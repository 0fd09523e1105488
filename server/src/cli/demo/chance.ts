/** Numbers that look like chance and are the same every time: the demo year is one and the same everywhere. */
export class Chance {
  #state: number

  /** @param seed any whole number; the same seed gives the same numbers. */
  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    // mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    return least + Math.floor(fraction * (most - least + 1))
  }

  /** One of the items, of which there is at least one. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.between(0, items.length - 1)] as Item
  }
}
