import type { FlowLoop } from '@salesforce/types/metadata';
import { link } from '../metadata.ts';
import { Evaluator } from '../run/evaluate.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import type { Runtime } from '../run/runtime.ts';
import { isCollection } from '../value.ts';
import { handler } from './handler.ts';
import { stepOf, way } from './step.ts';

function begin(element: FlowLoop, interview: Interview, runtime: Runtime): void {
    const value = new Evaluator(interview, runtime).reference(element.collectionReference ?? '');
    const items = isCollection(value) ? value : [];
    interview.loops.set(element.name ?? '', {
        items: element.iterationOrder === 'Desc' ? items.toReversed() : items,
        taken: 0
    });
}

function advance(element: FlowLoop, interview: Interview, runtime: Runtime): void {
    const name = element.name ?? '';
    if (!interview.loops.has(name)) begin(element, interview, runtime);
    const state = interview.loops.get(name);
    const item = state?.items[state.taken];
    if (!state || item === undefined) {
        interview.loops.delete(name);
        const done = way(links(element), 'after last');
        return interview.proceed(stepOf(element, 'loops', [`${state?.items.length ?? 0} items done`]), done);
    }
    interview.loops.set(name, { items: state.items, taken: state.taken + 1 });
    const target = element.assignNextValueToReference ?? name;
    interview.set(target, item);
    const details = [`item ${state.taken + 1} of ${state.items.length}`, detail(target, item)];
    interview.proceed(stepOf(element, 'loops', details), way(links(element), 'for each'));
}

function links(element: FlowLoop): ReturnType<typeof link> {
    return [...link('for each', element.nextValueConnector), ...link('after last', element.noMoreValuesConnector)];
}

export const loops = handler<FlowLoop>({
    kind: 'loops',
    summary: 'Goes through a collection, forwards or backwards',
    bulk: false,
    links,
    declare(element, { typeOf }) {
        const type = typeOf(element.collectionReference ?? '');
        const name = element.name ?? '';
        return type ? [{ kind: 'output', name, type: { ...type, collection: false }, element: name }] : [];
    },
    check(element, checker) {
        const type = checker.reference(element.collectionReference, element);
        if (!type) return;
        if (!type.collection) checker.report(`${element.collectionReference ?? ''} is not a collection.`, element);
        if (element.assignNextValueToReference === undefined) return;
        const target = checker.reference(element.assignNextValueToReference, element);
        checker.assignable(target, { ...type, collection: false }, element.assignNextValueToReference, element);
    },
    run(element, interviews, runtime) {
        for (const interview of interviews) advance(element, interview, runtime);
    }
});
