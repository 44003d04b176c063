import TIME_ZONE from '@salesforce/i18n/timeZone';
import { connectionOf, idOf, numberOf, textOf, timeOf, type RecordNode } from 'c/graphqlAnswer';
import { dayStart, type TwinEvent } from 'c/twinEvents';
import { consumedText, INSTALLED_TEXT, replacedText } from './machineHistoryTexts';

/** What was built into a machine, and whether the org holds more of it. */
export interface Parts {
    readonly events: readonly TwinEvent[];
    readonly hasMore: boolean;
}

/** Before the first answer. */
export const NO_PARTS: Parts = { events: [], hasMore: false };

const DAY_MS = 86_400_000;

/**
 * Reads the answer to `partsQuery`. An asset that took the place of another one is told once, by that relationship:
 * it has a time, where the date of installation is a whole day.
 */
export function readParts(data: unknown): Parts {
    const connections = ['installed', 'replaced', 'consumed'].map((alias) => connectionOf(data, alias));
    const [installed, replaced, consumed] = connections.map(({ nodes }) => nodes);
    const replacements = replaced.filter((node) => ['', 'Replacement'].includes(textOf(node, 'RelationshipType')));
    const told = new Set(replacements.map((node) => textOf(node, 'AssetId')));
    const events = [
        ...installed.filter((node) => !told.has(idOf(node))).flatMap(installedPart),
        ...replacements.flatMap(replacedPart),
        ...consumed.flatMap(consumedPart)
    ];
    return { events, hasMore: connections.some(({ hasMore }) => hasMore) };
}

function installedPart(node: RecordNode): TwinEvent[] {
    const day = textOf(node, 'InstallDate');
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return [];
    const from = dayStart(day, TIME_ZONE);
    const title = nameOf(textOf(node, 'Name'), textOf(node, 'SerialNumber'));
    return [partOf(idOf(node), { title, status: INSTALLED_TEXT, from, to: from + DAY_MS })];
}

function replacedPart(node: RecordNode): TwinEvent[] {
    const from = timeOf(node, 'FromDate') ?? timeOf(node, 'CreatedDate');
    if (from === undefined) return [];
    const [title, before] = ['Asset', 'RelatedAsset'].map((end) =>
        nameOf(textOf(node, `${end}.Name`), textOf(node, `${end}.SerialNumber`))
    );
    const recordId = textOf(node, 'AssetId');
    return [{ ...partOf(idOf(node), { title: replacedText(title, before), status: '', from, to: from }), recordId }];
}

function consumedPart(node: RecordNode): TwinEvent[] {
    const from = timeOf(node, 'CreatedDate');
    if (from === undefined) return [];
    const product = textOf(node, 'ProductName') || textOf(node, 'ProductConsumedNumber');
    const title = consumedText(numberOf(node, 'QuantityConsumed') ?? 1, product);
    const part = partOf(idOf(node), { title, status: '', from, to: from });
    return [{ ...part, recordId: textOf(node, 'WorkOrderId'), objectName: 'WorkOrder' }];
}

function partOf(id: string, rest: Pick<TwinEvent, 'title' | 'status' | 'from' | 'to'>): TwinEvent {
    return { id, kind: 'part', recordId: id, priority: '', ...rest };
}

const nameOf = (name: string, serial: string): string => (serial ? `${name} (${serial})` : name);
