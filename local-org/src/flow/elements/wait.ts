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
        if (!endsAtTime(event, element.elementSubtype)) {
            checker.report(
                `The local org does not support waiting for ${event.eventType ?? element.elementSubtype ?? 'this event'}.`,
                event
            );
        }
        checker.conditions(event.conditions, event.conditionLogic);
        for (const parameter of list(event.inputParameters)) checker.value(parameter.value, parameter);
        if (event.resumeDateReference !== undefined) {
            checker.assignable(
                single('datetime'),
                checker.reference(event.resumeDateReference, event),
                'The time',
                event
            );
        }
    }
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

function wait(element: FlowWait, interview: Interview, runtime: Runtime): void {
    const evaluator = new Evaluator(interview, runtime);
    const open = list(element.waitEvents).filter((event) =>
        conditionsHold(event.conditions, event.conditionLogic, evaluator)
    );
    const times = open.map((event) => ({ event, time: timeOf(event, element.elementSubtype, evaluator) }));
    const earliest = times.toSorted((one, other) => one.time - other.time)[0];
    if (!earliest)
        return interview.proceed(stepOf(element, 'waits', ['nothing to wait for']), way(links(element), 'default'));
    const dueAt = new Date(earliest.time);
    const name = earliest.event.name ?? earliest.event.label;
    pauseInterview(interview, runtime, dueAt, name, way(links(element), name)?.target ?? null);
    interview.pause(stepOf(element, 'waits', [`waits for ${earliest.event.label} until ${dueAt.toISOString()}`]));
}

export const waits = handler<FlowWait>({
    kind: 'waits',
    summary: 'Waits for a duration or until a time, also over a restart',
    bulk: false,
    links,
    declare: (element) =>
        list(element.waitEvents).map((event) => ({ kind: 'outcome', name: event.name ?? '', type: single('boolean') })),
    check,
    run(element, interviews, runtime) {
        for (const interview of interviews) wait(element, interview, runtime);
    }
});
