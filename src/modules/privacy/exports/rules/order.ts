/** How many of all pairs stand in rising order: 1 for a sorted list, about a half for one in any other order. */
export function agreementOfOrder(values: readonly string[]): number {
  let rising = 0;
  let pairs = 0;
  for (const [i, first] of values.entries()) {
    for (const second of values.slice(i + 1)) {
      pairs += 1;
      if (first < second) rising += 1;
    }
  }
  return pairs === 0 ? 0 : rising / pairs;
}
