import { connectionOf, numberOf, textOf } from 'c/graphqlAnswer';
import type { RecordedSignal, SignalInfo } from 'c/historyModel';
import { readHistory, type TwinEvent } from 'c/twinEvents';

/** Where a machine stands, by ids. */
export interface MachinePlace {
    readonly product: string;
    readonly parent: string;
    readonly root: string;
}

/** What the org knows of a machine. */
export interface MachineData {
    readonly name: string;
    /** Product, parent and root of the machine; empty when it has none or they cannot be read. */
    readonly place: MachinePlace;
    readonly infos: readonly SignalInfo[];
    /** Alarms and cases. */
    readonly events: readonly TwinEvent[];
    readonly hasMore: boolean;
    /** Episodes of alarms that are among the events. */
    readonly episodes: ReadonlySet<string>;
}

/** Before the first answer, and for a machine that cannot be read. */
export const NO_DATA: MachineData = {
    name: '',
    place: { product: '', parent: '', root: '' },
    infos: [],
    events: [],
    hasMore: false,
    episodes: new Set()
};

/** Reads the answer to `MACHINE_HISTORY_QUERY`. */
export function readMachine(data: unknown): MachineData {
    const [machine] = connectionOf(data, 'machine').nodes;
    const infos = connectionOf(data, 'signals').nodes.map((node): SignalInfo => ({
        signal: textOf(node, 'Signal__c'),
        label: textOf(node, 'Name'),
        unit: textOf(node, 'Unit__c'),
        lowLow: numberOf(node, 'Low_Low_Limit__c'),
        low: numberOf(node, 'Low_Limit__c'),
        high: numberOf(node, 'High_Limit__c'),
        highHigh: numberOf(node, 'High_High_Limit__c')
    }));
    const episodes = connectionOf(data, 'alarms').nodes.map((node) => textOf(node, 'Episode_Key__c'));
    const fieldOf = (field: string): string => (machine ? textOf(machine, field) : '');
    const place = { product: fieldOf('Product2Id'), parent: fieldOf('ParentId'), root: fieldOf('RootAssetId') };
    return { ...readHistory(data), name: fieldOf('Name'), place, infos, episodes: new Set(episodes) };
}

/** How a signal is shown; one without a record by its name. */
export function infoOf(infos: readonly SignalInfo[], signal: string): SignalInfo {
    return infos.find((info) => info.signal === signal) ?? { signal, label: signal.replaceAll('_', ' '), unit: '' };
}

/** Signals that can be drawn, in the order in which the twin shows them, the others behind. */
export function drawable(recorded: readonly RecordedSignal[], infos: readonly SignalInfo[]): string[] {
    const place = (signal: string): number => {
        const index = infos.findIndex((info) => info.signal === signal);
        return index < 0 ? infos.length : index;
    };
    const names = recorded.filter(({ kind }) => kind === 'number').map(({ signal }) => signal);
    return names.sort((a, b) => place(a) - place(b));
}

/** A signal that can be chosen. */
export interface SignalOption {
    readonly label: string;
    readonly value: string;
}

/** The signals that can be chosen, in the order in which they are shown. */
export function optionsOf(recorded: readonly RecordedSignal[], infos: readonly SignalInfo[]): SignalOption[] {
    return drawable(recorded, infos).map((value) => ({ value, label: infoOf(infos, value).label }));
}
