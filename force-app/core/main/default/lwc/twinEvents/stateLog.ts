import type { TwinEvent } from './types';

/**
 * Adds an operating state that was just seen. The org stores the present state only, so what is known of earlier ones
 * is what was seen while the page was open.
 * @param label translated name of the state; blank = unknown, which ends the state before it
 * @param at epoch milliseconds
 */
export function logState(log: readonly TwinEvent[], label: string, at: number): readonly TwinEvent[] {
    const last = log.at(-1);
    const isOpen = last !== undefined && last.to === undefined;
    if (isOpen && last.title === label) return log;
    const ended = isOpen ? [...log.slice(0, -1), { ...last, to: at }] : log;
    if (label === '') return ended;
    return [...ended, { id: `state:${at}`, kind: 'state', title: label, status: '', priority: '', from: at }];
}
