/** Validation rules: formula, message, and the field that shows it. */
import type { ValidationRule } from '@salesforce/types/metadata';
import { hasGlobal } from '../../flow/index.ts';
import { problemAt } from '../../metadata/index.ts';
import { findField } from './fieldPath.ts';
import type { Rule } from './rule.ts';

/** The formula must be valid on the object, the error field must exist. */
export const validationRuleRule: Rule = (component, context) => {
    const { schema, formula, registry } = context;
    const content = component.content as ValidationRule;
    const [objectName = ''] = component.fullName.split('.');
    if (!schema.object(objectName)) return [];
    const problems = formula
        .check(content.errorConditionFormula, objectName, schema, (path) => hasGlobal(registry, path))
        .map((message) => problemAt(component, `Formula: ${message}`, content, 'errorConditionFormula'));
    if (content.errorMessage.length > 255)
        problems.push(
            problemAt(component, 'The error message is at most 255 characters long', content, 'errorMessage')
        );
    const field = content.errorDisplayField;
    const found = field ? findField(context, objectName, field) : undefined;
    if (found?.problem)
        problems.push(
            problemAt(component, `In field: errorDisplayField - ${found.problem}`, content, 'errorDisplayField')
        );
    return problems;
};
