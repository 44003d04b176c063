import type { ElementKind } from '../metadata.ts';
import { actionCalls } from './action.ts';
import { assignments } from './assignment.ts';
import { collectionProcessors } from './collection.ts';
import { recordCreates } from './create.ts';
import { customErrors } from './customError.ts';
import { decisions } from './decision.ts';
import { recordDeletes } from './delete.ts';
import type { ElementHandler } from './handler.ts';
import { recordLookups } from './lookup.ts';
import { loops } from './loop.ts';
import { recordRollbacks } from './rollback.ts';
import { subflows } from './subflow.ts';
import { transforms } from './transform.ts';
import { recordUpdates } from './update.ts';
import { waits } from './wait.ts';

/** Every element that the local org runs. */
export const handlers: readonly ElementHandler[] = [
    actionCalls,
    assignments,
    collectionProcessors,
    customErrors,
    decisions,
    loops,
    recordCreates,
    recordDeletes,
    recordLookups,
    recordRollbacks,
    recordUpdates,
    subflows,
    transforms,
    waits
];

/** Elements that are refused, with the reason. */
export const refusedElements = {
    apexPluginCalls: 'Apex code does not run in the local org',
    experiments: 'experiments belong to marketing flows',
    orchestratedStages: 'orchestrations do not run in the local org',
    screens: 'screens need a person in a browser',
    steps: 'steps are placeholders that never run'
} as const satisfies Partial<Record<ElementKind, string>>;

/** The code of a kind of element, or undefined when it is refused. */
export function handlerOf(kind: ElementKind): ElementHandler | undefined {
    return handlers.find((one) => one.kind === kind);
}
