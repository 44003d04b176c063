import { FlowError } from '../flowError.ts';
import type { LoadedElement } from '../load/resource.ts';
import { stepOf, way } from '../elements/step.ts';
import { faultMessage } from './expected.ts';
import type { Interview } from './interview.ts';
import { Runtime } from './runtime.ts';
import { RollbackRequest } from './rollback.ts';
import type { RuntimeParts } from './runtime.ts';

/** Elements that one interview may execute before it is taken for an endless loop. */
const mostElements = 100_000;

/**
 * Runs interviews together until each one has ended or paused: every interview advances by itself until it
 * stands at an element that reads or writes records, then such an element is executed once for all that wait
 * at it.
 */
export function runInterviews(interviews: readonly Interview[], parts: RuntimeParts): void {
    const runtime = new Runtime(parts, interviews);
    try {
        for (;;) {
            for (const interview of interviews) advance(interview, runtime);
            const waiting = Map.groupBy(interviews.filter(isRunning), (interview) => interview.next ?? '');
            if (waiting.size === 0) return;
            for (const [name, group] of waiting) executeTogether(name, group, runtime);
        }
    } catch (error) {
        const ends = !(error instanceof RollbackRequest);
        for (const interview of ends ? interviews.filter(isRunning) : []) interview.abort(error);
        throw error;
    } finally {
        for (const interview of interviews) parts.keepTrace(interview);
    }
}

function isRunning(interview: Interview): boolean {
    return interview.status === 'Running';
}

/** Executes elements of one interview up to the next one that is executed for many. */
function advance(interview: Interview, runtime: Runtime): void {
    if (isRunning(interview) && interview.next === null) interview.status = 'Finished';
    while (isRunning(interview)) {
        const element = elementAt(interview);
        if (element.handler.bulk) return;
        count(interview, runtime);
        executeAlone(element, interview, runtime);
    }
}

function executeAlone(element: LoadedElement, interview: Interview, runtime: Runtime): void {
    const { handler, metadata } = element;
    try {
        handler.run(metadata, [interview], runtime);
    } catch (error) {
        interview.fault(stepOf(metadata, handler.kind, []), faultMessage(error), way(handler.links(metadata), 'fault'));
    }
}

function executeTogether(name: string, group: readonly Interview[], runtime: Runtime): void {
    const [first] = group;
    if (!first) return;
    const { handler, metadata } = elementAt(first);
    for (const interview of group) count(interview, runtime);
    try {
        handler.run(metadata, group, runtime);
    } catch (error) {
        const message = faultMessage(error);
        const waiting = group.filter((interview) => isRunning(interview) && interview.next === name);
        for (const interview of waiting)
            interview.fault(stepOf(metadata, handler.kind, []), message, way(handler.links(metadata), 'fault'));
    }
}

function elementAt(interview: Interview): LoadedElement {
    const element = interview.flow.elements.get((interview.next ?? '').toLowerCase());
    if (!element) throw new FlowError(`The flow ${interview.flow.name} has no element ${interview.next ?? ''}.`);
    return element;
}

function count(interview: Interview, runtime: Runtime): void {
    runtime.execution.limits.count('FlowElements');
    if (interview.executed > mostElements) throw new FlowError(`The flow ${interview.flow.name} does not end.`);
}
