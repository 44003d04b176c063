/** Value sets and labels. */
import type { CustomLabel, GlobalValueSet, StandardValueSet } from '@salesforce/types/metadata';
import { problemAt, suggestion } from '../../metadata/index.ts';
import type { Rule } from './rule.ts';
import { standardValueSetNames } from './standardValueSetNames.ts';

/** A standard value set must be one of Salesforce's, with distinct values. */
export const standardValueSetRule: Rule = (component) => {
    const names = standardValueSetNames();
    if (!names.includes(component.fullName))
        return [
            problemAt(
                component,
                `There is no standard value set ${component.fullName}${suggestion(component.fullName, names)}`
            )
        ];
    const content = component.content as StandardValueSet;
    const values = content.standardValue.map((value) => value.fullName ?? '');
    if (values.length === 0) return [problemAt(component, 'A standard value set needs a value')];
    return repeated(values).map((value) => problemAt(component, `Duplicate value: ${value}`, content, 'standardValue'));
};

/** Values of a global value set must be distinct. */
export const globalValueSetRule: Rule = (component) => {
    const content = component.content as GlobalValueSet;
    const values = content.customValue.map((value) => value.fullName ?? '');
    return repeated(values).map((value) => problemAt(component, `Duplicate value: ${value}`, content, 'customValue'));
};

function repeated(values: readonly string[]): string[] {
    return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Limits of a custom label's texts. */
export const customLabelRule: Rule = (component) => {
    const content = component.content as CustomLabel;
    const problems = [];
    if (content.value.length > 1000)
        problems.push(problemAt(component, 'The text of a label is at most 1,000 characters long', content, 'value'));
    if (content.shortDescription.length > 80)
        problems.push(
            problemAt(
                component,
                'The short description of a label is at most 80 characters long',
                content,
                'shortDescription'
            )
        );
    if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(component.fullName))
        problems.push(problemAt(component, `The label name ${component.fullName} is not valid`, content, 'fullName'));
    return problems;
};
