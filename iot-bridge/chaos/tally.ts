import type { AlarmEvent } from '../src/contract/index.ts';
import type { OutboxRecord } from '../src/pipeline/index.ts';
import { DeadLetterFile } from '../src/store/index.ts';
import type { OrgTroubles } from './chaosOrg.ts';

/** What was injected. */
export interface Injected {
    /** `<episode key> <transition>` of every transition that must arrive. */
    transitions: ReadonlySet<string>;
    /** Payloads that no decoder can read; each must become a dead letter. */
    unreadable: ReadonlySet<string>;
    /** Keys of commands that have all the time to be run. */
    commands: ReadonlySet<string>;
    /** When other commands expire, by their key. */
    expiries: ReadonlyMap<string, number>;
}

/** What the machines got. */
export interface Runs {
    /** How often a command was run, by its key. */
    counts: ReadonlyMap<string, number>;
    /** Keys of commands that were run after their expiry. */
    late: ReadonlySet<string>;
}

/** What was done to the bridge besides kills. */
export interface Happened {
    brokerRestarts: number;
    /** How often the disk was full; each time the bridge said so and went on afterwards. */
    fullDisks: number;
    clockJumps: { forward: number; back: number };
    /** How often the org failed, by trouble. */
    orgTroubles: OrgTroubles;
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
    /** Not run, and the org was told why. */
    commandsFailed: number;
    /** Not run because of a kill after they were remembered: the org has the delivery, and no answer. */
    commandsInterrupted: number;
    /** Neither run nor told. */
    commandsLost: number;
    commandsRunTwice: number;
    commandsExpiring: number;
    commandsRunAfterExpiry: number;
    /** Whether sent = delivered + dead-lettered, nothing is invented, and commands ran once and in time. */
    right: boolean;
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
    runs: Runs,
    results: ReadonlyMap<string, 'answered' | 'delivered'>
): Tally {
    const wanted = [...injected.transitions];
    const arrived = wanted.filter((key) => delivered.has(key)).length;
    const givenUp =
        wanted.filter((key) => !delivered.has(key) && dead.transitions.has(key)).length +
        [...injected.unreadable].filter((payload) => dead.payloads.has(payload)).length;
    const sent = wanted.length + injected.unreadable.size;
    const invented = [...delivered].filter((key) => !injected.transitions.has(key)).length;
    const lost = sent - arrived - givenUp;
    const commands = tallyCommands(injected, runs, results);
    const { commandsLost, commandsRunTwice, commandsRunAfterExpiry } = commands;
    return {
        sent,
        delivered: arrived,
        deadLettered: givenUp,
        lost,
        invented,
        ...commands,
        right: [lost, invented, commandsLost, commandsRunTwice, commandsRunAfterExpiry].every((count) => count === 0)
    };
}

function tallyCommands(injected: Injected, runs: Runs, results: ReadonlyMap<string, 'answered' | 'delivered'>) {
    const commands = [...injected.commands];
    const notRun = commands.filter((key) => !runs.counts.has(key));
    const commandsFailed = notRun.filter((key) => results.get(key) === 'answered').length;
    const commandsInterrupted = notRun.filter((key) => results.get(key) === 'delivered').length;
    return {
        commands: commands.length,
        commandsRun: commands.length - notRun.length,
        commandsFailed,
        commandsInterrupted,
        commandsLost: notRun.length - commandsFailed - commandsInterrupted,
        commandsRunTwice: [...runs.counts.values()].filter((count) => count > 1).length,
        commandsExpiring: injected.expiries.size,
        commandsRunAfterExpiry: runs.late.size
    };
}

/** Identity of a transition. */
export function transitionOf({ Episode_Key__c: episode, Transition__c: transition }: AlarmEvent): string {
    return `${episode} ${transition}`;
}
