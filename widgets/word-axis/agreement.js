/** How far a guess agrees with the vectors: only the order is compared, since the two have no scale in common. */

/**
 * Ranks from 1 on; equal values share the mean of theirs.
 * @param {readonly number[]} values
 */
export function ranks(values) {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

/**
 * Spearman's rank correlation, −1 … 1; null where one side has no order.
 * @param {readonly number[]} a
 * @param {readonly number[]} b as many
 */
export function spearman(a, b) {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((value, at) => {
    const [dx, dy] = [value - mean, (y[at] ?? mean) - mean];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xx && yy ? xy / Math.sqrt(xx * yy) : null;
}

/**
 * The place at which the ranks differ most; null where there is no difference.
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 */
export function surprise(a, b) {
  const [x, y] = [ranks(a), ranks(b)];
  const differences = x.map((rank, at) => Math.abs(rank - (y[at] ?? rank)));
  const largest = Math.max(0, ...differences);
  return largest ? differences.indexOf(largest) : null;
}
