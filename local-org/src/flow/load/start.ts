import type { Flow, FlowScheduledPath, FlowStart, FlowTriggerType } from '@salesforce/types/metadata';
import { single } from '../dataType.ts';
import { elementKinds, elementsOf, list } from '../metadata.ts';
import type { ElementKind } from '../metadata.ts';
import { checkFilters } from '../run/filters.ts';
import type { Checker } from './checker.ts';

/** What can start a flow in the local org. */
export const supportedTriggers = {
    None: 'Autolaunched, by a subflow or a call',
    PlatformEvent: 'A platform event, in batches',
    RecordAfterSave: 'A created, updated or saved record, after the save; asynchronous and scheduled paths',
    RecordBeforeDelete: 'A record before it is deleted',
    RecordBeforeSave: 'A created, updated or saved record, before the save',
    Scheduled: 'A schedule, for all or for filtered records'
} as const satisfies Partial<Record<FlowTriggerType, string>>;

/** Elements that a flow before the save may have. */
const beforeSaveKinds: ReadonlySet<ElementKind> = new Set<ElementKind>([
    'assignments',
    'collectionProcessors',
    'customErrors',
    'decisions',
    'loops',
    'recordLookups',
    'recordUpdates',
    'subflows',
    'transforms'
]);

/** Checks what starts a flow. */
export function checkStart(metadata: Flow, checker: Checker): void {
    const { start } = metadata;
    checker.enter('Start', start);
    if (!start) {
        if (metadata.startElementReference === undefined) checker.report('The flow has no start.');
        return;
    }
    const trigger = start.triggerType ?? 'None';
    if (!(trigger in supportedTriggers)) return checker.report(`The local org does not start flows by ${trigger}.`);
    if (trigger === 'None') return;
    if (trigger !== 'Scheduled' || start.object !== undefined) checkObject(start, trigger, checker);
    if (trigger === 'Scheduled' && !start.schedule) checker.report('The schedule is missing.');
    for (const path of list(start.scheduledPaths)) checkPath(path, checker);
    if (trigger === 'RecordBeforeSave') checkBeforeSave(metadata, checker);
    if (trigger.startsWith('Record')) checkNoWaiting(metadata, checker);
}

function checkObject(start: FlowStart, trigger: FlowTriggerType, checker: Checker): void {
    const object = checker.object(start.object);
    if (object && (trigger === 'PlatformEvent') !== (object.kind === 'platformEvent')) {
        checker.report(`${object.name} cannot start a flow of the type ${trigger}.`);
    }
    checkFilters(start.filters, start.filterLogic, object, checker);
    if (start.filterFormula === undefined) return;
    const formula = checker.formula(start.filterFormula, start);
    if (formula) checker.assignable(single('boolean'), single(formula.type), 'The entry condition', start);
}

function checkPath(path: FlowScheduledPath, checker: Checker): void {
    if (path.pathType === 'AsyncAfterCommit') return;
    if (path.pathType !== undefined)
        return checker.report(`The local org does not support the path ${path.pathType}.`, path);
    if (path.timeSource === 'RecordField') {
        const type = checker.reference(`$Record.${path.recordField ?? ''}`, path);
        checker.assignable(single('datetime'), type, path.recordField ?? '', path);
    }
}

function checkBeforeSave(metadata: Flow, checker: Checker): void {
    for (const kind of elementKinds) {
        if (beforeSaveKinds.has(kind)) continue;
        for (const node of elementsOf(metadata, kind))
            checker.report(`${node.name ?? ''} (${kind}) cannot be used before the save.`, node);
    }
    for (const update of list(metadata.recordUpdates)) {
        if (update.inputReference !== '$Record')
            checker.report(`${update.name ?? ''} can only update $Record before the save.`, update);
    }
}

function checkNoWaiting(metadata: Flow, checker: Checker): void {
    for (const wait of list(metadata.waits))
        checker.report(`${wait.name ?? ''}: flows that start with a record cannot wait; use a scheduled path.`, wait);
    for (const one of list(metadata.recordRollbacks))
        checker.report(`${one.name ?? ''}: flows that start with a record cannot roll back.`, one);
}
