/** A share as a percentage with fixed decimals. */
export function formatShare(share: number, decimals: number): string {
  return `${(share * 100).toFixed(decimals)}%`;
}

/** A difference of shares in points, with its sign: `+0.8 pts`, `−5.8 pts`, `±0.0 pts`. */
export function formatPoints(difference: number, decimals: number): string {
  const points = Math.abs(difference * 100).toFixed(decimals);
  const sign = Number(points) === 0 ? '±' : difference > 0 ? '+' : '−';
  return `${sign}${points} pts`;
}

const maxDecimals = 7;

/** A share and the limit it broke, with as many decimals as it takes to see that they differ and to show the limit as it was set. */
export function formatApart(share: number, limit: number, fewestDecimals = 1): [string, string] {
  let decimals = fewestDecimals;
  const isRounded = () => Math.abs(Number((limit * 100).toFixed(decimals)) - limit * 100) > 1e-7;
  const isSame = () => formatShare(share, decimals) === formatShare(limit, decimals);
  while (decimals < maxDecimals && (isSame() || isRounded())) decimals++;
  return [formatShare(share, decimals), formatShare(limit, decimals)];
}

/** `p = 0.031`, `p < 0.001`: with as many decimals as it takes to see on which side of the level it is. */
export function formatPValue(pValue: number, level = 0.05): string {
  if (pValue < 0.001) return 'p < 0.001';
  let decimals = 3;
  while (decimals < maxDecimals && Number(pValue.toFixed(decimals)) < level !== pValue < level) decimals++;
  return `p = ${pValue.toFixed(decimals)}`;
}
