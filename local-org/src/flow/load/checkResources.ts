import type { Flow } from '@salesforce/types/metadata';
import { declaredType, formulaType, single } from '../dataType.ts';
import { list } from '../metadata.ts';
import type { Checker } from './checker.ts';

/** Checks variables, constants, formulas and templates. */
export function checkResources(metadata: Flow, checker: Checker): void {
    for (const variable of list(metadata.variables)) {
        const name = variable.name ?? '';
        checker.enter(name, variable);
        if (variable.dataType === 'SObject') checker.object(variable.objectType, variable);
        if (!variable.value) continue;
        checker.assignable(
            declaredType(variable.dataType, false, variable.objectType),
            checker.value(variable.value),
            name,
            variable
        );
    }
    for (const constant of list(metadata.constants)) {
        checker.enter(constant.name ?? '', constant);
        checker.assignable(
            declaredType(constant.dataType, false),
            checker.value(constant.value),
            constant.name ?? '',
            constant
        );
    }
    checkFormulas(metadata, checker);
    for (const template of list(metadata.textTemplates)) {
        checker.enter(template.name ?? '', template);
        checker.text(template.text, template);
    }
}

function checkFormulas(metadata: Flow, checker: Checker): void {
    for (const formula of list(metadata.formulas)) {
        const name = formula.name ?? '';
        checker.enter(name, formula);
        const compiled = checker.formula(formula.expression, formula);
        const declared = declaredType(formula.dataType ?? 'String', false);
        const wanted = declared && formulaType(declared);
        if (!compiled || !wanted || compiled.type === 'null') continue;
        const fitting = compiled.type === 'picklist' || compiled.type === 'multipicklist' ? 'text' : compiled.type;
        const dates = [fitting, wanted].every((type) => type === 'date' || type === 'datetime');
        if (fitting !== wanted && !dates)
            checker.report(`The formula answers ${single(compiled.type).base}, not ${wanted}.`, formula);
    }
}
