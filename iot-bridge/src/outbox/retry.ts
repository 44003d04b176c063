import type { RetryConfig } from '../config/index.ts';

/**
 * Wait before repetition `attempt` (1 is the first): exponential with full jitter, never shorter than the server asked.
 * @param random number from 0 to 1
 */
export function retryDelay(config: RetryConfig, attempt: number, random: number, askedMs = 0): number {
    const ceiling = Math.min(config.maximumSeconds, config.firstSeconds * 2 ** (attempt - 1)) * 1000;
    return Math.max(askedMs, ceiling / 2 + (ceiling / 2) * random);
}
