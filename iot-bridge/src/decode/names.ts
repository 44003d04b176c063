/** Formats a route can name. */
export const decoderNames = ['json'] as const;

/** A format with a decoder. */
export type DecoderName = (typeof decoderNames)[number];
