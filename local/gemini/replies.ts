import type { AskedRow, Reply } from './types.ts';

const bytesPerToken = 4;

/** An ordinary answer of the model with these parts. */
export function partsReply(row: AskedRow, parts: readonly object[]): Reply {
  const prompt = countTokens(row.request);
  const candidates = countTokens(parts);
  return {
    response: {
      candidates: [{ content: { parts, role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: {
        promptTokenCount: prompt,
        candidatesTokenCount: candidates,
        totalTokenCount: prompt + candidates,
      },
      modelVersion: row.servedBy,
      responseId: `${row.jobName.slice('batches/'.length, 24)}-${row.index}`,
    },
  };
}

/** An ordinary answer of the model that says this text. */
export function textReply(row: AskedRow, text: string): Reply {
  return partsReply(row, [{ text }]);
}

/** An ordinary answer of the model that calls a function. */
export function callReply(row: AskedRow, name: string, args: object): Reply {
  return partsReply(row, [{ functionCall: { name, args } }]);
}

/** A refused prompt: no candidates at all. */
export function blockedReply(row: AskedRow, blockReason: string): Reply {
  const promptTokenCount = countTokens(row.request);
  return {
    response: {
      promptFeedback: { blockReason },
      usageMetadata: { promptTokenCount, totalTokenCount: promptTokenCount },
      modelVersion: row.servedBy,
    },
  };
}

function countTokens(value: unknown): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(value)) / bytesPerToken);
}
