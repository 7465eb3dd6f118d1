/** English text has about four bytes a token; other languages and images differ, so it is shown as an estimate. */
export const bytesPerToken = 4;

/** The most that Gemini takes for one image, whatever its size and resolution (the media resolution page of its guide, 2026). */
export const maxTokensPerImage = 2_240;

/** What a number of requests hold, and what they allow their answers. */
export interface Volume {
  readonly requests: number;
  /** Of the requests' lines, images included. */
  readonly bytes: number;
  /** Images that stand in the lines and are longer as base64 than the tokens they cost. */
  readonly images: number;
  readonly imageBytes: number;
  /** The sum of the answers' own limits, in tokens, thoughts included. */
  readonly limitTokens: number;
  /** Answers without such a limit. */
  readonly openAnswers: number;
}

/**
 * About how many tokens the requests' prompts have. Inline audio, video and documents count by their bytes as text does, which
 * is far too much; what a request only refers to (files, caches) is not counted.
 */
export function promptTokensOf(volume: Volume): number {
  return textTokensOf(volume) + volume.images * maxTokensPerImage;
}

/** The same without the images. */
export function textTokensOf({ bytes, imageBytes }: Volume): number {
  return (bytes - imageBytes) / bytesPerToken;
}
