import { existsSync, readFileSync } from 'node:fs';
import type { AlarmEvent } from '../src/contract/index.ts';
import type { OutboxRecord } from '../src/pipeline/index.ts';
import { DeadLetterFile } from '../src/store/index.ts';

/** What was injected. */
export interface Injected {
    /** `<episode key> <transition>` of every transition that must arrive. */
    transitions: ReadonlySet<string>;
    /** Payloads that no decoder can read; each must become a dead letter. */
    unreadable: ReadonlySet<string>;
    commands: number;
}

/** The sum at the end: everything that was sent is delivered or a dead letter, once. */
export interface Tally {
    sent: number;
    delivered: number;
    deadLettered: number;
    lost: number;
    /** Transitions of episodes nobody injected: a doubled alarm would be one. */
    invented: number;
    commands: number;
    commandsRun: number;
    commandsRunTwice: number;
    /** Whether sent = delivered + dead-lettered, nothing is invented and no command ran twice. */
    right: boolean;
}

/** Transitions the org took so far, from its file. A line that a kill cut is of an event that is sent again. */
export function deliveredTransitions(file: string, definition: string): Set<string> {
    if (!existsSync(file)) return new Set();
    const events = readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line) => JSON.parse(line) as AlarmEvent);
    return new Set(events.filter((event) => event.Definition__c === definition).map(transitionOf));
}

/** What the bridge gave up so far. */
export function deadLetters(
    directory: string,
    definition: string
): { transitions: Set<string>; payloads: Set<string> } {
    const file = new DeadLetterFile(directory);
    try {
        const letters = file.list(1_000_000);
        const texts = letters.map(({ stage, payload }) => ({ stage, text: new TextDecoder().decode(payload) }));
        const records = texts
            .filter(({ stage }) => stage === 'sink')
            .map(({ text }) => JSON.parse(text) as OutboxRecord)
            .filter((record) => record.kind === 'alarm-event')
            .map(({ fields }) => fields as AlarmEvent);
        return {
            transitions: new Set(records.filter((event) => event.Definition__c === definition).map(transitionOf)),
            payloads: new Set(texts.filter(({ stage }) => stage === 'intake').map(({ text }) => text))
        };
    } finally {
        file.close();
    }
}

/** Adds up. A transition that was given up and delivered as well, after an uncertain answer, counts as delivered. */
export function tallyUp(
    injected: Injected,
    delivered: ReadonlySet<string>,
    dead: ReturnType<typeof deadLetters>,
    commandRuns: ReadonlyMap<string, number>
): Tally {
    const wanted = [...injected.transitions];
    const arrived = wanted.filter((key) => delivered.has(key)).length;
    const givenUp =
        wanted.filter((key) => !delivered.has(key) && dead.transitions.has(key)).length +
        [...injected.unreadable].filter((payload) => dead.payloads.has(payload)).length;
    const sent = wanted.length + injected.unreadable.size;
    const invented = [...delivered].filter((key) => !injected.transitions.has(key)).length;
    const runs = [...commandRuns.values()];
    const commandsRunTwice = runs.filter((count) => count > 1).length;
    const lost = sent - arrived - givenUp;
    return {
        sent,
        delivered: arrived,
        deadLettered: givenUp,
        lost,
        invented,
        commands: injected.commands,
        commandsRun: runs.length,
        commandsRunTwice,
        right: lost === 0 && invented === 0 && commandsRunTwice === 0
    };
}

/** Identity of a transition. */
export function transitionOf({ Episode_Key__c: episode, Transition__c: transition }: AlarmEvent): string {
    return `${episode} ${transition}`;
}
