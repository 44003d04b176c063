import type { FlowDecision, FlowRule } from '@salesforce/types/metadata';
import { single } from '../dataType.ts';
import { link, list } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import { conditionsHold } from '../run/compare.ts';
import { Evaluator } from '../run/evaluate.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import type { Runtime } from '../run/runtime.ts';
import { handler } from './handler.ts';
import { stepOf, way } from './step.ts';

function linksOf(element: FlowDecision): readonly Link[] {
    const outcomes = list(element.rules).flatMap((rule) => link(rule.name ?? rule.label, rule.connector));
    return [...outcomes, ...link('default', element.defaultConnector)];
}

/** Values that an outcome compared, for the trace. */
function compared(rule: FlowRule, evaluator: Evaluator): string[] {
    return list(rule.conditions).flatMap((condition) => {
        const reference = condition.leftValueReference;
        const named =
            reference === undefined || condition.operator === 'WasVisited' || condition.operator === 'HasError';
        return named ? [] : [detail(reference, evaluator.reference(reference))];
    });
}

function holds(rule: FlowRule, evaluator: Evaluator): boolean {
    if (!conditionsHold(rule.conditions, rule.conditionLogic, evaluator)) return false;
    if (rule.doesRequireRecordChangedToMeetCriteria !== true || !evaluator.interview.prior) return true;
    return !conditionsHold(rule.conditions, rule.conditionLogic, evaluator.withPriorRecord());
}

function decide(element: FlowDecision, interview: Interview, runtime: Runtime): void {
    const evaluator = new Evaluator(interview, runtime);
    const details: string[] = [];
    for (const rule of list(element.rules)) {
        details.push(...compared(rule, evaluator));
        if (!holds(rule, evaluator)) continue;
        interview.taken.add((rule.name ?? '').toLowerCase());
        details.push(`outcome: ${rule.label}`);
        return interview.proceed(
            stepOf(element, 'decisions', [...new Set(details)]),
            way(linksOf(element), rule.name ?? rule.label)
        );
    }
    details.push(`outcome: ${element.defaultConnectorLabel ?? 'default'}`);
    interview.proceed(stepOf(element, 'decisions', [...new Set(details)]), way(linksOf(element), 'default'));
}

export const decisions = handler<FlowDecision>({
    kind: 'decisions',
    summary: 'Takes the first outcome whose conditions hold; and, or, custom logic',
    bulk: false,
    links: linksOf,
    declare: (element) =>
        list(element.rules).map((rule) => ({ kind: 'outcome', name: rule.name ?? '', type: single('boolean') })),
    check(element, checker) {
        for (const rule of list(element.rules)) checker.conditions(rule.conditions, rule.conditionLogic);
    },
    run(element, interviews, runtime) {
        for (const interview of interviews) decide(element, interview, runtime);
    }
});
