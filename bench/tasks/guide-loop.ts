import { readFileSync } from 'node:fs';

/** The guide's evaluation in JavaScript: the whole file in memory, the last part of each answer, no join. */
const [, results = ''] = process.argv.slice(2);
let score = 0;
let total = 0;
for (const line of readFileSync(results, 'utf8').split('\n')) {
  if (line === '') continue;
  const data = JSON.parse(line);
  const parts = data.response?.candidates?.[0]?.content?.parts ?? [];
  if ('functionCall' in (parts.at(-1) ?? {})) score++;
  total++;
}
console.log(`${score / total}, peak ${process.resourceUsage().maxRSS}`);
