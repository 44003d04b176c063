import { z } from 'zod';
import type { CommandResultFields } from '../contract/index.ts';
import type { Instant, RejectionReason } from '../pipeline/index.ts';
import type { TakenCommand } from './ledger.ts';

/** What a machine answers to a command, as JSON on the topic of a route for command results. */
export const commandAnswer = z.object({
    /** Key that came with the command. */
    key: z.string().min(1).max(200),
    state: z.enum(['accepted', 'done', 'failed']),
    /** For people: why it failed, or what was done. */
    text: z.string().optional()
});

/** An answer of a machine. */
export type CommandAnswer = z.infer<typeof commandAnswer>;

const states = { accepted: 'Accepted', done: 'Done', failed: 'Failed' } as const;
const longestText = 255;

/** What an answer means. */
export type Judged =
    | { fields: CommandResultFields; ends: boolean }
    | { reason: RejectionReason; detail: string }
    /** Said before. */
    | 'repeated';

/** Reads an answer. @returns undefined for what is none */
export function parseAnswer(payload: Uint8Array): CommandAnswer | undefined {
    try {
        return commandAnswer.safeParse(JSON.parse(new TextDecoder().decode(payload))).data;
    } catch {
        return undefined;
    }
}

/**
 * Judges an answer. Pure. A device speaks only for commands that it was given; after the last word nothing changes.
 * @param taken what is remembered of the command
 * @param device who answers, by the topic
 */
export function judgeAnswer(
    answer: CommandAnswer,
    taken: TakenCommand | undefined,
    device: string,
    now: Instant
): Judged {
    if (taken?.device !== device) {
        return { reason: 'unknown-command', detail: `the device was given no command ${answer.key}` };
    }
    if (taken.ended) return 'repeated';
    return { fields: resultOf(states[answer.state], answer.text, now), ends: answer.state !== 'accepted' };
}

/** A result with the time at which it was known; a longer text is cut to the length of its field. */
export function resultOf(
    state: NonNullable<CommandResultFields['State__c']>,
    text: string | undefined,
    now: Instant
): CommandResultFields {
    const Answered_At__c = new Date(now).toISOString();
    return { State__c: state, Result_Text__c: text?.slice(0, longestText) ?? null, Answered_At__c };
}
