import type { FlowCustomError } from '@salesforce/types/metadata';
import { FlowError } from '../flowError.ts';
import { link, list } from '../metadata.ts';
import { Evaluator } from '../run/evaluate.ts';
import type { Interview } from '../run/interview.ts';
import type { Runtime } from '../run/runtime.ts';
import { handler } from './handler.ts';
import { stepOf } from './step.ts';

function refuse(element: FlowCustomError, interview: Interview, runtime: Runtime): void {
    const { source } = interview.start;
    if (!source) throw new FlowError('Custom errors work only in flows that start with a saved record.');
    const evaluator = new Evaluator(interview, runtime);
    const details = list(element.customErrorMessages).map(({ errorMessage, isFieldError, fieldSelection }) => {
        const message = evaluator.text(errorMessage);
        const fields = isFieldError && fieldSelection !== undefined ? [fieldSelection] : [];
        source.addError({ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message, fields });
        return `error: ${message}`;
    });
    interview.proceed(stepOf(element, 'customErrors', details), link('next', element.connector)[0]);
}

export const customErrors = handler<FlowCustomError>({
    kind: 'customErrors',
    summary: 'Refuses the save of the triggering record with a message',
    bulk: false,
    links: (element) => link('next', element.connector),
    declare: (element) => [{ kind: 'element', name: element.name ?? '' }],
    check(element, checker) {
        const object = checker.object(checker.names.recordObject);
        for (const error of list(element.customErrorMessages)) {
            checker.text(error.errorMessage, error);
            if (error.isFieldError) checker.field(object, error.fieldSelection, error);
        }
    },
    run(element, interviews, runtime) {
        for (const interview of interviews) refuse(element, interview, runtime);
    }
});
