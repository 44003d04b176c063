import { hasAlarm, type Machine, type MachineHierarchy } from './hierarchy';

/** Which machines the user wants to see. */
export type FilterName = 'all' | 'alarms' | 'urgent' | 'offline' | 'stopped' | 'overdue';

const FILTERS: Readonly<Record<FilterName, (machine: Machine, overdue: ReadonlySet<string> | undefined) => boolean>> = {
    all: () => true,
    alarms: hasAlarm,
    urgent: ({ priority }) => priority === 'Critical' || priority === 'High',
    offline: ({ connectivity }) => connectivity === 'Offline' || connectivity === 'Stale',
    stopped: ({ operatingState }) => operatingState === 'Fault' || operatingState === 'Stopped',
    overdue: ({ id }, overdue) => overdue?.has(id) ?? true
};

/** Names of the filters, in the order they are offered. */
export const FILTER_NAMES = Object.keys(FILTERS) as readonly FilterName[];

/** Search, filter and product together; every word must be found in name, device, serial number or product. */
export interface Selection {
    readonly filter: FilterName;
    readonly search: string;
    /** Name of a product; blank = every product. */
    readonly product?: string;
    /** Ids of the machines whose maintenance is overdue; while they are not known, none is left out for it. */
    readonly overdue?: readonly string[];
}

/** Where a machine stands in a selection: not shown, above a hit, or a hit. */
export const HIDDEN = 0;
export const PATH = 1;
export const HIT = 2;

/** Marks of every machine by position; undefined when the selection asks for all. */
export function markSelection(tree: MachineHierarchy, selection: Selection): Uint8Array | undefined {
    const words = fold(selection.search).split(/\s+/).filter(Boolean);
    if (!isSelective(selection)) return undefined;
    const passes = FILTERS[selection.filter];
    const product = selection.product ?? '';
    const overdue = selection.overdue && new Set(selection.overdue);
    const marks = new Uint8Array(tree.machines.length);
    tree.machines.forEach((machine, position) => {
        if (!passes(machine, overdue) || (product !== '' && machine.product !== product)) return;
        if (!containsAll(machine, words)) return;
        marks[position] = HIT;
        for (let above = tree.parents[position]; above >= 0 && marks[above] === HIDDEN; above = tree.parents[above]) {
            marks[above] = PATH;
        }
    });
    return marks;
}

/** Whether a selection leaves machines out. */
export function isSelective({ filter, search, product = '' }: Selection): boolean {
    return filter !== 'all' || search.trim() !== '' || product !== '';
}

/** Names of the products among the machines, in the order of the user's language. */
export function productsOf(tree: MachineHierarchy, language: string): string[] {
    const names = new Set(tree.machines.flatMap(({ product }) => product ?? []));
    return [...names].sort(new Intl.Collator(language, { numeric: true }).compare);
}

/**
 * Positions of machines whose texts hold every word, in reading order.
 * @param isAllowed leaves positions out
 */
export function searchMachines(
    tree: MachineHierarchy,
    search: string,
    isAllowed: (position: number) => boolean,
    maximum: number
): { readonly positions: readonly number[]; readonly hasMore: boolean } {
    const words = fold(search).split(/\s+/).filter(Boolean);
    const positions: number[] = [];
    for (let position = 0; position < tree.machines.length; position += 1) {
        if (!isAllowed(position) || !containsAll(tree.machines[position], words)) continue;
        if (positions.length === maximum) return { positions, hasMore: true };
        positions.push(position);
    }
    return { positions, hasMore: false };
}

function containsAll(machine: Machine, words: readonly string[]): boolean {
    if (words.length === 0) return true;
    const { name, deviceId, serialNumber, product } = machine;
    const text = fold([name, deviceId, serialNumber, product].filter(Boolean).join(' '));
    return words.every((word) => text.includes(word));
}

/** Lower case without accents, so that "kuhler" finds "Kühler". */
function fold(text: string): string {
    return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** How many machines the selection found, and how many have alarms or are offline. */
export interface Summary {
    readonly machines: number;
    readonly hits: number;
    readonly withAlarms: number;
    readonly offline: number;
}

/** Figures for the line above the tree. */
export function summarise(tree: MachineHierarchy, marks?: Uint8Array): Summary {
    const { machines } = tree;
    return {
        machines: machines.length,
        hits: marks ? marks.reduce((count, mark) => count + (mark === HIT ? 1 : 0), 0) : machines.length,
        withAlarms: machines.filter(hasAlarm).length,
        offline: machines.filter(({ connectivity }) => connectivity === 'Offline').length
    };
}

/** A filter's name from a design attribute or the page; unknown names show all machines. */
export function toFilterName(value: string | null | undefined): FilterName {
    return FILTER_NAMES.find((name) => name === value) ?? 'all';
}
