/** What can become of one flow. */
export const verdicts = ['ran', 'notEntered', 'failed', 'refusedFeature', 'refusedMetadata', 'invalid'] as const;

/**
 * `ran`: to its end, or into a wait. `notEntered`: deployed, but the sample record did not meet its conditions.
 * `failed`: deployed and ended with an error. `refusedFeature`: needs what the local org has not.
 * `refusedMetadata`: names custom metadata that its repository lacks. `invalid`: no org would take it.
 */
export type Verdict = (typeof verdicts)[number];

/** One flow and what became of it. */
export interface FlowOutcome {
    readonly project: string;
    readonly flow: string;
    readonly verdict: Verdict;
    /** First reason, in the words of the org; empty when it ran. */
    readonly reason: string;
}

/**
 * Why a deployment refused a flow, told from what it said. `lost` are the components of the repository that the org
 * had refused before: what they lack is a feature, not metadata.
 */
export function refusalVerdict(messages: readonly string[], lost: readonly string[]): Verdict {
    const names = lost.map((fullName) => new RegExp(`\\b${fullName.split('.').at(-1) ?? fullName}\\b`, 'i'));
    const isLost = (message: string): boolean => names.some((name) => name.test(message));
    if (messages.some((message) => lacksMetadata(message) && !isLost(message))) return 'refusedMetadata';
    if (messages.some(isLost)) return 'refusedFeature';
    return messages.some((message) => lacksFeature(message)) ? 'refusedFeature' : 'invalid';
}

/** What only a repository or a package can bring has a name of its own. */
function lacksMetadata(message: string): boolean {
    if (/There is no (flow|resource)\b/.test(message)) return true;
    return isAbsence(message) && /\w__\w/.test(message);
}

/** A standard object or field that is missing is missing in the local org. */
function lacksFeature(message: string): boolean {
    return isAbsence(message) || /local org does not|does not run in the local org|not supported by/.test(message);
}

function isAbsence(message: string): boolean {
    return /There is no|has no (field|relationship)|does(?:n't| not) exist|no such column|Unknown (field|function)/.test(
        message
    );
}
