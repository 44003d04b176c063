import { formatQuantity } from 'c/displayFormat';
import { quantityText, type Signal } from 'c/twinModel';
import type { Command } from './request';

/** A desired value beside the one that the machine reports, as texts. */
export interface Comparison {
    readonly signal: string;
    readonly label: string;
    readonly desired: string;
    readonly reported: string;
    /** Reported less desired; empty where the two cannot be compared. */
    readonly difference: string;
}

/** States in which a command says what is wanted; a failed or expired one changed nothing. */
const IN_FORCE: readonly string[] = ['Sent', 'Accepted', 'Done'];
const DECIMALS = 6;

/**
 * What was wanted last of each signal that follows a command, beside what it reports.
 * @param commands newest first
 * @param signals of the machine; a signal that is not there reports nothing
 */
export function compareDesired(commands: readonly Command[], signals: readonly Signal[]): Comparison[] {
    const latest = new Map<string, Command & { value: number }>();
    for (const command of commands) {
        const { desiredSignal, value, state } = command;
        if (desiredSignal === '' || value === undefined || !IN_FORCE.includes(state)) continue;
        if (!latest.has(desiredSignal)) latest.set(desiredSignal, { ...command, value });
    }
    return [...latest.values()].map((command) =>
        compare(
            command,
            signals.find(({ name }) => name === command.desiredSignal)
        )
    );
}

function compare({ desiredSignal, value, unit }: Command & { value: number }, signal: Signal | undefined): Comparison {
    const reported = signal?.value;
    const isComparable = reported !== undefined && signal?.unit === unit;
    return {
        signal: desiredSignal,
        label: signal?.label ?? desiredSignal.replaceAll('_', ' '),
        desired: formatQuantity(value, unit, DECIMALS),
        reported: reported === undefined ? '' : quantityText(reported, signal?.unit ?? ''),
        difference: isComparable ? quantityText(reported - value, unit) : ''
    };
}
