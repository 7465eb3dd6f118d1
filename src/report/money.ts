const cent = 0.01;
const centDecimals = 2;
const maxDecimals = 12;

/** US dollars: to the cent, below a cent with two significant digits; `–` for what is unknown. */
export function formatDollars(dollars: number | null): string {
  if (dollars === null) return '–';
  const decimals = dollars > 0 && dollars < cent ? 1 - Math.floor(Math.log10(dollars)) : centDecimals;
  const text = dollars.toFixed(Math.min(decimals, maxDecimals));
  if (Number(text) === 0) return '$0';
  // What was rounded up to a cent is shown as one.
  return `$${withThousands(Number(text) < cent ? text : Number(text).toFixed(centDecimals))}`;
}

/** An amount and the limit that it is above, with as many decimals as it takes to see that they differ. */
export function formatDollarsApart(dollars: number, limit: number): [dollars: string, limit: string] {
  let texts: [string, string] = [formatDollars(dollars), formatDollars(limit)];
  for (let decimals = centDecimals + 1; texts[0] === texts[1] && decimals <= maxDecimals; decimals++) {
    texts = [`$${withThousands(dollars.toFixed(decimals))}`, `$${withThousands(limit.toFixed(decimals))}`];
  }
  return texts;
}

function withThousands(text: string): string {
  return text.replace(/\B(?=(\d{3})+\.)/g, ',');
}
