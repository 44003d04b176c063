import type { FlowWait, FlowWaitEvent } from '@salesforce/types/metadata';
import { single } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import type { Checker } from '../load/checker.ts';
import { isoText, link, list } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import { conditionsHold } from '../run/compare.ts';
import { Evaluator } from '../run/evaluate.ts';
import { shiftTime } from '../run/offset.ts';
import type { Interview } from '../run/interview.ts';
import { pauseInterview } from '../run/paused.ts';
import type { AwaitedEvent, WaitEnd, Waiting } from '../run/paused.ts';
import type { Runtime } from '../run/runtime.ts';
import { handler } from './handler.ts';
import { stepOf, way } from './step.ts';

function links(element: FlowWait): readonly Link[] {
    const events = list(element.waitEvents).flatMap((event) => link(event.name ?? event.label, event.connector));
    return [...events, ...link('default', element.defaultConnector), ...link('fault', element.faultConnector)];
}

/** Kinds of waiting that end at a time. */
function endsAtTime(event: FlowWaitEvent, subtype: string | undefined): boolean {
    return subtype === 'WaitDuration' || subtype === 'WaitDate' || event.eventType === 'AlarmEvent';
}

function check(element: FlowWait, checker: Checker): void {
    for (const event of list(element.waitEvents)) {
        checker.conditions(event.conditions, event.conditionLogic);
        for (const parameter of list(event.inputParameters)) checker.value(parameter.value, parameter);
        if (!endsAtTime(event, element.elementSubtype)) checkPlatformEvent(event, element.elementSubtype, checker);
        if (event.resumeDateReference === undefined) continue;
        const given = checker.reference(event.resumeDateReference, event);
        checker.assignable(single('datetime'), given, 'The time', event);
    }
}

/** Inputs name fields of the event, outputs a field or the whole event (FlowWaitEvent, Metadata API). */
function checkPlatformEvent(event: FlowWaitEvent, subtype: string | undefined, checker: Checker): void {
    if (!isPlatformEvent(event.eventType)) {
        const kind = event.eventType ?? subtype ?? 'this event';
        return checker.report(`The local org does not support waiting for ${kind}.`, event);
    }
    const object = checker.object(event.eventType, event);
    for (const parameter of list(event.inputParameters)) checker.field(object, parameter.name, parameter);
    for (const output of list(event.outputParameters)) {
        const source =
            output.name === event.eventType
                ? single('record', object?.name)
                : checker.field(object, output.name, output);
        const target = checker.reference(output.assignToReference, output);
        checker.assignable(target, source, output.assignToReference, output);
    }
}

function isPlatformEvent(eventType: string | undefined): boolean {
    return eventType?.toLowerCase().endsWith('__e') === true;
}

/** When an event ends the wait, in milliseconds since 1970. */
function timeOf(event: FlowWaitEvent, subtype: string | undefined, evaluator: Evaluator): number {
    const now = evaluator.runtime.now();
    if (subtype === 'WaitDuration') return shiftTime(now, event.offset ?? 0, event.offsetUnit ?? 'Hours').getTime();
    if (subtype === 'WaitDate') {
        const given =
            event.resumeDateReference === undefined
                ? isoText(event.resumeDate)
                : evaluator.reference(event.resumeDateReference);
        return timeFrom(given);
    }
    const parameters = new Map(
        list(event.inputParameters).map(({ name = '', value }) => [name, evaluator.value(value)])
    );
    const base = new Date(timeFrom(parameters.get('AlarmTime') ?? null));
    const unit = parameters.get('TimeOffsetUnit') === 'Days' ? 'Days' : 'Hours';
    return shiftTime(base, Number(parameters.get('TimeOffset') ?? 0), unit).getTime();
}

function timeFrom(value: unknown): number {
    const time = Date.parse(String(value));
    if (Number.isNaN(time)) throw new FlowError(`'${String(value)}' is not a date and time to wait for.`);
    return time;
}

function awaitedBy(element: FlowWait, event: FlowWaitEvent, evaluator: Evaluator): AwaitedEvent {
    return {
        ...endOf(element, event),
        object: event.eventType ?? '',
        filters: list(event.inputParameters).map(({ name = '', value }) => [name, evaluator.value(value)]),
        outputs: list(event.outputParameters).map(({ name, assignToReference }) => [name, assignToReference])
    };
}

function endOf(element: FlowWait, event: FlowWaitEvent): WaitEnd {
    const name = event.name ?? event.label;
    return { event: name, next: way(links(element), name)?.target ?? null };
}

function wait(element: FlowWait, interview: Interview, runtime: Runtime): void {
    const evaluator = new Evaluator(interview, runtime);
    const open = list(element.waitEvents).filter((event) =>
        conditionsHold(event.conditions, event.conditionLogic, evaluator)
    );
    if (open.length === 0)
        return interview.proceed(stepOf(element, 'waits', ['nothing to wait for']), way(links(element), 'default'));
    const timed = earliest(element, open, evaluator);
    const awaited = open
        .filter(({ eventType }) => isPlatformEvent(eventType))
        .map((event) => awaitedBy(element, event, evaluator));
    pauseInterview(interview, runtime, { ...(timed ? { timed } : {}), awaited });
    const until = timed ? [`waits for ${timed.event} until ${timed.dueAt.toISOString()}`] : [];
    interview.pause(stepOf(element, 'waits', [...until, ...awaited.map(({ object }) => `waits for ${object}`)]));
}

function earliest(element: FlowWait, open: readonly FlowWaitEvent[], evaluator: Evaluator): Waiting['timed'] {
    const [first] = open
        .filter((event) => endsAtTime(event, element.elementSubtype))
        .map((event) => ({ event, time: timeOf(event, element.elementSubtype, evaluator) }))
        .toSorted((one, other) => one.time - other.time);
    return first && { ...endOf(element, first.event), dueAt: new Date(first.time) };
}

export const waits = handler<FlowWait>({
    kind: 'waits',
    summary: 'Waits for a duration, until a time or for a platform event, also over a restart',
    bulk: false,
    links,
    declare: (element) =>
        list(element.waitEvents).map((event) => ({ kind: 'outcome', name: event.name ?? '', type: single('boolean') })),
    check,
    run(element, interviews, runtime) {
        for (const interview of interviews) wait(element, interview, runtime);
    }
});
